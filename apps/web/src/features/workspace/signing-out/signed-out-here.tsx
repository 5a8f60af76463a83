'use client';

import { useEffect } from 'react';
import { EmptyState } from '@/components/feedback/empty-state';
import { Page } from '@/components/layout/page';
import { announce } from '@/lib/announce';
import { untilReachable } from '@/lib/api/reachable';
import { keepCookie } from '@/lib/browser/cookies';
import { signedOutCookie } from '@/lib/signed-out-cookie';
import { useTranslations } from '@/lib/words/use-translations';
import { showInstead } from './signed-out';
import { forgetWork } from './use-sign-out';

/** Signs out this browser without a connection. The session ends once the server can be reached. */
export function SignOutHere() {
  useEffect(() => {
    keepCookie(signedOutCookie(window.location.protocol === 'https:'), 'yes');
    void forgetWork().then(() => showInstead(SignedOutHere));
  }, []);
  return null;
}

/** Replaces the whole page. */
function SignedOutHere() {
  const t = useTranslations();
  const title = t('workspace.account.signedOutHere');
  useEffect(() => announce(title), [title]);
  useEffect(() => {
    const left = new AbortController();
    void endSession(left.signal);
    return () => left.abort();
  }, []);
  return (
    <Page width="narrow">
      <EmptyState isPage title={title}>
        {t('workspace.account.signedOutHereText')}
      </EmptyState>
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
