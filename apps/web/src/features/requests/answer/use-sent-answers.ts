'use client';

import type { Request } from '@weir/contract';
import { useEffect, useRef, useState } from 'react';
import { requestPaths } from '@/lib/api/paths/request-paths';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { openDraft } from '@/lib/waiting/drafts';
import { useUnderwayAnswers } from '../underway-answers';
import type { AnsweredRequests, DelayedAnswer } from './use-delayed-send';

export type RefusedAnswer = AnsweredRequests & { why: AnyProblem };
export type SentAnswers = ReturnType<typeof useSentAnswers>;

/**
 * The answer that can still be undone, the last one that was sent, and why the last one was refused. If this page is closed, the
 * next one shows a refusal.
 */
export function useSentAnswers() {
  const { slug } = useWorkspace();
  const underway = useUnderwayAnswers();
  const [delayed, setDelayed] = useState<DelayedAnswer | null>(null);
  const [refused, setRefused] = useState<RefusedAnswer | null>(null);
  const [last, setLast] = useState<AnsweredRequests | null>(null);
  // Closes the drafts of delayed answers. While a draft is open, this page shows a refusal of it.
  const drafts = useRef(new Map<string, () => void>());
  const end = (answered: AnsweredRequests) => {
    const name = nameOf(answered);
    drafts.current.get(name)?.();
    drafts.current.delete(name);
    setDelayed((now) => (now && nameOf(now) === name ? null : now));
  };
  useEffect(() => {
    const open = drafts.current;
    return () => {
      for (const close of open.values()) close();
    };
  }, []);
  const waits = ({ board, requests }: AnsweredRequests) =>
    requests.some(({ number }) => underway.has(requestPaths.answer(slug, board, number)));
  return {
    delayed,
    // One that waited for the connection was sent meanwhile, or the page shows why it was refused.
    refused: refused?.why.code === 'offline' && !waits(refused) ? null : refused,
    last,
    undo: () => {
      if (!delayed) return;
      delayed.undo();
      end(delayed);
    },
    onDelayed: (next: DelayedAnswer) => {
      setRefused(null);
      setLast(null);
      setDelayed(next);
      if (next.draft !== undefined) drafts.current.set(nameOf(next), openDraft(next.draft));
    },
    onAnswered: (answered: AnsweredRequests) => {
      setLast(answered);
      end(answered);
    },
    onRefused: (unanswered: AnsweredRequests, why: AnyProblem) => {
      end(unanswered);
      setRefused({ ...unanswered, why });
    },
  };
}

/** Whether an answer is about this request alone. */
export function isAnswerTo({ requests, batch }: AnsweredRequests, ref: string | null): boolean {
  return batch === undefined && requests[0]?.ref === ref;
}

/** A request has one answer underway at most. The API may return several in another order. */
function nameOf({ requests }: { requests: readonly Pick<Request, 'ref'>[] }): string {
  return requests
    .map(({ ref }) => ref)
    .toSorted()
    .join(' ');
}
