'use client';

import type { Request } from '@weir/contract';
import { useRef } from 'react';
import { requestPaths } from '@/lib/api/paths/request-paths';
import type { AnyProblem, Result } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { delayWrite } from '@/lib/waiting/delayed-write';
import { sendDraft } from '@/lib/waiting/drafts';
import type { KeptWrite } from '@/lib/waiting/kept-writes';
import type { Write } from '@/lib/waiting/write';
import { markUnderway } from '../underway-answers';
import type { Outcome } from './kinds/answer-kind';

/** Requests of one board that one write answers. `board` is its key. */
export type AnsweredRequests = {
  board: string;
  requests: readonly Request[];
  /** Which one of this page, for an answer to several. Each has a text of its own. */
  batch?: number;
};

export type DelayedAnswer = AnsweredRequests & {
  kind: Outcome;
  /** The name under which its text is kept. */
  draft?: string;
  undo: () => void;
};

/** What happens to an answer after its form was sent, and probably closed. */
export type AnswerSteps = {
  /** It is delayed, so that it can be undone. */
  onDelayed: (delayed: DelayedAnswer) => void;
  onAnswered: (answered: AnsweredRequests) => void;
  /** The API refused it, and the requests still wait or somebody else was faster. Or it waits for the connection. */
  onRefused: (unanswered: AnsweredRequests, why: AnyProblem) => void;
};

/** Sends an answer after ten seconds in which it can be undone. Its requests are hidden until it was sent. */
export function useDelayedSend(
  answered: AnsweredRequests,
  { onDelayed, onRefused }: Omit<AnswerSteps, 'onAnswered'>,
) {
  const { slug } = useWorkspace();
  const { board, requests } = answered;
  const show = useRef<(() => void) | null>(null);
  const end = () => {
    const wasDelayed = show.current !== null;
    show.current?.();
    show.current = null;
    return wasDelayed;
  };
  return {
    send: <T>(kind: Outcome, write: Write, draft: KeptWrite['draft']): Promise<Result<T>> =>
      sendDraft<T>(write, draft, () =>
        delayWrite((undo) => {
          show.current = markUnderway(requests.map(({ number }) => requestPaths.answer(slug, board, number)));
          onDelayed({
            ...answered,
            kind,
            ...(draft && { draft: draft.name }),
            undo: () => {
              end();
              undo();
            },
          });
        }),
      ),
    /** To be called with the outcome. Without a connection the page sends it later, and hides its requests until then. */
    finish: (refused: AnyProblem | null): void => {
      if (end() && refused) onRefused(answered, refused);
    },
  };
}
