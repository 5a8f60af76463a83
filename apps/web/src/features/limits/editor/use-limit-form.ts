'use client';

import { type Board, type Limit, problem } from '@weir/contract';
import { previewCapacity } from '@weir/domain';
import { useState } from 'react';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import type { Result } from '@/lib/api/result';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import { useBoardKey } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { isSameLimit, limitChangeOf, newLimitOf, valuesOf } from './limit-values';

type Options = {
  board: Board;
  subject: LimitSubject;
  limit: Limit | null;
  name: string;
  onClose: () => void;
};

/** The form of a limit: sets, changes and removes it, and notices when somebody else changed it meanwhile. */
export function useLimitForm({ board, subject, limit, name, onClose }: Options) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const key = useBoardKey();
  const renew = useRenewBoard();
  /** The limit that the form started from. */
  const [startedFrom, setStartedFrom] = useState(limit);
  const target = { workspace: slug, key, subject };
  const start = valuesOf(subject, startedFrom, previewCapacity(board, subject, { max: 0 }).load);
  const [firstStart] = useState(start);

  const form = useApiForm({
    schema: schemas.NewLimit,
    // A new limit keeps the number that it started with while cards come and go.
    savedValues: startedFrom ? start : firstStart,
    toBody: (values) => newLimitOf(subject, values),
    send: (wanted, { base }: { base: Limit | null } = { base: startedFrom }) =>
      writeLimit({ ...target, expected: base }, (options) =>
        base
          ? api.patch(boardSetupPaths.limit(slug, key, base.id), limitChangeOf(base, wanted), options)
          : api.post(boardSetupPaths.limits(slug, key), wanted, options),
      ).finally(renew),
    announcement: t('limits.editor.saved', { name }),
    onSaved: onClose,
  });
  const removal = useSave({ onSaved: onClose });
  const isPending = form.isPending || removal.isPending;

  return {
    form,
    removal,
    isConflict: !isPending && !isSameLimit(startedFrom, limit),
    keepMine: () => {
      setStartedFrom(limit);
      void form.submit({ base: limit });
    },
    takeTheirs: () => {
      setStartedFrom(limit);
      form.discard();
    },
    remove: () =>
      startedFrom &&
      removal.save(
        () =>
          writeLimit({ ...target, expected: startedFrom }, (options) =>
            api.delete(boardSetupPaths.limit(slug, key, startedFrom.id), options),
          ).finally(renew),
        { announcement: t('limits.editor.removed', { name }) },
      ),
  };
}

type Target = {
  workspace: string;
  key: string;
  subject: LimitSubject;
  /** The limit as the person saw it; null where there was none. */
  expected: Limit | null;
};
type Call = (options: { ifMatch: string | undefined }) => Promise<Result<unknown>>;

const maxAttempts = 8;

/**
 * Writes a limit only if nobody changed it since the person saw it. The write carries the ETag of the board in which
 * that was checked. Cards move all the time, so it is tried again when the board has changed in between.
 */
async function writeLimit(
  { workspace, key, subject, expected }: Target,
  call: Call,
): Promise<Result<unknown>> {
  for (let attempt = 1; ; attempt++) {
    const board = await api.get<Board>(boardPaths.board(workspace, key));
    if (!board.ok) return board;
    const current = expected
      ? (board.value.limits.find(({ id }) => id === expected.id) ?? null)
      : limitOf(board.value, subject);
    if (!isSameLimit(expected, current))
      return { ok: false, problem: problem('precondition-failed', '', { version: board.etag ?? '' }) };
    const written = await call({ ifMatch: board.etag ?? undefined });
    if (written.ok || written.problem.code !== 'precondition-failed' || attempt === maxAttempts)
      return written;
  }
}
