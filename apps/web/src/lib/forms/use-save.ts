'use client';

import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { announce } from '@/lib/announce';
import { ProblemError } from '@/lib/api/query';
import type { AnyProblem, Result } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';

type Call = () => Promise<Result<unknown>>;
type Options = {
  /** Runs before the save counts as done, so that what it reads anew is there. */
  onSaved?: () => unknown;
};
type Told = { said: string | (() => string) };

export type Save = {
  isPending: boolean;
  isSaved: boolean;
  /** Why the last call was refused. */
  problem: AnyProblem | null;
  /** Sends the call, unless one is under way. Returns whether it was saved, and announces that. */
  save: (call: Call, told?: Told) => Promise<boolean>;
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
  const mutation = useMutation<void, ProblemError, { call: Call; said: Told['said'] }>({
    mutationFn: async ({ call, said }) => {
      const result = await call();
      if (!result.ok) throw new ProblemError(result.problem);
      await onSaved?.();
      announce(said instanceof Function ? said() : said);
    },
  });
  const send = async (call: Call, said: Told['said']): Promise<boolean> => {
    // A second press may come before the button shows that the first is under way.
    if (isSending.current) return false;
    isSending.current = true;
    try {
      await mutation.mutateAsync({ call, said });
      return true;
    } catch (error) {
      if (error instanceof ProblemError) return false;
      throw error;
    } finally {
      isSending.current = false;
    }
  };
  return {
    isPending: mutation.isPending,
    isSaved: mutation.isSuccess,
    problem: mutation.error?.problem ?? null,
    save: (call, told) => send(call, told?.said ?? t('components.save.saved')),
    refuse: (problem) => mutation.mutate({ call: async () => ({ ok: false, problem }), said: '' }),
    reset: mutation.reset,
  };
}
