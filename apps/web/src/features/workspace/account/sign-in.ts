'use client';

import { type FactsOf, type ProblemCode, problem, problems } from '@weir/contract';
import type { Translate } from '@weir/words';
import { type AnyProblem, offline } from '@/lib/api/result';

/** Loads next-auth when a person signs in: it is larger than the page. */
const loadAuth = () => import('next-auth/react');

/** Goes to the OpenID provider, which returns to the address `next`. */
export async function signInWithOpenId(next: string): Promise<void> {
  const { signIn } = await loadAuth();
  await signIn('oidc', { callbackUrl: next });
}

/** Signs in with email and password. Returns null on success, else the problem. */
export async function signInWith(email: string, password: string, t: Translate): Promise<AnyProblem | null> {
  try {
    const { signIn } = await loadAuth();
    const answer = await signIn('credentials', { email, password, redirect: false });
    return answer?.error ? signInProblem(answer.error, t) : null;
  } catch {
    return offline;
  }
}

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
