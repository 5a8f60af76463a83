import type { Board, Limit } from '@weir/contract';
import { columnOf, counts, isSame, nameOf } from '@weir/domain';
import { inWord } from '@/features/requests/queue/words';
import type { LimitSubject } from '@/lib/board/limits-of';

/**
 * The limit that lets in less than the one in question, in a sentence; null where that one alone decides.
 * `free` is the room that the one in question leaves.
 */
export function alsoHolds(board: Board, subject: LimitSubject, free: number): string | null {
  const [tightest] = board.limits
    .filter((limit) => holdsToo(board, limit, subject) && leftBy(limit) < free)
    .toSorted((one, other) => leftBy(one) - leftBy(other));
  if (!tightest) return null;
  const { load, max } = tightest;
  const left = leftBy(tightest);
  const where = tightest.scope === 'person' ? reachSaid[tightest.across] : `in ${nameOf(board, tightest)}`;
  return left === 0
    ? `But ${where} it is full: ${load} of ${max}.`
    : `But ${where} it is ${load} of ${max}: room for ${inWord(left)} there.`;
}

const reachSaid = { board: 'on this board', workspace: 'over all boards' };

function leftBy({ max, load }: Limit): number {
  return Math.max(0, max - load);
}

/** Whether what enters under `subject` counts against this limit as well. */
function holdsToo(board: Board, limit: Limit, subject: LimitSubject): boolean {
  if (isSame(limit, subject)) return false;
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
  return counts(limit, card, columnOf(board, subject.columnId));
}
