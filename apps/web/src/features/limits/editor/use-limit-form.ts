'use client';

import type { Board, Limit } from '@weir/contract';
import { roomUnder } from '@weir/domain';
import { useState } from 'react';
import { announce } from '@/components/live-region';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { type AnyProblem, invalidInput } from '@/lib/api/result';
import { useRenew } from '@/lib/api/use-renew';
import type { LimitSubject } from '@/lib/board/limits-of';
import { focusFault } from '@/lib/focus-fault';
import { draftOf, isSameLimit, type LimitDraft, limitChangeOf, newLimitOf } from './limit-draft';
import { writeLimit } from './write-limit';

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
  const loadNow = roomUnder(board, subject, { max: 0 }).load;
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
