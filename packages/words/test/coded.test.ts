import { createWords } from '../src/catalogue.js';
import { coded, worded } from '../src/index.js';

const english = createWords('en');
const german = createWords('de');

test('a coded text is worded for its reader, at any depth', () => {
  const body = {
    items: [{ number: 7, forecast: { unknown: coded('forecast', { code: 'tooFar' }) } }],
    gate: { reason: coded('gateCause', { code: 'answersOverdue', overdue: 2 }) },
  };
  expect(worded(english, body)).toEqual({
    items: [
      {
        number: 7,
        forecast: {
          unknown:
            'At the current pace, delivery is more than two years away. That is too far ahead for a forecast.',
        },
      },
    ],
    gate: { reason: '2 answers are overdue.' },
  });
  expect(worded(german, body)).toMatchObject({ gate: { reason: '2 Antworten sind überfällig.' } });
});

test('a text within the facts of another is worded first', () => {
  const reason = coded('gateCause', { code: 'calm' }) as unknown as string;
  expect(worded(english, coded('pressure', { code: 'gateProbing', reason }))).toBe(
    'The intake is reopening, a few requests at a time: No answer is overdue, and there is room again.',
  );
});

test('a value without coded texts stays the same object', () => {
  const body = { items: [{ at: new Date(), tags: ['a'], none: null }] };
  expect(worded(german, body)).toBe(body);
});

test('an answer in the system’s name says why, and from when the requester can ask again', () => {
  const until = '2019-03-01';
  const expired = coded('systemAnswer', { kind: 'expired', reason: 'noCapacity', until });
  expect(worded(english, expired)).toMatch(/^We’re sorry: .* You can ask again from Friday, 1 March 2019\. /);
  const unreplied = coded('systemAnswer', { kind: 'expired', reason: 'needsInformation', until });
  expect(worded(german, unreplied)).toMatch(/^Die Frage des Teams blieb 14 Tage ohne Antwort\./);
});
