import { type BoardChange, cardDiffs, findUnfinishedCards } from '../../src/index.js';
import { aBoard } from '../a-board.js';

const board = () =>
  aBoard()
    .queue('Ready', { cards: 1 })
    .active('Dev', { split: true, cards: ['doing', 'done'] })
    .active('Test', { split: true, cards: ['doing', 'done'] })
    .done('Done', { cards: 1 });
const held = (change: BoardChange) => findUnfinishedCards(board(), change).map(({ number }) => number);
const halfOf = (change: BoardChange) => cardDiffs(board(), change)[0]?.after.half;

describe('the pull rule', () => {
  test('what is not done is not taken onward, by a move, a bulk or a swap', () => {
    expect(held({ kind: 'move', card: 2, columnId: 'Test' })).toEqual([2]);
    expect(held({ kind: 'move', card: 2, columnId: 'Done' })).toEqual([2]);
    const moves = [1, 2, 3, 4].map((card) => ({ card, columnId: 'Test' }));
    expect(held({ kind: 'bulk', moves })).toEqual([2]);
    expect(held({ kind: 'swap', card: 2, with: 6 })).toEqual([2]);
    expect(held({ kind: 'swap', card: 5, with: 2 })).toEqual([2]);
  });

  test('what is done is pulled', () => {
    expect(held({ kind: 'move', card: 3, columnId: 'Test' })).toEqual([]);
    expect(held({ kind: 'swap', card: 3, with: 4 })).toEqual([]);
  });

  test('going back, staying, and what waits in a queue are free', () => {
    expect(held({ kind: 'move', card: 4, columnId: 'Dev' })).toEqual([]);
    expect(held({ kind: 'move', card: 2, columnId: 'Dev', half: 'done' })).toEqual([]);
    expect(held({ kind: 'putBack', card: 4 })).toEqual([]);
    expect(held({ kind: 'move', card: 1, columnId: 'Test' })).toEqual([]);
    expect(held({ kind: 'clearColumn', columnId: 'Dev', to: 'Test' })).toEqual([]);
  });
});

describe('the half of a card', () => {
  test('is doing on entering a split column, unless asked', () => {
    expect(halfOf({ kind: 'move', card: 3, columnId: 'Test' })).toBe('doing');
    expect(halfOf({ kind: 'move', card: 3, columnId: 'Test', half: 'done' })).toBe('done');
    expect(halfOf({ kind: 'create', columnId: 'Dev', classOfService: 'standard' })).toBe('doing');
  });

  test('is kept within the column, and none where there are no halves', () => {
    expect(halfOf({ kind: 'move', card: 3, columnId: 'Dev' })).toBe('done');
    expect(halfOf({ kind: 'move', card: 3, columnId: 'Dev', half: 'doing' })).toBe('doing');
    expect(halfOf({ kind: 'move', card: 3, columnId: 'Done' })).toBeNull();
    expect(halfOf({ kind: 'putBack', card: 3 })).toBeNull();
  });

  test('changes hands in a swap', () => {
    expect(
      cardDiffs(board(), { kind: 'swap', card: 1, with: 3 }).map(({ after }) => [after.columnId, after.half]),
    ).toEqual([
      ['Dev', 'done'],
      ['Ready', null],
    ]);
  });
});
