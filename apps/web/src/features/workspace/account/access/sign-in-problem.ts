import { type FactsOf, type ProblemCode, problem, problems } from '@weir/contract';
import type { Translate } from '@weir/words';
import type { AnyProblem } from '@/lib/api/result';

/** The problem that next-auth's `error` means: our code, our `code:seconds`, or a code of next-auth. */
export function signInProblem(error: string, t: Translate): AnyProblem {
  const [code = '', seconds] = error.split(':');
  if (code === 'not-signed-in' || code === 'invalid-input' || code === 'CredentialsSignin')
    return wrongPair(t);
  if (!(code in problems)) return unknownFault(t);
  const known = code as ProblemCode;
  const facts = seconds ? { retryAfterSeconds: Number(seconds) } : {};
  return problem(known, '', facts as FactsOf<ProblemCode>) as AnyProblem;
}

function wrongPair(t: Translate): AnyProblem {
  const refusal = problem('not-signed-in', t('access.signIn.wrongPairDetail'), {});
  return Object.assign(refusal, { title: t('access.signIn.wrongPair') });
}

function unknownFault(t: Translate): AnyProblem {
  const fault = problem('internal', t('access.signIn.failedDetail'), {});
  return Object.assign(fault, { title: t('access.signIn.failed') });
}
