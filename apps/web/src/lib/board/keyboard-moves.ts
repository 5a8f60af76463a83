import type { Board, Card } from '@weir/contract';
import type { Spot } from './cells';
import type { Way } from './keyboard-steps';
import { cardsAt, type Place } from './optimistic';

/**
 * Where a key moves a card: left and right through columns and their halves, up and down among the cards beside it,
 * and past the first or last of them into the next lane. Undefined where there is nothing further.
 */
export function placeTowards(board: Board, card: Card, way: Way): Place | undefined {
  const column = board.columns.findIndex(({ id }) => id === card.columnId);
  if (way === 'right' && card.half === 'doing') return { columnId: card.columnId, half: 'done' };
  if (way === 'left' && card.half === 'done') return { columnId: card.columnId, half: 'doing' };
  if (way === 'left' || way === 'right') {
    const there = board.columns[column + (way === 'left' ? -1 : 1)];
    return there && { columnId: there.id };
  }
  const here = spotOf(board, card);
  const own = cardsAt(board, here);
  const next = own[own.indexOf(card) + (way === 'up' ? -1 : 1)];
  if (next) return { ...here, ...(way === 'up' ? { before: next.number } : { after: next.number }) };
  return towardsLane(board, card, way);
}

/** The lane above: last in it; the lane below: first in it. */
export function towardsLane(board: Board, card: Card, way: 'up' | 'down'): Place | undefined {
  const lanes = [...board.swimlanes.map(({ id }) => id), null];
  const lane = lanes[lanes.indexOf(card.swimlaneId) + (way === 'up' ? -1 : 1)];
  if (board.swimlanes.length === 0 || lane === undefined) return undefined;
  const there = { ...spotOf(board, card), swimlaneId: lane };
  const first = way === 'down' ? cardsAt(board, there)[0] : undefined;
  return { ...there, ...(first && { before: first.number }) };
}

/** Where a card stands, as far as this board has lanes and halves. */
export function spotOf(board: Board, card: Card): Spot {
  return {
    columnId: card.columnId,
    ...(board.swimlanes.length > 0 && { swimlaneId: card.swimlaneId }),
    ...(card.half && { half: card.half }),
  };
}
