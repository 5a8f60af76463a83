import { expect, it } from '@jest/globals';
import { problem } from '@weir/contract';
import { limitInWords } from '@weir/domain';
import { currentRefusal } from '@/features/board/refusals/current-refusal';
import type { Move } from '@/features/board/use-moves';
import { aBoard } from '../a-board.ts';

const toDev = { card: 1, columnId: 'Dev', change: { kind: 'move', card: 1, columnId: 'Dev' } } as Move;
const refused = { move: toDev, seq: 7, byKeyboard: false };

it('names every limit that a move breaks, not the first alone', () => {
  const board = aBoard()
    .queue('Ready', { cards: [{ of: 'Bao' }] })
    .active('Dev', { max: 1, cards: [{}] })
    .limit({ scope: 'person', userId: 'Bao', across: 'board' }, 0, 0)
    .made();
  const refusal = currentRefusal(board, refused);
  if (refusal.kind !== 'full') throw new Error(refusal.kind);
  expect(refusal.facts.limits.map(limitInWords)).toEqual(['Dev is full: 1 of 1.', 'Bao takes no cards.']);
});

it('keeps what the server said as long as the board here has heard of nothing newer', () => {
  const board = aBoard()
    .queue('Ready', { cards: [{}] })
    .active('Dev', { max: 1 })
    .made();
  const lines = problem('wip-limit-reached', '', { limits: [], options: [] });
  expect(currentRefusal({ ...board, seq: 7 }, { ...refused, problem: lines }).kind).toBe('full');
  expect(currentRefusal({ ...board, seq: 8 }, { ...refused, problem: lines }).kind).toBe('room');
});

it('tells a card that is not done apart from a full place, and the network from both', () => {
  const half = aBoard()
    .queue('Ready')
    .active('Dev', { split: true, cards: [{}] })
    .active('Review', { max: 0 })
    .made();
  const onward = {
    card: 1,
    columnId: 'Review',
    change: { kind: 'move', card: 1, columnId: 'Review' },
  } as Move;
  expect(currentRefusal(half, { ...refused, move: onward })).toMatchObject({
    kind: 'unfinished',
    card: { number: 1 },
  });
  const free = aBoard()
    .queue('Ready', { cards: [{}] })
    .active('Dev')
    .made();
  const gone = problem('card-archived', '', {});
  expect(currentRefusal(free, { ...refused, problem: gone })).toMatchObject({
    kind: 'stopped',
    problem: gone,
  });
});
