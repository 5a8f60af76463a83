'use client';

import type { Request } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import type { AnyProblem } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';
import { refusedRequest } from './bulk-draft';

type Props = {
  problem: AnyProblem;
  sentTo: readonly Request[];
  /** The requests that it would be sent to now. */
  requests: Request[];
  onLeaveOut: (number: number) => void;
};

/** Why none of several answers was sent, and which request is the reason. */
export function BulkRefused({ problem, sentTo, requests, onLeaveOut }: Props) {
  const t = useTranslations();
  const request = refusedRequest(problem, sentTo);
  const isIncluded = requests.some(({ number }) => number === request?.number);
  return (
    <ProblemNotice
      problem={saidOnce(problem)}
      actions={
        request &&
        isIncluded && (
          <Button size="small" onPress={() => onLeaveOut(request.number)}>
            {t('answers.bulk.leaveOutRef', { ref: request.ref })}
          </Button>
        )
      }
    >
      <p>
        {request &&
          (problem.code === 'already-answered'
            ? t('answers.bulk.alreadyAnswered', {
                ref: request.ref,
                outcome: t(`vocabulary.answers.${problem.answer.kind}`),
                name: problem.answer.by?.name ?? 'Weir',
              })
            : t('answers.bulk.about', { ref: request.ref, title: request.title }))}{' '}
        {t('answers.bulk.noneSent')}
      </p>
    </ProblemNotice>
  );
}

/** What is wrong with each of the answers alike is said once. */
function saidOnce(problem: AnyProblem): AnyProblem {
  if (problem.code !== 'invalid-input') return problem;
  const fieldOf = (path: string) => path.replace(/^answers\.\d+\./, '');
  const isFirst = ({ path, message }: (typeof problem.errors)[number], at: number) =>
    at ===
    problem.errors.findIndex((each) => each.message === message && fieldOf(each.path) === fieldOf(path));
  return { ...problem, errors: problem.errors.filter(isFirst) };
}
