'use client';

import { Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import type { AnyProblem } from '@/lib/api/result';
import { adviceFor } from '../ask/door-advice';

type Props = {
  problem: AnyProblem;
  at: number;
  zone: string;
  /** The fields that show their errors themselves. */
  shown?: readonly string[];
  /** What is not lost by the refusal. */
  kept?: string;
};

/** A refusal to somebody without an account: why, when to come back, and that nothing is lost. */
export function FormRefused({
  problem,
  at,
  zone,
  shown = [],
  kept = 'What you wrote stays here in this browser.',
}: Props) {
  if (problem.code === 'invalid-input') {
    const isElsewhere = problem.errors.some(({ path }) => !shown.includes(path));
    return isElsewhere ? <ProblemNotice problem={problem} shown={shown} /> : null;
  }
  const wait = 'retryAfterSeconds' in problem ? problem.retryAfterSeconds : null;
  const back = wait === null ? null : <Instant at={new Date(at + wait * 1000).toISOString()} zone={zone} />;
  return (
    <ProblemNotice problem={problem}>
      {back && <p>{adviceForGuests(problem) ?? adviceFor(problem, back) ?? <>Come back {back}.</>}</p>}
      {back && <p>{kept}</p>}
    </ProblemNotice>
  );

  /** A guest has no other class to claim, and their other requests are elsewhere. */
  function adviceForGuests({ code }: AnyProblem) {
    if (code === 'intake-gate-throttled') return <>Come back {back}.</>;
    if (code === 'requester-quota-reached')
      return (
        <>
          Come back {back}, when an answer is due, or withdraw the one that waits by the link in your e-mail.
        </>
      );
    return null;
  }
}
