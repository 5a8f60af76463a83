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
  test('refuses to take a card in the doing half onward, by a move, a bulk move or a swap', () => {
    expect(held({ kind: 'move', card: 2, columnId: 'Test' })).toEqual([2]);
    expect(held({ kind: 'move', card: 2, columnId: 'Done' })).toEqual([2]);
    const moves = [1, 2, 3, 4].map((card) => ({ card, columnId: 'Test' }));
    expect(held({ kind: 'bulk', moves })).toEqual([2]);
    expect(held({ kind: 'swap', card: 2, with: 6 })).toEqual([2]);
    expect(held({ kind: 'swap', card: 5, with: 2 })).toEqual([2]);
  });

  test('allows pulling a card from the done half', () => {
    expect(held({ kind: 'move', card: 3, columnId: 'Test' })).toEqual([]);
    expect(held({ kind: 'swap', card: 3, with: 4 })).toEqual([]);
  });

  test('allows moving back, moving within the column, and leaving a queue', () => {
    expect(held({ kind: 'move', card: 4, columnId: 'Dev' })).toEqual([]);
    expect(held({ kind: 'move', card: 2, columnId: 'Dev', half: 'done' })).toEqual([]);
    expect(held({ kind: 'putBack', card: 4 })).toEqual([]);
    expect(held({ kind: 'move', card: 1, columnId: 'Test' })).toEqual([]);
    expect(held({ kind: 'clearColumn', columnId: 'Dev', to: 'Test' })).toEqual([]);
  });
});

describe('the half of a card', () => {
  test('is doing when the card enters a split column, unless the command names a half', () => {
    expect(halfOf({ kind: 'move', card: 3, columnId: 'Test' })).toBe('doing');
    expect(halfOf({ kind: 'move', card: 3, columnId: 'Test', half: 'done' })).toBe('done');
    expect(halfOf({ kind: 'create', columnId: 'Dev', classOfService: 'standard' })).toBe('doing');
  });

  test('stays the same within the column, and is null in a column without halves', () => {
    expect(halfOf({ kind: 'move', card: 3, columnId: 'Dev' })).toBe('done');
    expect(halfOf({ kind: 'move', card: 3, columnId: 'Dev', half: 'doing' })).toBe('doing');
    expect(halfOf({ kind: 'move', card: 3, columnId: 'Done' })).toBeNull();
    expect(halfOf({ kind: 'putBack', card: 3 })).toBeNull();
  });

  test('is doing after a swap, unless the swap names one or stays within the column', () => {
    const swap = (card: number, other: number, half?: 'doing' | 'done') =>
      cardDiffs(board(), { kind: 'swap', card, with: other, ...(half && { half }) }).map(({ after }) => [
        after.columnId,
        after.half,
      ]);
    expect(swap(1, 3)).toEqual([
      ['Dev', 'doing'],
      ['Ready', null],
    ]);
    expect(swap(3, 1)).toEqual([
      ['Ready', null],
      ['Dev', 'doing'],
    ]);
    expect(swap(1, 3, 'done')).toEqual([
      ['Dev', 'done'],
      ['Ready', null],
    ]);
    expect(swap(2, 3)).toEqual([
      ['Dev', 'doing'],
      ['Dev', 'done'],
    ]);
    expect(swap(2, 3, 'done')).toEqual([
      ['Dev', 'done'],
      ['Dev', 'doing'],
    ]);
  });
});
