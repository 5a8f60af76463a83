'use client';

import type { ReactNode } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { Instant } from '@/components/time';
import type { AnyProblem } from '@/lib/api/result';
import { requestFields } from './request-draft';

type Props = { problem: AnyProblem; at: number; zone: string };

/** A refusal at the door: what to do, when to come back, and that what was typed stays. */
export function DoorRefused({ problem, at, zone }: Props) {
  if (problem.code === 'invalid-input') {
    const isElsewhere = problem.errors.some(({ path }) => !requestFields.includes(path));
    return isElsewhere ? <ProblemNotice problem={problem} shown={requestFields} /> : null;
  }
  const back =
    'retryAfterSeconds' in problem ? new Date(at + problem.retryAfterSeconds * 1000).toISOString() : null;
  const advice = adviceFor(problem, back && <Instant at={back} zone={zone} />);
  if (!advice) return <ProblemNotice problem={problem} />;
  return (
    <ProblemNotice problem={problem}>
      <p>{advice}</p>
      <p>What you wrote stays here in this browser.</p>
    </ProblemNotice>
  );
}

function adviceFor(problem: AnyProblem, back: ReactNode): ReactNode {
  switch (problem.code) {
    case 'intake-queue-full':
      return problem.depth === 0 ? (
        'Ask the team where else such requests go.'
      ) : (
        <>Every answer frees a place. Come back {back}: by then one is due.</>
      );
    case 'requester-quota-reached':
      return <>Withdraw one that matters less, below, or come back {back}, when an answer is due.</>;
    case 'intake-gate-shut':
      return problem.until ? (
        <>It opens again {back}.</>
      ) : (
        <>Nobody has said when it opens. Try again {back}.</>
      );
    case 'intake-gate-throttled':
      return (
        <>
          {problem.until ? 'It opens for all again ' : 'Try again '}
          {back}. If it truly has a fixed date, ask for it as that.
        </>
      );
    case 'expedite-claim-waiting':
      return 'Ask for it in another class, or wait until that one is answered.';
    default:
      return null;
  }
}
