import type { Board, Card } from '@weir/contract';
import { withLoads } from './optimistic';

/** Cards as a write answered them, at the board's seq after it. */
export type Answered = { seq: number; cards: readonly Card[] };

/** The cards in the answer of a write: one, a list, or none. */
export function cardsIn(value: unknown): Card[] {
  if (isCard(value)) return [value];
  const items = isObject(value) && Array.isArray(value.items) ? value.items : [];
  return items.filter(isCard);
}

/** The board with those answers that it does not contain yet. Of a card's answers the newest counts. */
export function withAnswered(board: Board, answered: readonly Answered[]): Board {
  return answered
    .filter(({ seq }) => seq > board.seq)
    .toSorted((one, other) => one.seq - other.seq)
    .flatMap(({ cards }) => cards)
    .reduce(withCard, board);
}

/** The board with a card as it is now. One that comes to a column is last there; the board's next documents give it its place. */
export function withCard(board: Board, card: Card): Board {
  const at = board.cards.findIndex(({ number }) => number === card.number);
  const before = board.cards[at] ?? null;
  const isOnBoard = !card.archivedAt && board.columns.some(({ id }) => id === card.columnId);
  const isInPlace = isOnBoard && before?.columnId === card.columnId;
  const others = board.cards.filter((each) => each !== before);
  const cards = isInPlace ? board.cards.with(at, card) : isOnBoard ? [...others, card] : others;
  return { ...withLoads(board, before, isOnBoard ? card : null), cards };
}

function isCard(value: unknown): value is Card {
  return isObject(value) && 'number' in value && 'columnId' in value && 'version' in value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
