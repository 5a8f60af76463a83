import type { ReactNode } from 'react';
import type { AnyProblem } from '@/lib/api/result';

type Refused = { code: AnyProblem['code']; until?: string | null; depth?: number };

/** What to do about a refusal at the door; `back` is the instant at which asking is worth trying again. */
export function adviceFor(problem: Refused, back: ReactNode): ReactNode {
  switch (problem.code) {
    case 'intake-queue-full':
      return problem.depth === 0 ? (
        'Ask the team where else such requests go.'
      ) : (
        <>Every answer frees a place. Come back {back}: by then one is due.</>
      );
    case 'form-places-taken':
      return <>Every answer frees a place. Come back {back}: by then one is due.</>;
    case 'requester-quota-reached':
      return <>Withdraw one that matters less, below, or come back {back}, when an answer is due.</>;
    case 'requester-rate-reached':
      return <>Send it {back}: it will be taken then, if there is room. What was refused does not count.</>;
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
    case 'intake-gate-probing':
      return <>Once those that were let in have their answers, more are. Try again {back}.</>;
    case 'expedite-claim-waiting':
      return 'Ask for it in another class, or wait until that one is answered.';
    default:
      return null;
  }
}
