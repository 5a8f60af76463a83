import { createWords } from '../src/catalogue.js';
import { limitMaxText, limitText, refusalText } from '../src/index.js';

const english = createWords('en');
const german = createWords('de');

describe('a limit and its load', () => {
  test.each([
    ['column', 'Dev', 3, 3, 'Dev is full: 3 of 3.'],
    ['column', 'Dev', 5, 3, 'Dev is over its limit: 5 of 3.'],
    ['column', 'Dev', 0, 0, 'Dev is closed: its limit is 0.'],
    ['columns', 'Dev + Review', 5, 5, 'Dev + Review has 5 of 5.'],
    ['swimlane', 'Payments · Dev', 2, 2, 'Payments · Dev is full: 2 of 2.'],
    ['person', 'Bao', 3, 3, 'Bao has 3 of 3 in progress.'],
    ['person', 'Bao', 4, 3, 'Bao is over their limit: 4 of 3 in progress.'],
    ['person', 'Bao', 0, 0, 'Bao takes no cards: their limit is 0.'],
    ['person', '', 3, 3, 'This person has 3 of 3 in progress.'],
    ['board', 'Platform', 12, 12, 'Platform has 12 of 12 in progress.'],
    ['board', 'Platform', 0, 0, 'Platform is closed: its limit is 0.'],
    ['classOfService', 'expedite', 1, 1, 'Expedite is full: 1 of 1.'],
  ] as const)('of scope %s: %s with %i of %i', (scope, of, load, max, text) => {
    expect(limitText(english.t, { scope, of, load, max })).toBe(text);
  });

  test('is not called full if there is room, but not for all the cards', () => {
    const two = { load: 2, max: 3, cards: [4, 5] };
    expect(limitText(english.t, { scope: 'column', of: 'Dev', ...two })).toBe(
      'Dev has 2 of 3. There is no room for 2 more.',
    );
    expect(limitText(english.t, { scope: 'person', of: 'Bao', ...two })).toBe(
      'Bao has 2 of 3 in progress. There is no room for 2 more.',
    );
    expect(limitText(english.t, { of: 'Dev', load: 2, max: 3, cards: [4] })).toBe('Dev has 2 of 3.');
  });

  test('across all boards says so', () => {
    const limit = { scope: 'person', of: 'Bao', load: 6, max: 6, across: 'workspace' } as const;
    expect(limitText(english.t, limit)).toBe('Bao has 6 of 6 in progress across all boards.');
    expect(limitText(german.t, limit)).toBe('Bao hat 6 von 6 in Arbeit (alle Boards).');
  });

  test('in German names a class of service in German', () => {
    const limit = { scope: 'classOfService', of: 'fixedDate', load: 2, max: 2 } as const;
    expect(limitText(german.t, limit)).toBe('Fester Termin ist voll: 2 von 2.');
  });
});

test('the number of cards a limit admits includes the expedite cards in addition', () => {
  expect(limitMaxText(english.t, { max: 5, expedites: 1 })).toBe('5, or 6 with an expedite card');
  expect(limitMaxText(english.t, { max: 5, expedites: 2 })).toBe('5, or 7 with 2 expedite cards');
  expect(limitMaxText(english.t, { max: 5, expedites: 0 })).toBe('5');
  expect(limitMaxText(english.t, { max: 5, expedites: 'uncounted' })).toBe('5, expedite cards not counted');
});

describe('a refusal', () => {
  test('names each limit that refuses', () => {
    const facts = { id: 'x', mode: 'block', cards: [] } as const;
    const limits = [
      { ...facts, scope: 'column', of: 'Dev', load: 3, max: 3 },
      { ...facts, scope: 'person', of: 'Bao', load: 2, max: 2 },
    ] as const;
    expect(refusalText(english, { code: 'wip-limit-reached', limits: [...limits] as never })).toBe(
      'Dev is full: 3 of 3. Bao has 2 of 2 in progress.',
    );
  });

  test('names a person’s rate', () => {
    const rate = { code: 'requester-rate-reached', submitted: 5, quota: 5, per: 'hour' } as const;
    expect(refusalText(english, rate)).toBe(
      'You submitted 5 requests here in the last hour. The limit is 5 per hour.',
    );
    expect(refusalText(english, { ...rate, submitted: 1, quota: 1, per: 'day' })).toBe(
      'You submitted 1 request here in the last 24 hours. The limit is 1 per day.',
    );
  });

  test('repeats a person’s reason for the gate', () => {
    const gate = { code: 'intake-gate-shut', reason: 'Moving house', until: null } as const;
    expect(refusalText(english, gate)).toBe('The intake is closed: Moving house');
    expect(refusalText(german, { ...gate, reason: null })).toBe('Der Eingang ist geschlossen.');
  });
});
