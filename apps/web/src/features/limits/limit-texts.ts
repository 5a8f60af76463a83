import type { Board, Limit } from '@weir/contract';
import { columnOf, type LimitScope } from '@weir/domain';
import { type LimitInText, limitMaxText, limitText, type Translate } from '@weir/words';

/** One sentence for each limit: “Doing is full: 3 of 3. Bao has 3 of 3 in progress.” */
export function limitsText(t: Translate, limits: readonly LimitInText[]): string {
  return limits.map((limit) => limitText(t, limit)).join(' ');
}

/** “Limit: 5, or 6 with an expedite card”. In columns and lanes expedite cards don’t count: they have a limit of their own. */
export function maxHint(t: Translate, board: Pick<Board, 'columns' | 'limits'>, limit: Limit): string {
  const max = limitMaxText(t, { max: limit.max, expedites: expeditesBeside(board, limit) });
  return t('limits.max', { max });
}

/** How many expedite cards may be there besides those that the limit counts. */
function expeditesBeside(board: Pick<Board, 'columns' | 'limits'>, limit: Limit): number | 'uncounted' {
  const countsExpedite = !('columnId' in limit) && limit.scope !== 'columns' && limit.scope !== 'swimlane';
  if (countsExpedite) return 0;
  const expedite = board.limits.find(
    (each) => each.scope === 'classOfService' && each.classOfService === 'expedite' && each.mode !== 'warn',
  );
  return expedite && isAllActive(board, limit) ? expedite.max : 'uncounted';
}

/** Whether a limit counts cards in active columns only. */
function isAllActive(board: Pick<Board, 'columns'>, limit: LimitScope): boolean {
  if (limit.scope === 'columns') return limit.columnIds.every((id) => columnOf(board, id).kind === 'active');
  return !('columnId' in limit) || !limit.columnId || columnOf(board, limit.columnId).kind === 'active';
}
