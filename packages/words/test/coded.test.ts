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

test('a window whose parts differ is explained, with what to do about it', () => {
  const part = (days: number, delivered: number) => ({
    from: '2026-01-01',
    to: '2026-01-30',
    days,
    delivered,
  });
  const facts = { earlier: part(30, 1), later: part(30, 40), window: 30 };
  expect(worded(english, coded('unstableWindow', facts))).toBe(
    'The board delivered 1 card in the first 30 days of the window and 40 cards in the 30 days after that. ' +
      'Chance hardly explains such a difference, so a forecast from both may be wrong. Choose a window of 30 days.',
  );
  expect(worded(german, coded('unstableWindow', { ...facts, window: null }))).toBe(
    'Das Board hat in den ersten 30 Tagen des Zeitfensters 1 Karte geliefert und in den 30 Tagen danach 40 Karten. ' +
      'Zufall erklärt einen solchen Unterschied kaum, deshalb kann eine Prognose aus beiden Teilen falsch sein. ' +
      'Der zweite Teil hat zu wenige Tage oder Lieferungen für eine eigene Prognose: ' +
      'Warte auf mehr, bevor du Termine zusagst.',
  );
});

test('boards without a forecast are listed as in the reader’s language', () => {
  const facts = { code: 'boards', boards: ['PLAT', 'OPS', 'DATA'] } as const;
  expect(worded(german, coded('forecast', facts))).toBe(
    'Für alle Boards zusammen gibt es keine Prognose, weil es für PLAT, OPS und DATA keine gibt.',
  );
});

test('a record of wrong forecasts says what to do', () => {
  const sure = { code: 'tooSure', forecasts: 48, times: 31 } as const;
  expect(worded(english, coded('forecastRecord', sure))).toMatch(
    /^Only 31 of 48 forecasts with 85% came true: .* choose a shorter window/,
  );
  const cautious = { code: 'tooCautious', forecasts: 48, times: 40 } as const;
  expect(worded(german, coded('forecastRecord', cautious))).toMatch(
    /^Bei 40 von 48 Prognosen mit 50 % war die Arbeit weiter als vorhergesagt: .* wähle ein kürzeres Zeitfenster/,
  );
  const few = { code: 'tooFewWindows', windows: 1, needed: 50 } as const;
  expect(worded(german, coded('forecastRecord', few))).toMatch(/Nur 1 Tag .* mindestens 50 sind nötig\.$/);
});
