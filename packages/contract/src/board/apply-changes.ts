import type { Card } from '../cards/cards.js';
import type { Board } from './board.js';
import type { BoardChanges, EventDocuments } from './board-changes.js';

/** The board at `changes.seq`, from an earlier one for which the changes were read. */
export function applyChanges(board: Board, { cards, gone, order, ...head }: BoardChanges): Board {
  const byNumber = new Map(board.cards.map((card) => [card.number, card]));
  for (const number of gone) byNumber.delete(number);
  for (const card of cards) byNumber.set(card.number, card);
  const ordered = new Map(order.map((column) => [column.columnId, column.cards]));
  const inColumns = new Map(head.columns.map(({ id }) => [id, [] as Card[]]));
  for (const card of byNumber.values())
    if (!ordered.has(card.columnId)) inColumns.get(card.columnId)?.push(card);
  for (const [columnId, numbers] of ordered)
    inColumns.set(
      columnId,
      numbers.flatMap((number) => byNumber.get(number) ?? []),
    );
  return { ...board, ...head, cards: head.columns.flatMap(({ id }) => inColumns.get(id) ?? []) };
}

/** The board with what an event of its stream carried; null where that is not enough, so that its changes must be read. */
export function applyDocuments(board: Board, { after, changes }: EventDocuments): Board | null {
  if (changes.seq <= board.seq) return board;
  const isNext =
    after <= board.seq && changes.today === board.today && changes.namesVersion === board.namesVersion;
  return isNext ? applyChanges(board, changes) : null;
}
