import type { Board, Limit } from '@weir/contract';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem, Result } from '@/lib/api/result';
import { type LimitSubject, limitOf } from '@/lib/board/limits-of';
import { isSameLimit } from './limit-draft';

export type Written =
  | { kind: 'done' }
  | { kind: 'refused'; problem: AnyProblem }
  /** Somebody changed this limit while it was edited here: what it is now, null where it is gone. */
  | { kind: 'changed'; stands: Limit | null };

type Call = (options: { ifMatch: string | undefined }) => Promise<Result<unknown>>;

const mostTimes = 8;

/**
 * Writes a limit as it was decided: only as long as it stands as it did (`seen`, null where there was none).
 * The write is bound to the state of the board in which that was looked up. Cards move all the time, so a board
 * that is another by then is looked at again.
 */
export async function writeLimit(
  {
    workspace,
    key,
    subject,
    seen,
  }: { workspace: string; key: string; subject: LimitSubject; seen: Limit | null },
  call: Call,
): Promise<Written> {
  for (let times = 1; ; times++) {
    const board = await api.get<Board>(paths.board(workspace, key));
    if (!board.ok) return { kind: 'refused', problem: board.problem };
    const stands = seen
      ? (board.value.limits.find(({ id }) => id === seen.id) ?? null)
      : limitOf(board.value, subject);
    if (!isSameLimit(seen, stands)) return { kind: 'changed', stands };
    const written = await call({ ifMatch: board.etag ?? undefined });
    if (written.ok) return { kind: 'done' };
    if (written.problem.code !== 'precondition-failed' || times === mostTimes)
      return { kind: 'refused', problem: written.problem };
  }
}
