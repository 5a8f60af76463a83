'use client';

import type { Board, Limit } from '@weir/contract';
import { previewCapacity } from '@weir/domain';
import { useState } from 'react';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { type AnyProblem, invalidInput, type Result } from '@/lib/api/result';
import { useRenew } from '@/lib/api/use-renew';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import { focusFault } from '@/lib/forms/focus-fault';
import { draftOf, isSameLimit, type LimitDraft, limitChangeOf, newLimitOf } from './limit-draft';

type Props = {
  workspace: string;
  board: Board;
  subject: LimitSubject;
  limit: Limit | null;
  name: string;
  onClose: () => void;
};

/** A limit that is being set: what is typed, and what came of sending it. */
export function useLimitForm({ workspace, board, subject, limit, name, onClose }: Props) {
  const { key } = board;
  const loadNow = previewCapacity(board, subject, { max: 0 }).load;
  const renew = useRenew(workspace, key);
  /** What the typing began from. */
  const [seen, setSeen] = useState(limit);
  const [draft, setDraft] = useState(() => draftOf(subject, limit, loadNow));
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);

  const write = async (from: Limit | null, call: Parameters<typeof writeLimit>[1], said: string) => {
    setProblem(null);
    setPending(true);
    const written = await writeLimit({ workspace, key, subject, seen: from }, call);
    if (written.kind === 'done') {
      announce(said);
      onClose();
    }
    await renew();
    setPending(false);
    if (written.kind === 'refused') setProblem(written.problem);
  };
  const save = (from = seen) => {
    const body = from ? limitChangeOf(from, draft) : newLimitOf(subject, draft);
    if (!body.success) {
      setProblem(invalidInput(body.error));
      return focusFault();
    }
    if (from && Object.keys(body.data).length === 0) return onClose();
    const all = paths.limits(workspace, key);
    return write(
      from,
      (options) =>
        from
          ? api.patch(paths.limit(workspace, key, from.id), body.data, options)
          : api.post(all, body.data, options),
      `${name}: at most ${draft.max}`,
    );
  };
  const remove = () =>
    seen &&
    write(
      seen,
      (options) => api.delete(paths.limit(workspace, key, seen.id), options),
      `The limit of ${name} is removed`,
    );

  return {
    draft,
    change: (part: Partial<LimitDraft>) => {
      setDraft((now) => ({ ...now, ...part }));
      setProblem(null);
    },
    problem,
    isPending,
    isChanged: !isPending && !isSameLimit(seen, limit),
    /** Somebody changed it meanwhile: mine over theirs, or theirs instead of mine. */
    keepMine: () => {
      setSeen(limit);
      return save(limit);
    },
    takeTheirs: () => {
      setSeen(limit);
      setDraft(draftOf(subject, limit, loadNow));
    },
    save: () => save(),
    remove,
  };
}

export type WriteResult =
  | { kind: 'done' }
  | { kind: 'refused'; problem: AnyProblem }
  /** Somebody changed this limit while it was edited here: what it is now, null where it is gone. */
  | { kind: 'changed'; stands: Limit | null };

type Call = (options: { ifMatch: string | undefined }) => Promise<Result<unknown>>;

const maxAttempts = 8;

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
): Promise<WriteResult> {
  for (let times = 1; ; times++) {
    const board = await api.get<Board>(paths.board(workspace, key));
    if (!board.ok) return { kind: 'refused', problem: board.problem };
    const stands = seen
      ? (board.value.limits.find(({ id }) => id === seen.id) ?? null)
      : limitOf(board.value, subject);
    if (!isSameLimit(seen, stands)) return { kind: 'changed', stands };
    const written = await call({ ifMatch: board.etag ?? undefined });
    if (written.ok) return { kind: 'done' };
    if (written.problem.code !== 'precondition-failed' || times === maxAttempts)
      return { kind: 'refused', problem: written.problem };
  }
}
