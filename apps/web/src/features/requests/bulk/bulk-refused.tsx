'use client';

import type { Request } from '@weir/contract';
import { answerWords } from '@weir/domain';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import type { AnyProblem } from '@/lib/api/result';
import { aboutWhich } from './bulk-draft';

type Props = {
  problem: AnyProblem;
  sentTo: Request[];
  /** Those that it would be sent to now. */
  requests: Request[];
  onLeaveOut: (number: number) => void;
};

const shown = ['reason', 'until', 'message'];

/** Why none of several answers was taken, and which request stood in the way. */
export function BulkRefused({ problem, sentTo, requests, onLeaveOut }: Props) {
  if (problem.code === 'invalid-input' && problem.errors.every(({ path }) => shown.includes(path)))
    return null;
  const which = aboutWhich(problem, sentTo);
  const isThere = requests.some(({ number }) => number === which?.number);
  return (
    <ProblemNotice
      problem={problem}
      shown={shown}
      actions={
        which &&
        isThere && (
          <Button size="small" onPress={() => onLeaveOut(which.number)}>
            Leave out {which.ref}
          </Button>
        )
      }
    >
      <p>
        {problem.code === 'already-answered' && which
          ? `${which.ref} has its answer since: ${answerWords[problem.answer.kind]}, by ${problem.answer.by?.name ?? 'Weir'}. `
          : which && `It was ${which.ref} “${which.title}”. `}
        None of them was sent, and nobody was told anything.
      </p>
    </ProblemNotice>
  );
}
