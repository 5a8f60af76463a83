import type { Board } from '@weir/contract';
import { isInCell } from '@/lib/board/cells';
import type { CardPlacement } from '@/lib/board/optimistic';
import type { Moved } from './use-done';

/** The placements that undo a move on this board, and the first card that somebody has moved since, if any. */
export function undoMoved(
  board: Board,
  { before, after }: Moved,
): { placements: CardPlacement[]; changed?: string } {
  for (const { card: number, ...cell } of after) {
    const card = board.cards.find((each) => each.number === number);
    if (!card || !isInCell(card, cell))
      return { placements: [], changed: card?.ref ?? `${board.key}-${number}` };
  }
  return { placements: placedAgain(board, before) };
}

/** The same places on this board: the card that followed may be elsewhere by now. */
export function placedAgain(board: Board, places: readonly CardPlacement[]): CardPlacement[] {
  const returning = new Map(places.map(({ card, columnId }) => [card, columnId]));
  const columnOf = (number: number) =>
    returning.get(number) ?? board.cards.find((card) => card.number === number && !card.archivedAt)?.columnId;
  return places.map(({ before: next, ...to }) => ({
    ...to,
    ...(next !== undefined && columnOf(next) === to.columnId && { before: next }),
  }));
}
