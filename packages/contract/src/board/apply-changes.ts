import type { Board } from './board.js';
import type { BoardChanges, CardPlacement, EventDocuments } from './board-changes.js';

/** The board at `changes.seq`, from an earlier one for which the changes were read. */
export function applyChanges(board: Board, { cards, gone, placed, ...head }: BoardChanges): Board {
  const byNumber = new Map(board.cards.map((card) => [card.number, card]));
  for (const number of gone) byNumber.delete(number);
  for (const card of cards) byNumber.set(card.number, card);
  const arePlaced = new Set(placed.map(({ card }) => card));
  const inColumns = new Map(head.columns.map(({ id }) => [id, [] as number[]]));
  for (const { number, columnId } of byNumber.values())
    if (!arePlaced.has(number)) inColumns.get(columnId)?.push(number);
  for (const place of placed) putInto(inColumns.get(place.columnId), place);
  const numbers = head.columns.flatMap(({ id }) => inColumns.get(id) ?? []);
  return { ...board, ...head, cards: numbers.flatMap((number) => byNumber.get(number) ?? []) };
}

/** Puts a card into the order of its column's cards. */
export function putInto(
  numbers: number[] = [],
  { card, before }: Pick<CardPlacement, 'card' | 'before'>,
): void {
  const at = before === null ? -1 : numbers.indexOf(before);
  numbers.splice(at < 0 ? numbers.length : at, 0, card);
}

/** The board with what an event of its stream carried; null where that is not enough, so that its changes must be read. */
export function applyDocuments(board: Board, { after, changes }: EventDocuments): Board | null {
  if (changes.seq <= board.seq) return board;
  const isNext =
    after <= board.seq && changes.today === board.today && changes.namesVersion === board.namesVersion;
  return isNext ? applyChanges(board, changes) : null;
}
