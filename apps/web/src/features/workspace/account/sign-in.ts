'use client';

import { type FactsOf, type ProblemCode, problem, problems } from '@weir/contract';
import { signIn } from 'next-auth/react';
import { type AnyProblem, offline } from '@/lib/api/result';

/** Signs in with e-mail and password; null when it worked, else why not. */
export async function signInWith(email: string, password: string): Promise<AnyProblem | null> {
  try {
    const answer = await signIn('credentials', { email, password, redirect: false });
    return answer?.error ? signInProblem(answer.error) : null;
  } catch {
    return offline;
  }
}

/** The problem behind next-auth's `error`: a code of ours, `code:seconds`, or one of its own words. */
export function signInProblem(error: string): AnyProblem {
  const [code = '', seconds] = error.split(':');
  if (code === 'not-signed-in' || code === 'invalid-input' || code === 'CredentialsSignin')
    return wrongPair();
  if (!(code in problems)) return couldNot();
  const known = code as ProblemCode;
  const facts = seconds ? { retryAfterSeconds: Number(seconds) } : {};
  return problem(known, problems[known].meaning, facts as FactsOf<ProblemCode>) as AnyProblem;
}

function wrongPair(): AnyProblem {
  const refusal = problem('not-signed-in', 'There is no account with this address and this password.', {});
  return Object.assign(refusal, { title: 'That did not work' });
}

function couldNot(): AnyProblem {
  const detail =
    'The sign-in did not come to its end. Try again; if it comes back, tell whoever runs this Weir.';
  return Object.assign(problem('internal', detail, {}), { title: 'Signing in failed' });
}
