'use client';

import type { Answer, NewAnswer, Override, Request } from '@weir/contract';
import { answerWords } from '@weir/domain';
import { useState } from 'react';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { useRenew } from '@/lib/api/use-renew';
import { focusFault } from '@/lib/forms/focus-fault';
import type { WriteResult } from './answer-draft';

type Told = { onAnswered: (request: Request) => void; onAnsweredBefore: (answer: Answer) => void };

/** Sends the answer of one request, and keeps what stood in the way of it. */
export function useSending(workspace: string, boardKey: string, request: Request, told: Told) {
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const renew = useRenew(workspace, boardKey);

  /** With an override, what stands in its way is given back instead of kept. */
  const send = async (result: WriteResult, override?: Override): Promise<AnyProblem | null> => {
    if (isPending) return null;
    if (!result.ok) {
      setProblem(result.problem);
      focusFault();
      return null;
    }
    setPending(true);
    const answer: NewAnswer & { override?: Override } = { ...result.answer, ...(override && { override }) };
    const path = paths.answer(workspace, boardKey, request.number);
    const sent = await api.put<Request>(path, answer, { ifMatch: `"${request.version}"` });
    setPending(false);
    if (sent.ok) {
      announce(`${request.ref} is answered: ${answerWords[answer.kind]}`);
      told.onAnswered(sent.value);
    } else if (sent.problem.code === 'already-answered') told.onAnsweredBefore(sent.problem.answer);
    else {
      if (!override) setProblem(sent.problem);
      // What is drawn was older than what refused.
      await renew();
      return sent.problem;
    }
    return null;
  };
  return { problem, isPending, send, forget: () => setProblem(null) };
}
