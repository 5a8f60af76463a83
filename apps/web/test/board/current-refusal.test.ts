import { expect, it } from '@jest/globals';
import { problem } from '@weir/contract';
import { currentRefusal } from '@/features/board/refusals/current-refusal';
import type { Move } from '@/features/board/use-moves';
import { aBoard } from '../a-board.ts';

const toDev = { card: 1, columnId: 'Dev', change: { kind: 'move', card: 1, columnId: 'Dev' } } as Move;
const refused = { move: toDev, seq: 7, byKeyboard: false };

it('names every limit that a move breaks, not only the first', () => {
  const board = aBoard()
    .queue('Ready', { cards: [{ of: 'Bao' }] })
    .active('Dev', { max: 1, cards: [{}] })
    .limit({ scope: 'person', userId: 'Bao', across: 'board' }, 0, 0)
    .made();
  const current = currentRefusal(board, refused);
  if (current.kind !== 'full') throw new Error(current.kind);
  expect(current.refusal.limits.map(({ of, load, max }) => [of, load, max])).toEqual([
    ['Dev', 1, 1],
    ['Bao', 0, 0],
  ]);
});

it('keeps the server’s answer as long as the board here is not newer', () => {
  const board = aBoard()
    .queue('Ready', { cards: [{}] })
    .active('Dev', { max: 1 })
    .made();
  const answer = problem('wip-limit-reached', '', { limits: [], options: [] });
  expect(currentRefusal({ ...board, seq: 7 }, { ...refused, problem: answer }).kind).toBe('full');
  expect(currentRefusal({ ...board, seq: 8 }, { ...refused, problem: answer }).kind).toBe('resolved');
});

it('distinguishes an unfinished card from a full cell, and a failure from both', () => {
  const half = aBoard()
    .queue('Ready')
    .active('Dev', { split: true, cards: [{}] })
    .active('Review', { max: 0 })
    .made();
  const toReview = {
    card: 1,
    columnId: 'Review',
    change: { kind: 'move', card: 1, columnId: 'Review' },
  } as Move;
  expect(currentRefusal(half, { ...refused, move: toReview })).toMatchObject({
    kind: 'unfinished',
    card: { number: 1 },
  });
  const free = aBoard()
    .queue('Ready', { cards: [{}] })
    .active('Dev')
    .made();
  const archived = problem('card-archived', '', {});
  expect(currentRefusal(free, { ...refused, problem: archived })).toMatchObject({
    kind: 'failed',
    problem: archived,
  });
});
