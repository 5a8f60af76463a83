'use client';

import { useState } from 'react';
import { announce } from '@/lib/announce';
import type { AnyProblem, Result } from '@/lib/api/result';
import { useRenew } from '@/lib/api/use-renew';

export type Saving = {
  isPending: boolean;
  problem: AnyProblem | null;
  isSaved: boolean;
  /** Something was changed after saving: what was said no longer holds. */
  touch: () => void;
  refuse: (problem: AnyProblem) => void;
  save: (call: () => Promise<Result<unknown>>, said?: string) => Promise<boolean>;
};

/** One thing that is saved on its own: whether it is under way, was refused, or stands. */
export function useSaving(workspace: string, boardKey: string): Saving {
  const renew = useRenew(workspace, boardKey);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isSaved, setSaved] = useState(false);
  const touch = () => {
    setProblem(null);
    setSaved(false);
  };
  return {
    isPending,
    problem,
    isSaved,
    touch,
    refuse: setProblem,
    async save(call, said = 'Saved') {
      touch();
      setPending(true);
      const result = await call();
      if (result.ok) await renew();
      setPending(false);
      if (!result.ok) {
        setProblem(result.problem);
        return false;
      }
      setSaved(true);
      announce(said);
      return true;
    },
  };
}
