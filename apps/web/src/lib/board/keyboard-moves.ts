import type { Board, Card } from '@weir/contract';
import type { Cell } from './cells';
import { type CardPosition, cardsAt } from './optimistic';

/**
 * Where a key moves a card: left and right through columns and their halves, up and down among the cards beside it,
 * and past the first or last of them into the next lane. Undefined where there is nothing further.
 */
export function keyboardTarget(board: Board, card: Card, direction: Direction): CardPosition | undefined {
  const column = board.columns.findIndex(({ id }) => id === card.columnId);
  if (direction === 'right' && card.half === 'doing') return { columnId: card.columnId, half: 'done' };
  if (direction === 'left' && card.half === 'done') return { columnId: card.columnId, half: 'doing' };
  if (direction === 'left' || direction === 'right') {
    const there = board.columns[column + (direction === 'left' ? -1 : 1)];
    return there && { columnId: there.id };
  }
  const here = cellOf(board, card);
  const own = cardsAt(board, here);
  const next = own[own.indexOf(card) + (direction === 'up' ? -1 : 1)];
  if (next) return { ...here, ...(direction === 'up' ? { before: next.number } : { after: next.number }) };
  return adjacentLaneTarget(board, card, direction);
}

/** The lane above: last in it; the lane below: first in it. */
export function adjacentLaneTarget(
  board: Board,
  card: Card,
  direction: 'up' | 'down',
): CardPosition | undefined {
  const lanes = [...board.swimlanes.map(({ id }) => id), null];
  const lane = lanes[lanes.indexOf(card.swimlaneId) + (direction === 'up' ? -1 : 1)];
  if (board.swimlanes.length === 0 || lane === undefined) return undefined;
  const there = { ...cellOf(board, card), swimlaneId: lane };
  const first = direction === 'down' ? cardsAt(board, there)[0] : undefined;
  return { ...there, ...(first && { before: first.number }) };
}

/** Where a card stands, as far as this board has lanes and halves. */
export function cellOf(board: Board, card: Card): Cell {
  return {
    columnId: card.columnId,
    ...(board.swimlanes.length > 0 && { swimlaneId: card.swimlaneId }),
    ...(card.half && { half: card.half }),
  };
}

/** Cards that stand above one another: a column, or of it one lane's, or one half. In the order of drawing. */
export type Stack = { column: string; lane: string; half: string; cards: number[] };
export type Direction = 'up' | 'down' | 'left' | 'right';

/**
 * The card that an arrow leads to: up and down along the column, through its lanes; left and right to the same row
 * of the nearest stack that has cards, in the same lane where that has one.
 */
export function nextCard(stacks: readonly Stack[], card: number, direction: Direction): number | undefined {
  const at = stacks.findIndex(({ cards }) => cards.includes(card));
  const own = stacks[at];
  if (!own) return undefined;
  const row = own.cards.indexOf(card);
  if (direction === 'up' || direction === 'down') {
    const next = own.cards[row + (direction === 'up' ? -1 : 1)];
    if (next !== undefined) return next;
    const along = aside(stacks, at, direction === 'up').filter(
      ({ column, half }) => column === own.column && half === own.half,
    );
    return direction === 'up' ? along[0]?.cards.at(-1) : along[0]?.cards[0];
  }
  const sideways = aside(stacks, at, direction === 'left').filter(
    ({ column, lane, half }) => column !== own.column || (lane === own.lane && half !== own.half),
  );
  const there = sideways.find(({ lane }) => lane === own.lane) ?? sideways[0];
  return there?.cards[Math.min(row, there.cards.length - 1)];
}

/** The stacks with cards before (nearest first) or after one. */
function aside(stacks: readonly Stack[], at: number, isBefore: boolean): Stack[] {
  const side = isBefore ? stacks.slice(0, at).reverse() : stacks.slice(at + 1);
  return side.filter(({ cards }) => cards.length > 0);
}
