'use client';

import { useEffect } from 'react';
import { Page } from '@/components/layout/page';
import { untilReachable } from '@/lib/api/reachable';
import { signedOutCookie } from '@/lib/signed-out-cookie';
import { keepCookie } from '@/lib/words/cookies';
import { useTranslations } from '@/lib/words/use-translations';
import { showInstead } from './signed-out';
import { forgetWork } from './use-sign-out';

/** Signs this browser out where nothing answers: its session ends once something does. */
export function SignOutHere() {
  useEffect(() => {
    keepCookie(signedOutCookie, 'yes');
    void forgetWork().then(() => showInstead(SignedOutHere));
  }, []);
  return null;
}

/** In place of everything that the person saw. */
function SignedOutHere() {
  const t = useTranslations();
  useEffect(() => {
    const left = new AbortController();
    void endSession(left.signal);
    return () => left.abort();
  }, []);
  return (
    <Page width="narrow">
      <h1>{t('workspace.account.signedOutHere')}</h1>
      <p role="status">{t('workspace.account.signedOutHereText')}</p>
    </Page>
  );
}

async function endSession(left: AbortSignal): Promise<void> {
  for (;;) {
    await untilReachable(left);
    if (left.aborted) return;
    const answer = await fetch('/api/sign-out', { method: 'POST' }).catch(() => null);
    if (answer?.ok) return window.location.assign('/sign-in');
  }
}
