import { answerKinds, type HistoryFact } from '@weir/domain';
import { createWords } from '../src/catalogue.js';
import { historyText } from '../src/index.js';

const english = (fact: HistoryFact) => historyText(createWords('en'), fact);

test('a correction names the changed fields', () => {
  const changed = (...names: string[]) => english({ kind: 'changed', names });
  expect(changed('title')).toBe('Changed: title.');
  expect(changed('title', 'description', 'neededBy')).toBe('Changed: title, description and needed-by date.');
});

test('every answer has a sentence; one with a ticket says from when it can be used', () => {
  const answered = (kind: (typeof answerKinds)[number], more = {}) =>
    english({ kind: 'answered', answer: { kind, ...more } });
  for (const kind of answerKinds) expect(answered(kind)).toMatch(/^[A-Z].*\.$/);
  for (const kind of ['defer', 'expired', 'shed'] as const) {
    expect(answered(kind, { until: '2027-01-04' })).toMatch(
      'can be asked again from Monday, 4 January 2027.',
    );
  }
  expect(answered('duplicate', { duplicateOf: { ref: 'PLAT-R3' } })).toMatch('PLAT-R3');
  expect(answered('redirect', { redirectedTo: { ref: 'OPS-R9' } })).toMatch('OPS-R9');
});

test('a displaced card is back in the queue, or off the board until a date', () => {
  expect(english({ kind: 'displaced', until: null, requesterLeft: false })).toMatch('back in the queue');
  expect(english({ kind: 'displaced', until: '2027-01-04', requesterLeft: false })).toMatch(
    'from Monday, 4 January 2027',
  );
});

test('what a requester who had left was not notified of says so', () => {
  const step = { kind: 'step', state: 'takenOff', was: 'begun', reason: 'No room.', message: null } as const;
  expect(english({ ...step, requesterLeft: false })).toMatch(/ No room\.$/);
  expect(english({ ...step, requesterLeft: true })).toMatch(
    / No room\. The requester had left .+ not notified\.$/,
  );
});
