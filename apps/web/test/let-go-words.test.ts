import { describe, expect, test } from '@jest/globals';
import { letGoInWords } from '../src/features/workspace/members/unassign-words';

describe('what goes with somebody', () => {
  const board = { key: 'PLAT', name: 'Platform' };

  test('is named, a line each: cards, every limit, and the requests of who leaves', () => {
    const limits = [
      { board, max: 3 },
      { board: null, max: 5 },
    ];
    expect(letGoInWords({ cards: 12, limits }, 'Bao Brandt')).toEqual([
      '12 cards let go of Bao Brandt',
      'Their limit of 3 on Platform goes',
      'Their limit of 5 over all boards goes',
    ]);
    expect(letGoInWords({ cards: 1, limits: limits.slice(0, 1), requests: 2 }, null)).toEqual([
      'One card lets go of you',
      'Your limit of 3 on Platform goes',
      '2 waiting requests end as withdrawn',
    ]);
    expect(letGoInWords({ cards: 0, limits: [], requests: 1 }, 'Bao Brandt')).toEqual([
      'One waiting request ends as withdrawn',
    ]);
  });

  test('is nothing where they hold nothing', () => {
    expect(letGoInWords({ cards: 0, limits: [], requests: 0 }, 'Bao Brandt')).toEqual([]);
  });
});
