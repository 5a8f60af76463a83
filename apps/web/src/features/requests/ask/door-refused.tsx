'use client';

import { Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import type { AnyProblem } from '@/lib/api/result';
import { adviceFor } from './door-advice';
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
