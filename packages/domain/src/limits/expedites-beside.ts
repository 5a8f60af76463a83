import { type Board, columnOf, type LimitScope } from '../board/board.js';

/**
 * How many expedite cards a limit lets in beside its maximum: they don't count in columns, groups and lanes but have a
 * limit of their own. In a queue or done column that one does not bind them, so they are `uncounted`.
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
