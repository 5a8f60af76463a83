'use client';

import { NewAnswer, type Override, type Request } from '@weir/contract';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useWords } from '@/lib/words/use-words';
import { useIntake } from '../intake-context';
import { bodyOf, type Draft, faultsOf, noDraft } from './answer-draft';
import { outcomeOf } from './kinds/answer-kind';
import { answerFaultText } from './kinds/message';
import { type AnswerSteps, useDelayedSend } from './use-delayed-send';

export type AnswerForm = ReturnType<typeof useAnswerForm>;

/** The form of a request's answer. */
export function useAnswerForm(request: Request, steps: AnswerSteps) {
  const words = useWords();
  const { t, dates } = words;
  const { slug } = useWorkspace();
  const { board, settle } = useIntake();
  const delayed = useDelayedSend({ board: board.key, requests: [request] }, steps);
  const renew = useRenewBoard();
  const path = requestPaths.answer(slug, board.key, request.number);

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
      return delayed.send<Request>(outcomeOf(answer.kind), write, draft);
    },
    announcement: ({ ref, answer }) =>
      answer ? t('answers.form.sent', { ref, outcome: t(`vocabulary.answers.${answer.kind}`) }) : ref,
    onSaved: (answered) => {
      settle([answered]);
      steps.onAnswered({ board: board.key, requests: [answered] });
    },
  });

  /** Sends it. Somebody else's answer takes its place; any other refusal reads the board again. */
  const submit = async (override?: Override) => {
    const refused = await form.submit(override);
    delayed.finish(refused);
    if (refused?.code === 'already-answered')
      settle([{ ...request, state: 'answered', position: null, answer: refused.answer }]);
    else if (refused && refused.code !== 'invalid-input') await renew();
    return refused;
  };
  return { ...form, submit };
}
