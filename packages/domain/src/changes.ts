import { type Board, type Card, firstQueue } from './board.js';
import type { ClassOfService } from './vocabulary.js';

/** What somebody wants to do to a board that may let a card in somewhere. Cards on the board go by their number. */
export type Change =
  | { kind: 'create'; columnId: string; classOfService: ClassOfService }
  | { kind: 'move'; card: number; columnId: string }
  | { kind: 'putBack'; card: number }
  | { kind: 'swap'; card: number; with: number }
  | { kind: 'reclass'; card: number; classOfService: ClassOfService }
  /** Out of the archive; the card comes along, since a board need not carry its archived cards. */
  | { kind: 'restore'; card: Card };

/** All that a limit looks at in a card. */
export type Standing = Pick<Card, 'columnId' | 'classOfService' | 'archivedAt'>;

/** One card before and after a change; `before` null where it is new. */
export type Difference = { before: Standing | null; after: Standing };

export function differences(board: Board, change: Change): Difference[] {
  switch (change.kind) {
    case 'create':
      return [{ before: null, after: { ...change, archivedAt: null } }];
    case 'move':
      return [differ(cardOf(board, change.card), { columnId: change.columnId })];
    case 'putBack':
      return [differ(cardOf(board, change.card), { columnId: firstQueue(board).id })];
    case 'swap':
      return swapped(cardOf(board, change.card), cardOf(board, change.with));
    case 'reclass':
      return [differ(cardOf(board, change.card), { classOfService: change.classOfService })];
    case 'restore':
      return [differ(change.card, { archivedAt: null })];
  }
}

/** The card that the change is about, where it stands on the board already. */
export function moverOf(board: Board, change: Change): Card | null {
  if (change.kind === 'create') return null;
  return change.kind === 'restore' ? change.card : cardOf(board, change.card);
}

function swapped(one: Card, other: Card): Difference[] {
  return [differ(one, { columnId: other.columnId }), differ(other, { columnId: one.columnId })];
}

function differ(card: Card, to: Partial<Standing>): Difference {
  return { before: card, after: { ...card, ...to } };
}

function cardOf(board: Board, number: number): Card {
  const card = board.cards.find((each) => each.number === number);
  if (!card) throw new Error(`no card ${number} on this board`);
  return card;
}
