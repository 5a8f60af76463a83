import { type Board, type Card, type Column, columnOf, type Limit, type LimitScope } from '../board/board.js';
import {
  type BoardChange,
  cardDiffs,
  type LimitedCard,
  type LimitedCardDiff,
} from '../board/board-change.js';

/** How many expedite cards a new board lets into its active columns at a time. */
export const defaultExpediteLimit = 1;

/** So many passes in 30 days, and a limit is not one any more. */
const fictionFrom = 3;

/**
 * Whether a card counts against a limit while it stands in this column.
 * - A column, a group of columns and a cell (a lane within a column) count what stands in them, but expedite cards.
 * - A lane counts its cards in active columns, but expedite cards.
 * - A person, the board and a class count cards in active columns, expedite ones included.
 * Archived cards count nowhere, blocked ones as any other. The trigger on cards in the database says the same in SQL.
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

/** How many cards count against the limit now: as told, else as counted on this board. */
export function limitLoad(
  limit: LimitScope & { load?: number },
  board: Pick<Board, 'columns' | 'cards'>,
): number {
  return (
    limit.load ?? board.cards.filter((card) => isCounted(limit, card, columnOf(board, card.columnId))).length
  );
}

/**
 * All limits that a change would break: those whose load it makes grow, and grow beyond their maximum.
 * So leaving, reordering, an even exchange and any shrinking under a lowered limit break nothing.
 * A limit of mode `warn` lets everything in and is never broken; one of mode `reason` is, until it is overridden.
 */
export function findBrokenLimits(board: Board, change: BoardChange): Limit[] {
  return exceeded(board, change).filter(({ mode }) => mode !== 'warn');
}

/** The limits of mode `warn` that a change would pass: it is done, and recorded. */
export function findWarnedLimits(board: Board, change: BoardChange): Limit[] {
  return exceeded(board, change).filter(({ mode }) => mode === 'warn');
}

/**
 * The cards that a move, a bulk or a swap would take onward out of the doing half of a split column: what is not
 * done there is not pulled. Going back and moving within the column are free.
 */
export function findUnfinishedCards(board: Board, change: BoardChange): Card[] {
  if (change.kind !== 'move' && change.kind !== 'bulk' && change.kind !== 'swap') return [];
  const at = (id: string) => board.columns.findIndex((column) => column.id === id);
  return cardDiffs(board, change).flatMap(({ before, after }) =>
    before?.half === 'doing' && at(after.columnId) > at(before.columnId) ? [before] : [],
  );
}

/** By how many cards a change would raise (or, below 0, lower) the limit's load. */
export function loadGain(
  limit: LimitScope,
  board: Pick<Board, 'columns'>,
  differing: readonly LimitedCardDiff[],
): number {
  const one = (card: LimitedCard | null) =>
    card && isCounted(limit, card, columnOf(board, card.columnId)) ? 1 : 0;
  return differing.reduce((gain, { before, after }) => gain + one(after) - one(before), 0);
}

/** Passed so often lately (three times in 30 days) that the number says nothing about what the team does. */
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
