import type { ClassOfService, Half } from '../vocabulary/vocabulary.js';
import { type Board, type Card, columnOf, firstQueueColumn } from './board.js';

/**
 * A card's target. Without a swimlane it keeps its own. Without a half it keeps its own within its column,
 * and otherwise starts in `doing`.
 */
export type Move = { card: number; columnId: string; swimlaneId?: string | null; half?: Half };

/** A change of a board that can add to a limit's load. Cards are named by number. */
export type BoardChange =
  | {
      kind: 'create';
      columnId: string;
      classOfService: ClassOfService;
      swimlaneId?: string | null;
      assigneeIds?: readonly string[];
    }
  | ({ kind: 'move' } & Move)
  /** Several at once, all or nothing. */
  | { kind: 'bulk'; moves: readonly Move[] }
  /** To the first queue column. */
  | { kind: 'putBack'; card: number }
  /** Two cards take each other's column, lane and half. */
  | { kind: 'swap'; card: number; with: number }
  | { kind: 'edit'; card: number; classOfService?: ClassOfService; assigneeIds?: readonly string[] }
  /** Out of the archive. The card is passed in, since a board need not contain its archived cards. */
  | { kind: 'restore'; card: Card }
  /** All cards of a column that is removed, to the end of another one. */
  | { kind: 'clearColumn'; columnId: string; to: string }
  /** All cards of a swimlane that is removed, to another one or to none. */
  | { kind: 'clearLane'; swimlaneId: string; to: string | null };

/** What a limit looks at in a card. */
export type LimitedCard = Pick<
  Card,
  'columnId' | 'swimlaneId' | 'classOfService' | 'assignees' | 'archivedAt'
>;

/** One card before and after a change; `before` is null for a new card. */
export type LimitedCardDiff = { before: LimitedCard | null; after: LimitedCard };

/** The same with the whole card. `card` is its number, null for a new card. */
export type CardDiff = { card: number | null; before: Card | null; after: LimitedCard & Pick<Card, 'half'> };

export function cardDiffs(board: Board, change: BoardChange): CardDiff[] {
  switch (change.kind) {
    case 'create':
      return [{ card: null, before: null, after: created(board, change) }];
    case 'move':
      return [moved(board, change)];
    case 'bulk':
      return change.moves.map((move) => moved(board, move));
    case 'putBack':
      return [moved(board, { card: change.card, columnId: firstQueueColumn(board).id })];
    case 'swap':
      return swapped(cardOf(board, change.card), cardOf(board, change.with));
    case 'edit':
      return [edited(cardOf(board, change.card), change)];
    case 'restore':
      return [differ(change.card, { archivedAt: null })];
    case 'clearColumn':
      return board.cards
        .filter((card) => card.columnId === change.columnId)
        .map((card) => movedTo(board, card, { columnId: change.to }));
    case 'clearLane':
      return board.cards
        .filter((card) => card.swimlaneId === change.swimlaneId)
        .map((card) => differ(card, { swimlaneId: change.to }));
  }
}

export function cardOf(board: Pick<Board, 'cards'>, number: number): Card {
  const card = board.cards.find((each) => each.number === number);
  if (!card) throw new Error(`no card ${number} on this board`);
  return card;
}

function created(board: Board, change: BoardChange & { kind: 'create' }): CardDiff['after'] {
  const { columnId, classOfService, swimlaneId = null, assigneeIds = [] } = change;
  return {
    columnId,
    classOfService,
    swimlaneId,
    assignees: assigneeIds.map((id) => ({ id })),
    half: columnOf(board, columnId).split ? 'doing' : null,
    archivedAt: null,
  };
}

function moved(board: Board, { card, ...to }: Move): CardDiff {
  return movedTo(board, cardOf(board, card), to);
}

function movedTo(board: Board, card: Card, { columnId, swimlaneId, half }: Omit<Move, 'card'>): CardDiff {
  const kept = card.columnId === columnId ? card.half : null;
  return differ(card, {
    columnId,
    swimlaneId: swimlaneId === undefined ? card.swimlaneId : swimlaneId,
    half: columnOf(board, columnId).split ? (half ?? kept ?? 'doing') : null,
  });
}

function swapped(one: Card, other: Card): CardDiff[] {
  const place = ({ columnId, swimlaneId, half }: Card) => ({ columnId, swimlaneId, half });
  return [differ(one, place(other)), differ(other, place(one))];
}

function edited(card: Card, { classOfService, assigneeIds }: BoardChange & { kind: 'edit' }): CardDiff {
  return differ(card, {
    ...(classOfService && { classOfService }),
    ...(assigneeIds && { assignees: assigneeIds.map((id) => ({ id })) }),
  });
}

function differ(card: Card, to: Partial<Card>): CardDiff {
  return { card: card.number, before: card, after: { ...card, ...to } };
}
