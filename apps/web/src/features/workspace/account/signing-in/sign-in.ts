'use client';

import type { Translate } from '@weir/words';
import { offline } from '@/lib/api/offline';
import type { AnyProblem } from '@/lib/api/result';
import { withWordsOf } from '@/lib/words/messages-of';

/** Loads next-auth when a person signs in: it is larger than the page. */
const loadAuth = () => import('next-auth/react');
const loadProblems = () =>
  withWordsOf('features/workspace/account/access/sign-in-problem', import('../access/sign-in-problem'));

/** Goes to the OpenID provider, which returns to the address `next`. */
export async function signInWithOpenId(next: string): Promise<void> {
  const { signIn } = await loadAuth();
  await signIn('oidc', { callbackUrl: next });
}

/** `code`: the second step, where the answer without one was `code-needed`. */
type Given = { email: string; password: string; code?: string };

/** Signs in with email and password. Returns null on success, else the problem. */
export async function signInWith(given: Given, t: Translate): Promise<AnyProblem | null> {
  try {
    const { signIn } = await loadAuth();
    const answer = await signIn('credentials', { ...given, redirect: false });
    if (!answer?.error) return null;
    const { signInProblem } = await loadProblems();
    return signInProblem(answer.error, t);
  } catch {
    return offline;
  }
}
