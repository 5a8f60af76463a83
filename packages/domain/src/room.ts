import { type Board, type Card, columnOf, type Limit } from './board.js';
import { counts, load } from './limits.js';

/** `closed`: nobody may enter, ever; `near`: one place left, or four fifths taken. */
export type RoomState = 'free' | 'near' | 'full' | 'over' | 'closed';

/** What a limit leaves: places free, cards over it, and the two in one word for the board to draw. */
export type Room = { state: RoomState; load: number; max: number; free: number; over: number };

export function room({ max, load }: { max: number; load: number }): Room {
  const free = Math.max(0, max - load);
  const over = Math.max(0, load - max);
  return { state: stateOf(max, load), load, max, free, over };
}

function stateOf(max: number, load: number): RoomState {
  if (load > max) return 'over';
  if (max === 0) return 'closed';
  if (load === max) return 'full';
  return max - load === 1 || load / max >= 0.8 ? 'near' : 'free';
}

/** The places of a column: the cards that take one, those that stand beside the count, and how many are free. */
export type Slots = Room & { taking: Card[]; beside: Card[] };

/** How to draw a column under its limit. Expedite cards stand beside the count: they have a limit of their own. */
export function slots(board: Board, limit: Limit & { scope: 'column' }): Slots {
  const column = columnOf(board, limit.columnId);
  const here = board.cards.filter((card) => card.columnId === column.id && card.archivedAt === null);
  return {
    ...room({ max: limit.max, load: load(limit, board) }),
    taking: here.filter((card) => counts(limit, card, column)),
    beside: here.filter((card) => !counts(limit, card, column)),
  };
}
