import type { Board, Limit } from '../board/board.js';
import type { BoardChange } from '../board/board-change.js';
import { type BrokenLimit, describeBroken } from './broken-limits.js';
import { findBrokenLimits } from './limits.js';
import { type RefusalOption, refusalOptions } from './refusal-options.js';

export type WipRefusal = { code: 'wip-limit-reached'; limits: BrokenLimit[]; options: RefusalOption[] };

/**
 * The facts of a refusal and its options, for all limits that the change breaks on this board and for those
 * that the database named (`reported`). The board may have drained since, so the database's load is kept. Limits
 * come in the board's order, each once; a limit that no longer exists is left out.
 */
export function explainRefusal(
  board: Board,
  change: BoardChange,
  reported: readonly { id: string; load?: number }[] = [],
): WipRefusal {
  const reportedBoard = { ...board, limits: board.limits.map((limit) => withReportedLoad(limit, reported)) };
  const ids = [...reported, ...findBrokenLimits(board, change)].map(({ id }) => id);
  const broken = reportedBoard.limits.filter(({ id }) => ids.includes(id));
  return {
    code: 'wip-limit-reached',
    limits: describeBroken(board, change, broken),
    options: refusalOptions(reportedBoard, change, broken),
  };
}

function withReportedLoad(limit: Limit, reported: readonly { id: string; load?: number }[]): Limit {
  const found = reported.find(({ id }) => id === limit.id);
  return found?.load === undefined ? limit : { ...limit, load: found.load };
}
