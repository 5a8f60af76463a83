import { type Board, columnOf, type Limit } from '../board/board.js';
import { type BoardChange, type CardDiff, cardDiffs } from '../board/board-change.js';
import type { LimitMode, LimitScopeName, Reach } from '../vocabulary/vocabulary.js';
import { limitSubjectName } from './limit-subject.js';
import { findBrokenLimits, isCounted, limitLoad } from './limits.js';
import { type RefusalOption, refusalOptions } from './refusal-options.js';

/** A limit and its load. `of` is the name of its subject; `across` is the reach of a person's limit. */
export type LimitFacts = {
  id: string;
  scope: LimitScopeName;
  across?: Reach;
  of: string;
  max: number;
  mode: LimitMode;
  load: number;
};

/** A limit that refuses. `cards` are the numbers of the cards that would enter it (a new card has none yet). */
export type BrokenLimit = LimitFacts & { cards: number[] };

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
  const differing = cardDiffs(board, change);
  return {
    code: 'wip-limit-reached',
    limits: broken.map((limit) => ({
      ...describeLimit(board, limit),
      cards: entering(board, limit, differing),
    })),
    options: refusalOptions(reportedBoard, change, broken),
  };
}

/** A limit with its load, for a sentence or a problem. */
export function describeLimit(board: Board, limit: Limit): LimitFacts {
  const { id, scope, max, mode } = limit;
  const reach = limit.scope === 'person' ? { across: limit.across } : {};
  return {
    id,
    scope,
    ...reach,
    of: limitSubjectName(board, limit),
    max,
    mode,
    load: limitLoad(limit, board),
  };
}

function withReportedLoad(limit: Limit, reported: readonly { id: string; load?: number }[]): Limit {
  const found = reported.find(({ id }) => id === limit.id);
  return found?.load === undefined ? limit : { ...limit, load: found.load };
}

function entering(board: Board, limit: Limit, differing: readonly CardDiff[]): number[] {
  return differing.flatMap(({ card, before, after }) => {
    const counted = before !== null && isCounted(limit, before, columnOf(board, before.columnId));
    return card !== null && !counted && isCounted(limit, after, columnOf(board, after.columnId))
      ? [card]
      : [];
  });
}
