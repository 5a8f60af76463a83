import { type Board, columnOf, type LimitScope } from '../board/board.js';
import type { LimitScopeName, Reach } from '../vocabulary/vocabulary.js';

/**
 * A limit that refuses, by its scope: `Doing is full: 3 of 3.`, `Dev + Review holds 5 of 5.`, `Bao has 3 of 3 in
 * flight.`; also where it is over its maximum, closed, or has room for fewer cards than want in.
 */
export function limitInWords(limit: {
  scope?: LimitScopeName;
  across?: Reach;
  of: string;
  load: number;
  max: number;
  cards?: readonly number[];
}): string {
  const { scope, across, of, load, max, cards = [] } = limit;
  const everywhere = across === 'workspace' ? ' over all boards' : '';
  const isInFlight = scope === 'person' || scope === 'board';
  const figures = `${load} of ${max}${isInFlight ? ' in flight' : ''}${everywhere}`;
  if (load > max) return `${of} is over ${scope === 'person' ? 'their' : 'its'} limit: ${figures}.`;
  if (max === 0) return scope === 'person' ? `${of} takes no cards${everywhere}.` : `${of} is closed.`;
  const more = load < max && cards.length > 1 ? `, and ${cards.length} cards want in` : '';
  if (isInFlight) return `${of} has ${figures}${more}.`;
  return load < max || scope === 'columns' ? `${of} holds ${figures}${more}.` : `${of} is full: ${figures}.`;
}

/**
 * How many a limit lets in, expedite cards included: `5`, or `5, or 6 with an expedite` where they stand beside the
 * count and have a limit of their own. In a queue or done column that one does not bind: `5, expedites beside`.
 */
export function maxInWords(
  board: Pick<Board, 'columns' | 'limits'>,
  limit: LimitScope & { max: number },
): string {
  const { max } = limit;
  if (!('columnId' in limit) && limit.scope !== 'columns' && limit.scope !== 'swimlane') return `${max}`;
  const expedite = board.limits.find(
    (each) => each.scope === 'classOfService' && each.classOfService === 'expedite' && each.mode !== 'warn',
  );
  if (!expedite || !isAllActive(board, limit)) return `${max}, expedites beside`;
  if (expedite.max === 0) return `${max}`;
  const more = expedite.max === 1 ? 'an expedite' : `${expedite.max} expedites`;
  return `${max}, or ${max + expedite.max} with ${more}`;
}

/** Whether all that a limit counts is in active columns. */
function isAllActive(board: Pick<Board, 'columns'>, limit: LimitScope): boolean {
  if (limit.scope === 'columns') return limit.columnIds.every((id) => columnOf(board, id).kind === 'active');
  return !('columnId' in limit) || !limit.columnId || columnOf(board, limit.columnId).kind === 'active';
}
