import { type Board, type Card, type Column, columnOf, type Limit, type LimitScope } from '../board/board.js';
import {
  type BoardChange,
  cardDiffs,
  type LimitedCard,
  type LimitedCardDiff,
  type Move,
} from '../board/board-change.js';

/** The expedite limit of a new board: cards in active columns at a time. */
export const defaultExpediteLimit = 1;

/** How often a limit must be exceeded in 30 days to count as often exceeded. */
const fictionFrom = 3;

/**
 * Whether a card in this column counts against a limit.
 * - Columns, groups of columns and cells (a swimlane within a column) count their cards, except expedite
 *   ones.
 * - Swimlanes count their cards in active columns, except expedite ones.
 * - Persons, boards and classes count cards in active columns, including expedite ones.
 * Archived cards never count; blocked cards do. The trigger on cards in the database has the same rule in
 * SQL.
 */
export function isCounted(
  limit: LimitScope,
  card: LimitedCard,
  column: Pick<Column, 'id' | 'kind'>,
): boolean {
  if (card.archivedAt !== null) return false;
  const ordinary = card.classOfService !== 'expedite';
  const inFlight = column.kind === 'active';
  switch (limit.scope) {
    case 'column':
      return ordinary && column.id === limit.columnId;
    case 'columns':
      return ordinary && limit.columnIds.includes(column.id);
    case 'swimlane':
      return (
        ordinary &&
        card.swimlaneId === limit.swimlaneId &&
        (limit.columnId === undefined ? inFlight : column.id === limit.columnId)
      );
    case 'person':
      return inFlight && card.assignees.some(({ id }) => id === limit.userId);
    case 'board':
      return inFlight;
    case 'classOfService':
      return inFlight && card.classOfService === limit.classOfService;
  }
}

/** How many cards count against the limit now: the given load, or else counted on this board. */
export function limitLoad(
  limit: LimitScope & { load?: number },
  board: Pick<Board, 'columns' | 'cards'>,
): number {
  return (
    limit.load ?? board.cards.filter((card) => isCounted(limit, card, columnOf(board, card.columnId))).length
  );
}

/**
 * Finds the limits that a change would break: those whose load it increases beyond their maximum. So leaving,
 * reordering, an even exchange and any decrease break nothing. A limit of mode `warn` is never broken; one of
 * mode `reason` is, until it is overridden.
 */
export function findBrokenLimits(board: Board, change: BoardChange): Limit[] {
  return exceeded(board, change).filter(({ mode }) => mode !== 'warn');
}

/** Finds the limits of mode `warn` that a change would exceed. The change goes through and is recorded. */
export function findWarnedLimits(board: Board, change: BoardChange): Limit[] {
  return exceeded(board, change).filter(({ mode }) => mode === 'warn');
}

/**
 * Finds the cards that a move, a bulk move or a swap would take onward from the doing half of a split column.
 * Only the done half is pulled. Moving back or within the column is free.
 */
export function findUnfinishedCards(board: Board, change: BoardChange): Card[] {
  if (change.kind !== 'move' && change.kind !== 'bulk' && change.kind !== 'swap') return [];
  const at = (id: string) => board.columns.findIndex((column) => column.id === id);
  return cardDiffs(board, change).flatMap(({ before, after }) =>
    before?.half === 'doing' && at(after.columnId) > at(before.columnId) ? [before] : [],
  );
}

/**
 * Whether a limit that is reached keeps standard cards out of a column. It does not if it also counts the column before, because
 * a pull from there adds nothing to it. Limits that only warn, and those of lanes and persons, never do. `weir.free_slots` is the
 * same rule in SQL.
 */
export function keepsOut(
  limit: LimitScope & Pick<Limit, 'mode'>,
  columns: readonly Pick<Column, 'id' | 'kind'>[],
  columnId: string,
): boolean {
  const at = columns.findIndex(({ id }) => id === columnId);
  const counts = (column: Pick<Column, 'id' | 'kind'> | undefined) =>
    column !== undefined && isCounted(limit, standardCardIn(column.id), column);
  return limit.mode !== 'warn' && counts(columns[at]) && !counts(columns[at - 1]);
}

const standardCardIn = (columnId: string): LimitedCard => ({
  columnId,
  swimlaneId: null,
  classOfService: 'standard',
  assignees: [],
  archivedAt: null,
});

/** By how many cards a change increases a limit's load; negative if it decreases. */
export function loadGain(
  limit: LimitScope,
  board: Pick<Board, 'columns'>,
  differing: readonly LimitedCardDiff[],
): number {
  const one = (card: LimitedCard | null) =>
    card && isCounted(limit, card, columnOf(board, card.columnId)) ? 1 : 0;
  return differing.reduce((gain, { before, after }) => gain + one(after) - one(before), 0);
}

/** How many of these moves break no limit together, taken in their order. */
export function countFitting(board: Board, moves: readonly Move[]): number {
  const limits = board.limits.filter(({ mode }) => mode !== 'warn');
  const loads = new Map(limits.map((limit) => [limit, limitLoad(limit, board)]));
  const isFitting = (move: Move) => {
    const differing = cardDiffs(board, { kind: 'move', ...move });
    const after = limits.map((limit) => {
      const gain = loadGain(limit, board, differing);
      return { limit, gain, load: (loads.get(limit) ?? 0) + gain };
    });
    if (after.some(({ limit, gain, load }) => gain > 0 && load > limit.max)) return false;
    for (const { limit, load } of after) loads.set(limit, load);
    return true;
  };
  return moves.filter(isFitting).length;
}

/** Whether the limit was exceeded three times or more in the last 30 days. */
export function isOftenExceeded({ passedLately = 0 }: Pick<Limit, 'passedLately'>): boolean {
  return passedLately >= fictionFrom;
}

function exceeded(board: Board, change: BoardChange): Limit[] {
  const differing = cardDiffs(board, change);
  return board.limits.filter((limit) => {
    const gain = loadGain(limit, board, differing);
    return gain > 0 && limitLoad(limit, board) + gain > limit.max;
  });
}
