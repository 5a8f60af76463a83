import { type Board, columnOf, type LimitScope } from '../board/board.js';

/**
 * How many expedite cards a limit admits in addition to its maximum: columns, groups and lanes don't count them. If the
 * expedite limit does not apply in the limit's columns (queue, done), any number can enter: `uncounted`.
 */
export function expeditesBeside(
  board: Pick<Board, 'columns' | 'limits'>,
  limit: LimitScope,
): number | 'uncounted' {
  if (!('columnId' in limit) && limit.scope !== 'columns' && limit.scope !== 'swimlane') return 0;
  const expedite = board.limits.find(
    (each) => each.scope === 'classOfService' && each.classOfService === 'expedite' && each.mode !== 'warn',
  );
  return expedite && countsActiveOnly(board, limit) ? expedite.max : 'uncounted';
}

/** Whether every card that a limit counts is in an active column. */
function countsActiveOnly(board: Pick<Board, 'columns'>, limit: LimitScope): boolean {
  if (limit.scope === 'columns') return limit.columnIds.every((id) => columnOf(board, id).kind === 'active');
  return !('columnId' in limit) || !limit.columnId || columnOf(board, limit.columnId).kind === 'active';
}
