import { answerKinds, happeningInWords } from '../../src/index.js';

test('a correction says what is another now', () => {
  const changed = (...names: string[]) => happeningInWords({ kind: 'changed', names });
  expect(changed('title')).toBe('Corrected: the title.');
  expect(changed('title', 'description', 'neededBy')).toBe(
    'Corrected: the title, the description and the day by which it is needed.',
  );
});

test('every answer has its sentence, and one with a ticket says from when it is good', () => {
  const answered = (kind: (typeof answerKinds)[number], more = {}) =>
    happeningInWords({ kind: 'answered', answer: { kind, ...more } });
  for (const kind of answerKinds) expect(answered(kind)).toMatch(/^[A-Z].*\.$/);
  for (const kind of ['defer', 'expired', 'shed'] as const) {
    expect(answered(kind, { until: '2027-01-04' })).toMatch('may be asked again from 4 January 2027.');
  }
  expect(answered('duplicate', { duplicateOf: { ref: 'PLAT-R3' } })).toMatch('PLAT-R3');
  expect(answered('redirect', { redirectedTo: { ref: 'OPS-R9' } })).toMatch('OPS-R9');
});

test('a card that made way is back in the queue, or off the board until a date', () => {
  expect(happeningInWords({ kind: 'displaced', until: null })).toMatch('went back to the queue');
  expect(happeningInWords({ kind: 'displaced', until: '2027-01-04' })).toMatch('from 4 January 2027');
});
