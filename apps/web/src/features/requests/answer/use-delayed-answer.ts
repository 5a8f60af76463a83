'use client';

import type { Request } from '@weir/contract';
import { useEffect, useRef, useState } from 'react';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { openDraft } from '@/lib/waiting/drafts';
import { useUnsentPaths } from '@/lib/waiting/unsent-paths';
import { useIntake } from '../intake-context';
import type { DelayedAnswer } from './use-answer-form';

type Refused = { request: Request; why: AnyProblem };

/** The answer that can still be undone, or why the last one was refused. If this page is closed, the next one shows a refusal. */
export function useDelayedAnswer() {
  const { slug } = useWorkspace();
  const { board } = useIntake();
  const unsent = useUnsentPaths();
  const [answer, setAnswer] = useState<DelayedAnswer | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  // Closes the drafts of delayed answers, by request. While a draft is open, this page shows a refusal of it.
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
  const waits = (number: number) => unsent.has(paths.answer(slug, board.key, number));
  return {
    answer,
    // One that waited for the connection was sent meanwhile, or the page shows why it was refused.
    refused: refused?.why.code === 'offline' && !waits(refused.request.number) ? null : refused,
    end,
    start: (next: DelayedAnswer) => {
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
