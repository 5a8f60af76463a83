import type { Board, Card } from '@weir/contract';
import { type Cell, cardsInColumn, isInCell } from '@/lib/board/cells';
import type { CardPlacement, CardPosition } from '@/lib/board/optimistic';

/** The moves of these cards to the end of a cell, without those that are in it already. */
export function movesOf(cards: readonly Card[], cell: Cell) {
  return cards.filter((card) => !isInCell(card, cell)).map(({ number }) => ({ card: number, ...cell }));
}

/** The moves of these cards to one place together, the last card first: each is placed before one that is there already. */
export function placedTogether(
  board: Board,
  cards: readonly Card[],
  { before, after, ...cell }: CardPosition,
): CardPlacement[] {
  const anchor = before ?? after;
  const moving = anchor === undefined ? cards.filter((card) => !isInCell(card, cell)) : cards;
  const column = cardsInColumn(board, cell.columnId);
  const at = column.findIndex(({ number }) => number === anchor);
  const below = at === -1 ? [] : column.slice(before === undefined ? at + 1 : at);
  const next = below.find((card) => !moving.includes(card))?.number;
  return moving
    .map(({ number }, index) => {
      const follower = moving[index + 1]?.number ?? next;
      return { card: number, ...cell, ...(follower !== undefined && { before: follower }) };
    })
    .toReversed();
}
