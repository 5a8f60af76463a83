'use client';

import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { offline } from '@/lib/api/offline';
import type { AnyProblem } from '@/lib/api/result';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useHasPasskeys } from './use-has-passkeys';

/** Signs in with a passkey. What that takes is loaded at the first use. */
export function PasskeyButton({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useTranslations();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | 'stopped' | null>(null);
  if (!useHasPasskeys()) return null;
  const press = async () => {
    setPending(true);
    setProblem(null);
    const refused = await load()
      .then(({ signInWithPasskey }) => signInWithPasskey(t))
      .catch(() => offline);
    setProblem(refused);
    setPending(false);
    if (!refused) onSignedIn();
  };
  return (
    <>
      <Button onPress={press} isPending={isPending}>
        {t('passkeys.signIn.submit')}
      </Button>
      {problem === 'stopped' ? (
        <Notice tone="warn" role="alert">
          <p>{t('passkeys.signIn.stopped')}</p>
        </Notice>
      ) : (
        problem && <ProblemNotice problem={problem} />
      )}
    </>
  );
}

const load = () =>
  withWordsOf('features/workspace/account/passkeys/sign-in-with-passkey', import('./sign-in-with-passkey'));
