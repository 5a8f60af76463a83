import type { Board, Limit } from '@weir/contract';
import { expeditesBeside } from '@weir/domain';
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
