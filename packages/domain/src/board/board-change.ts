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
  /**
   * Two cards take each other's column and lane. With a half, the first takes it, and the other the half that
   * the first left. Without, each keeps its half within its column and otherwise starts in `doing`.
   */
  | { kind: 'swap'; card: number; with: number; half?: Half | undefined }
  /**
   * A new card enters a column, and the displaced one another, or leaves the board (null). The new card has the
   * displaced one's swimlane.
   */
  | {
      kind: 'trade';
      displaces: number;
      to: string | null;
      columnId: string;
      classOfService: ClassOfService;
    }
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

/** One card before and after a change; `before` is null for a new card, `after` for one that left the board. */
export type LimitedCardDiff = { before: LimitedCard | null; after: LimitedCard | null };

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
      return swapped(board, cardOf(board, change.card), cardOf(board, change.with), change.half);
    case 'trade':
      return traded(board, cardOf(board, change.displaces), change);
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

function movedTo(
  board: Board,
  card: Card,
  { columnId, swimlaneId, half }: Omit<Move, 'card' | 'half'> & { half?: Half | undefined },
): CardDiff {
  const kept = card.columnId === columnId ? card.half : null;
  return differ(card, {
    columnId,
    swimlaneId: swimlaneId === undefined ? card.swimlaneId : swimlaneId,
    half: columnOf(board, columnId).split ? (half ?? kept ?? 'doing') : null,
  });
}

function swapped(board: Board, one: Card, other: Card, half: Half | undefined): CardDiff[] {
  const place = ({ columnId, swimlaneId }: Card) => ({ columnId, swimlaneId });
  return [
    movedTo(board, one, { ...place(other), half }),
    movedTo(board, other, { ...place(one), half: half && (one.half ?? undefined) }),
  ];
}

function traded(
  board: Board,
  old: Card,
  { to, columnId, classOfService }: BoardChange & { kind: 'trade' },
): CardDiff[] {
  const made = { kind: 'create', columnId, classOfService, swimlaneId: old.swimlaneId } as const;
  return [
    { card: null, before: null, after: created(board, made) },
    // Any time will do: an archived card counts nowhere.
    to === null ? differ(old, { archivedAt: old.enteredColumnAt }) : movedTo(board, old, { columnId: to }),
  ];
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
