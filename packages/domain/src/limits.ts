import { type Board, type Column, columnOf, type Limit, type LimitScope } from './board.js';
import { type Change, type Difference, differences, type Standing } from './changes.js';

/** How many expedite cards a new board lets into its active columns at a time. */
export const expediteLimitOfNewBoard = 1;

/**
 * Whether a card counts against a limit while it stands in this column.
 * A column counts what stands in it but expedite cards; a class counts its cards in active columns.
 * Archived cards count nowhere, blocked ones as any other. The trigger on cards in the database says the same in SQL.
 */
export function counts(limit: LimitScope, card: Standing, column: Pick<Column, 'id' | 'kind'>): boolean {
  if (card.archivedAt !== null) return false;
  switch (limit.scope) {
    case 'column':
      return column.id === limit.columnId && card.classOfService !== 'expedite';
    case 'classOfService':
      return column.kind === 'active' && card.classOfService === limit.classOfService;
  }
}

/** How many cards count against the limit now: as told, else as counted. */
export function load(limit: Limit, board: Board): number {
  return (
    limit.load ?? board.cards.filter((card) => counts(limit, card, columnOf(board, card.columnId))).length
  );
}

/**
 * All limits that a change would break: those whose load it makes grow, and grow beyond their maximum.
 * So leaving, reordering, an even exchange and any shrinking under a lowered limit break nothing.
 * A limit of mode `warn` lets everything in and is never broken.
 */
export function wouldBreak(board: Board, change: Change): Limit[] {
  const differing = differences(board, change);
  return board.limits.filter((limit) => {
    const gain = gainOf(limit, board, differing);
    return limit.mode !== 'warn' && gain > 0 && load(limit, board) + gain > limit.max;
  });
}

/** By how many cards a change would raise (or, below 0, lower) the limit's load. */
export function gainOf(
  limit: LimitScope,
  board: Pick<Board, 'columns'>,
  differing: readonly Difference[],
): number {
  const one = (card: Standing | null) =>
    card && counts(limit, card, columnOf(board, card.columnId)) ? 1 : 0;
  return differing.reduce((gain, { before, after }) => gain + one(after) - one(before), 0);
}
