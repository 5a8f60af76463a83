'use client';

import { NewAnswer, type Override, type Request } from '@weir/contract';
import { useRef } from 'react';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { delayWrite } from '@/lib/waiting/delayed-write';
import { sendDraft } from '@/lib/waiting/drafts';
import { useWords } from '@/lib/words/use-words';
import { useIntake } from '../intake-context';
import { bodyOf, type Draft, faultsOf, noDraft } from './answer-draft';
import { answerFaultText } from './kinds/message';

export type AnswerForm = ReturnType<typeof useAnswerForm>;

/** What happens to an answer after its form was sent, and probably closed. */
export type AnswerSteps = {
  /** It is delayed, so that it can be undone. `draft` is the name under which its text is kept. */
  onDelayed: (delayed: DelayedAnswer) => void;
  onAnswered: (answered: Request) => void;
  /** The API refused it, and the request still waits or somebody else was faster. Or it waits for the connection. */
  onRefused: (request: Request, why: AnyProblem) => void;
};

export type DelayedAnswer = { request: Request; kind: NewAnswer['kind']; draft?: string; undo: () => void };

/** The form of a request's answer. */
export function useAnswerForm(request: Request, { onDelayed, onAnswered, onRefused }: AnswerSteps) {
  const words = useWords();
  const { t, dates } = words;
  const { slug } = useWorkspace();
  const { board, settle, hide } = useIntake();
  const isDelayed = useRef(false);
  const renew = useRenewBoard();
  const path = paths.answer(slug, board.key, request.number);

  const form = useApiForm({
    schema: schemas.NewAnswer,
    defaultValues: noDraft,
    draftKey: `answer ${path}`,
    toBody: (draft: Draft) => bodyOf({ draft, request, board, dates }),
    check: (draft: Draft) =>
      faultsOf({ draft, request, board, dates }).map((fault) => ({
        path: fault.path,
        message: answerFaultText(words, fault),
      })),
    send: (answer: NewAnswer, override: Override | undefined, draft) => {
      const body = { ...answer, ...(override && { override }) };
      const write = { method: 'PUT', path, body, ifMatch: `"${request.version}"` } as const;
      return sendDraft<Request>(write, draft, () =>
        delayWrite((undo) => {
          isDelayed.current = true;
          hide(request.number, true);
          onDelayed({
            request,
            kind: answer.kind,
            ...(draft && { draft: draft.name }),
            undo: () => {
              isDelayed.current = false;
              hide(request.number, false);
              undo();
            },
          });
        }),
      );
    },
    announcement: ({ ref, answer }) =>
      answer ? t('answers.form.sent', { ref, outcome: t(`vocabulary.answers.${answer.kind}`) }) : ref,
    onSaved: (answered) => {
      settle([answered]);
      onAnswered(answered);
    },
  });

  /** Sends it. Somebody else's answer takes its place; any other refusal reads the board again. */
  const submit = async (override?: Override) => {
    const refused = await form.submit(override);
    if (isDelayed.current) {
      isDelayed.current = false;
      // Without a connection the page sends it later, and hides the request until then.
      hide(request.number, false);
      if (refused) onRefused(request, refused);
    }
    if (refused?.code === 'already-answered')
      settle([{ ...request, state: 'answered', position: null, answer: refused.answer }]);
    else if (refused && refused.code !== 'invalid-input') await renew();
    return refused;
  };
  return { ...form, submit };
}
