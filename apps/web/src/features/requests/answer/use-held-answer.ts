'use client';

import type { Request } from '@weir/contract';
import { useEffect, useRef, useState } from 'react';
import type { AnyProblem } from '@/lib/api/result';
import { openDraft } from '@/lib/waiting/drafts';
import type { HeldAnswer } from './use-answer-form';

type Refused = { request: Request; why: AnyProblem };

/** The answer that can still be undone, or why the last one was refused. A page that is left passes a refusal on to the next. */
export function useHeldAnswer() {
  const [answer, setAnswer] = useState<HeldAnswer | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  // The texts of answers on their way, by request. This page shows one again if it is refused.
  const drafts = useRef(new Map<number, () => void>());
  const end = (number: number) => {
    drafts.current.get(number)?.();
    drafts.current.delete(number);
    setAnswer((now) => (now?.request.number === number ? null : now));
  };
  useEffect(() => {
    const open = drafts.current;
    return () => {
      for (const close of open.values()) close();
    };
  }, []);
  return {
    answer,
    refused,
    end,
    hold: (next: HeldAnswer) => {
      setRefused(null);
      setAnswer(next);
      if (next.draft !== undefined) drafts.current.set(next.request.number, openDraft(next.draft));
    },
    refuse: (request: Request, why: AnyProblem) => {
      end(request.number);
      setRefused({ request, why });
    },
  };
}
