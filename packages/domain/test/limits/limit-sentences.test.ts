import { limitInWords, maxInWords } from '../../src/index.js';
import { aBoard } from '../a-board.js';

const board = aBoard()
  .lanes('Payments')
  .queue('Ready')
  .active('Dev', { limit: 5, cards: [{ of: 'Bao' }] })
  .active('Review')
  .done('Done')
  .classLimit('expedite', 1);

describe('a full limit in words', () => {
  test.each([
    ['column', 'Dev', 3, 3, 'Dev is full: 3 of 3.'],
    ['column', 'Dev', 5, 3, 'Dev is over its limit: 5 of 3.'],
    ['column', 'Dev', 0, 0, 'Dev is closed.'],
    ['columns', 'Dev + Review', 5, 5, 'Dev + Review holds 5 of 5.'],
    ['swimlane', 'Payments · Dev', 2, 2, 'Payments · Dev is full: 2 of 2.'],
    ['person', 'Bao', 3, 3, 'Bao has 3 of 3 in flight.'],
    ['person', 'Bao', 4, 3, 'Bao is over their limit: 4 of 3 in flight.'],
    ['person', 'Bao', 0, 0, 'Bao takes no cards.'],
    ['board', 'Platform', 12, 12, 'Platform has 12 of 12 in flight.'],
    ['board', 'Platform', 0, 0, 'Platform is closed.'],
    ['classOfService', 'Expedite', 1, 1, 'Expedite is full: 1 of 1.'],
  ] as const)('of scope %s: %s with %i of %i', (scope, of, load, max, words) => {
    expect(limitInWords({ scope, of, load, max })).toBe(words);
  });

  test('is not said to be full where it has room, but not for all who want in', () => {
    expect(limitInWords({ scope: 'column', of: 'Dev', load: 2, max: 3, cards: [4, 5] })).toBe(
      'Dev holds 2 of 3, and 2 cards want in.',
    );
    expect(limitInWords({ scope: 'person', of: 'Bao', load: 2, max: 3, cards: [4, 5] })).toBe(
      'Bao has 2 of 3 in flight, and 2 cards want in.',
    );
    expect(limitInWords({ of: 'Dev', load: 2, max: 3, cards: [4] })).toBe('Dev holds 2 of 3.');
  });
});

describe('how many a limit lets in', () => {
  const dev = { scope: 'column', columnId: 'Dev', max: 5 } as const;
  const withExpedite = (max: number, mode: 'block' | 'warn' = 'block') => ({
    ...board,
    limits: board.limits.map((limit) => (limit.id === 'expedite' ? { ...limit, max, mode } : limit)),
  });

  test('is one more with an expedite, where that has a place of its own', () => {
    expect(maxInWords(board, dev)).toBe('5, or 6 with an expedite');
    expect(maxInWords(withExpedite(2), dev)).toBe('5, or 7 with 2 expedites');
    expect(maxInWords(withExpedite(0), dev)).toBe('5');
    expect(maxInWords(board, { scope: 'columns', columnIds: ['Dev', 'Review'], max: 4 })).toBe(
      '4, or 5 with an expedite',
    );
    expect(maxInWords(board, { scope: 'swimlane', swimlaneId: 'Payments', max: 4 })).toBe(
      '4, or 5 with an expedite',
    );
  });

  test('is open where nothing binds expedite cards', () => {
    expect(maxInWords(board, { ...dev, columnId: 'Ready' })).toBe('5, expedites beside');
    expect(maxInWords(board, { scope: 'columns', columnIds: ['Ready', 'Dev'], max: 5 })).toBe(
      '5, expedites beside',
    );
    expect(maxInWords({ ...board, limits: [] }, dev)).toBe('5, expedites beside');
    expect(maxInWords(withExpedite(1, 'warn'), dev)).toBe('5, expedites beside');
  });

  test('is plain where expedite cards count as any other', () => {
    expect(maxInWords(board, { scope: 'board', max: 9 })).toBe('9');
    expect(maxInWords(board, { scope: 'person', userId: 'Bao', across: 'board', max: 3 })).toBe('3');
    expect(maxInWords(board, { scope: 'classOfService', classOfService: 'expedite', max: 1 })).toBe('1');
  });
});

test('a person’s limit over all boards is told from the one here', () => {
  const limit = { scope: 'person', of: 'Bao', load: 6, max: 6 } as const;
  expect(limitInWords({ ...limit, across: 'workspace' })).toBe('Bao has 6 of 6 in flight over all boards.');
  expect(limitInWords({ ...limit, across: 'board' })).toBe('Bao has 6 of 6 in flight.');
});
