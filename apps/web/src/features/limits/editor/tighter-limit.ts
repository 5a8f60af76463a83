import type { Board, Limit } from '@weir/contract';
import { columnOf, isCounted, isSameLimitSubject } from '@weir/domain';
import type { LimitSubject } from '@/lib/board/limit-subjects';

/** Another limit on the same cards that leaves less than `free`, the tightest one; null if no other is tighter. */
export function tighterLimit(board: Board, subject: LimitSubject, free: number): Limit | null {
  const [tightest] = board.limits
    .filter((limit) => appliesToo(board, limit, subject) && freeUnder(limit) < free)
    .toSorted((one, other) => freeUnder(one) - freeUnder(other));
  return tightest ?? null;
}

export function freeUnder({ max, load }: Limit): number {
  return Math.max(0, max - load);
}

/** Whether a card that enters under `subject` counts against this limit as well. */
function appliesToo(board: Board, limit: Limit, subject: LimitSubject): boolean {
  if (isSameLimitSubject(limit, subject)) return false;
  if (subject.scope === 'person') return limit.scope === 'person' && limit.userId === subject.userId;
  if (!('columnId' in subject) || subject.columnId === undefined)
    return limit.scope === 'board' && (subject.scope === 'swimlane' || subject.scope === 'classOfService');
  const card = {
    columnId: subject.columnId,
    swimlaneId: subject.scope === 'swimlane' ? subject.swimlaneId : null,
    classOfService: 'standard' as const,
    assignees: [],
    archivedAt: null,
  };
  return isCounted(limit, card, columnOf(board, subject.columnId));
}
