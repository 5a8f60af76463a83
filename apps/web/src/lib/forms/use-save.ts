'use client';

import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { announce } from '@/lib/announce';
import { offline } from '@/lib/api/offline';
import { ProblemError } from '@/lib/api/query';
import type { AnyProblem, Result } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';

type Options = {
  /** Runs before the save counts as done, so that the data it reads again is there. */
  onSaved?: () => unknown;
};

export type Save = {
  isPending: boolean;
  isSaved: boolean;
  /** Why the last call was refused. */
  problem: AnyProblem | null;
  /** Sends the call, unless one is under way. Returns whether it was saved, and announces that. */
  save: <Saved>(
    call: () => Promise<Result<Saved>>,
    options?: { announcement: string | ((saved: Saved) => string) },
  ) => Promise<boolean>;
  /** Like `save`, but returns the call's own result, where the caller needs it. A call under way counts as one that failed. */
  result: <Saved>(
    call: () => Promise<Result<Saved>>,
    options?: { announcement: string },
  ) => Promise<Result<Saved>>;
  /** Shows a problem that was found before sending. */
  refuse: (problem: AnyProblem) => void;
  /** Something changed since: the last outcome no longer shows. */
  reset: () => void;
};

/**
 * Saves one thing, or one section: a toggle, a row, a list whose parts move. For a section with fields use
 * `useApiForm`.
 */
export function useSave({ onSaved }: Options = {}): Save {
  const t = useTranslations();
  const isSending = useRef(false);
  const mutation = useMutation<void, ProblemError, () => Promise<Result<string>>>({
    mutationFn: async (call) => {
      const result = await call();
      if (!result.ok) throw new ProblemError(result.problem);
      await onSaved?.();
      announce(result.value);
    },
  });
  const save: Save['save'] = async (
    call,
    { announcement } = { announcement: t('components.save.saved') },
  ) => {
    // A second press may come before the button shows that the first is under way.
    if (isSending.current) return false;
    isSending.current = true;
    try {
      await mutation.mutateAsync(async () => {
        const result = await call();
        return result.ok
          ? { ...result, value: announcement instanceof Function ? announcement(result.value) : announcement }
          : result;
      });
      return true;
    } catch (error) {
      if (error instanceof ProblemError) return false;
      throw error;
    } finally {
      isSending.current = false;
    }
  };
  const result: Save['result'] = async (call, options) => {
    let last: Awaited<ReturnType<typeof call>> = { ok: false, problem: offline };
    await save(async () => {
      last = await call();
      return last;
    }, options);
    return last;
  };
  return {
    isPending: mutation.isPending,
    isSaved: mutation.isSuccess,
    problem: mutation.error?.problem ?? null,
    save,
    result,
    refuse: (problem) => mutation.mutate(async () => ({ ok: false, problem })),
    reset: mutation.reset,
  };
}
