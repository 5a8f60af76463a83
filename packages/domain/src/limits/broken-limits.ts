import { type Board, columnOf, type Limit } from '../board/board.js';
import { type BoardChange, type CardDiff, cardDiffs } from '../board/board-change.js';
import type { LimitMode, LimitScopeName, Reach } from '../vocabulary/vocabulary.js';
import { limitSubjectName } from './limit-subject.js';
import { findBrokenLimits, isCounted, limitLoad } from './limits.js';

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

/** The facts of all limits that the change breaks, or of the given ones. */
export function describeBroken(
  board: Board,
  change: BoardChange,
  broken: readonly Limit[] = findBrokenLimits(board, change),
): BrokenLimit[] {
  const differing = cardDiffs(board, change);
  return broken.map((limit) => ({
    ...describeLimit(board, limit),
    cards: entering(board, limit, differing),
  }));
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

function entering(board: Board, limit: Limit, differing: readonly CardDiff[]): number[] {
  return differing.flatMap(({ card, before, after }) => {
    const counted = before !== null && isCounted(limit, before, columnOf(board, before.columnId));
    return card !== null && !counted && isCounted(limit, after, columnOf(board, after.columnId))
      ? [card]
      : [];
  });
}
