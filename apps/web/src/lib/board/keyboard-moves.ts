import type { Board, Card } from '@weir/contract';
import { cardsInCell, cellOf } from './cells';
import type { CardPosition } from './optimistic';

export type Direction = 'up' | 'down' | 'left' | 'right';

/**
 * Where a key moves a card: left and right through columns and their halves, up and down within its cell and then
 * into the next lane. Undefined at the end of the board.
 */
export function keyboardTarget(board: Board, card: Card, direction: Direction): CardPosition | undefined {
  const column = board.columns.findIndex(({ id }) => id === card.columnId);
  if (direction === 'right' && card.half === 'doing') return { columnId: card.columnId, half: 'done' };
  if (direction === 'left' && card.half === 'done') return { columnId: card.columnId, half: 'doing' };
  if (direction === 'left' || direction === 'right') {
    const next = board.columns[column + (direction === 'left' ? -1 : 1)];
    return next && { columnId: next.id };
  }
  const here = cellOf(board, card);
  const cards = cardsInCell(board, here);
  const next = cards[cards.indexOf(card) + (direction === 'up' ? -1 : 1)];
  if (next) return { ...here, ...(direction === 'up' ? { before: next.number } : { after: next.number }) };
  return adjacentLaneTarget(board, card, direction);
}

/** Last in the lane above, or first in the lane below. */
export function adjacentLaneTarget(
  board: Board,
  card: Card,
  direction: 'up' | 'down',
): CardPosition | undefined {
  const lanes = [...board.swimlanes.map(({ id }) => id), null];
  const lane = lanes[lanes.indexOf(card.swimlaneId) + (direction === 'up' ? -1 : 1)];
  if (board.swimlanes.length === 0 || lane === undefined) return undefined;
  const cell = { ...cellOf(board, card), swimlaneId: lane };
  const first = direction === 'down' ? cardsInCell(board, cell)[0] : undefined;
  return { ...cell, ...(first && { before: first.number }) };
}

/** The cards of one column, lane and half, in the order in which they are drawn. */
export type Stack = { column: string; lane: string; half: string; cards: number[] };

/**
 * The card that an arrow key focuses next. Up and down go along the column, through its lanes; left and right go to
 * the same row of the nearest stack with cards, in the same lane if that has one.
 */
export function nextCard(stacks: readonly Stack[], card: number, direction: Direction): number | undefined {
  const at = stacks.findIndex(({ cards }) => cards.includes(card));
  const own = stacks[at];
  if (!own) return undefined;
  const row = own.cards.indexOf(card);
  if (direction === 'up' || direction === 'down') {
    const next = own.cards[row + (direction === 'up' ? -1 : 1)];
    if (next !== undefined) return next;
    const [along] = filledStacks(stacks, at, direction === 'up').filter(
      ({ column, half }) => column === own.column && half === own.half,
    );
    return direction === 'up' ? along?.cards.at(-1) : along?.cards[0];
  }
  const sideways = filledStacks(stacks, at, direction === 'left').filter(
    ({ column, lane, half }) => column !== own.column || (lane === own.lane && half !== own.half),
  );
  const there = sideways.find(({ lane }) => lane === own.lane) ?? sideways[0];
  return there?.cards[Math.min(row, there.cards.length - 1)];
}

/** The stacks that have cards, before this one (nearest first) or after it. */
function filledStacks(stacks: readonly Stack[], at: number, isBefore: boolean): Stack[] {
  const side = isBefore ? stacks.slice(0, at).reverse() : stacks.slice(at + 1);
  return side.filter(({ cards }) => cards.length > 0);
}
