'use client';

import { startAuthentication } from '@simplewebauthn/browser';
import type { PasskeyOptions } from '@weir/contract';
import type { Translate } from '@weir/words';
import { signIn } from 'next-auth/react';
import { api } from '@/lib/api/client';
import { ownProblem } from '@/lib/api/own-problem';
import { accountPaths } from '@/lib/api/paths/account-paths';
import type { AnyProblem } from '@/lib/api/result';
import { signInProblem } from '../access/sign-in-problem';

type Options = Parameters<typeof startAuthentication>[0]['optionsJSON'];

/** Asks the browser for a passkey of this site, and signs in with it. Returns null on success. `stopped`: none was used. */
export async function signInWithPasskey(t: Translate): Promise<AnyProblem | 'stopped' | null> {
  const begun = await api.post<PasskeyOptions>(accountPaths.passkeyChallenges);
  if (!begun.ok) return begun.problem;
  const response = await startAuthentication({ optionsJSON: begun.value as unknown as Options }).catch(
    () => null,
  );
  if (!response) return 'stopped';
  const answer = await signIn('passkey', { response: JSON.stringify(response), redirect: false });
  if (!answer?.error) return null;
  if (answer.error !== 'not-signed-in') return signInProblem(answer.error, t);
  const refused = ownProblem('not-signed-in', 401, {}, t('passkeys.signIn.refusedText'));
  return Object.assign(refused, { title: t('passkeys.signIn.refused') });
}
