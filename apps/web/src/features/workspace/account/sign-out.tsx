'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { forgetDrafts } from '@/lib/drafts/store';
import { forgetBoards } from '@/lib/kept/kept-boards';
import { forgetWrites, storedNames } from '@/lib/waiting/kept-writes';
import { withAllWords } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';

const UnsentChanges = dynamic(
  () => withAllWords(import('./unsent-changes')).then((loaded) => loaded.UnsentChanges),
  { loading: () => null },
);

type SigningOut = ReturnType<typeof useSignOut>;

/**
 * Signs out, and then loads a new page: nothing of this person stays in memory. `hasFailed`: the session could not be
 * ended, so the person is still signed in.
 */
export function useSignOut(leave: () => void = () => window.location.assign('/sign-in')) {
  const [pending, setPending] = useState<'everywhere' | 'here' | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const [unsent, setUnsent] = useState(0);
  const signOut = async (how: 'everywhere' | 'here' = 'everywhere') => {
    setUnsent(0);
    setPending(how);
    const query = how === 'here' ? '?only=browser' : '';
    const answer = await fetch(`/api/sign-out${query}`, { method: 'POST' }).catch(() => null);
    if (answer?.ok) {
      forgetDrafts();
      forgetWrites();
      await forgetBoards();
      return leave();
    }
    setPending(null);
    setFailed(true);
  };
  /** Asks first if changes wait to be sent. */
  const ask = async () => {
    const count = storedNames().length > 0 ? (await import('@/lib/waiting/left-writes')).countUnsent() : 0;
    if (count > 0) setUnsent(count);
    else await signOut();
  };
  return {
    ask,
    signOut,
    pending,
    hasFailed,
    close: () => setFailed(false),
    unsent,
    stay: () => setUnsent(0),
  };
}

/** Asks before changes are lost that wait to be sent. Says that signing out has failed, and offers what is still possible. */
export function StillSignedIn({
  signingOut: { signOut, pending, hasFailed, close, unsent, stay },
}: {
  signingOut: SigningOut;
}) {
  const t = useTranslations();
  if (unsent > 0) return <UnsentChanges count={unsent} onStay={stay} onSignOut={() => signOut()} />;
  return (
    <Dialog
      isOpen={hasFailed}
      onOpenChange={(isOpen) => !isOpen && close()}
      size="small"
      role="alertdialog"
      title={t('workspace.account.stillSignedIn')}
    >
      <p>{t('workspace.account.stillSignedInText')}</p>
      <p>{t('workspace.account.onlyHereText')}</p>
      <DialogActions>
        <Button isPending={pending === 'here'} onPress={() => signOut('here')}>
          {t('workspace.account.onlyHere')}
        </Button>
        <Button variant="primary" isPending={pending === 'everywhere'} onPress={() => signOut()}>
          {t('workspace.account.tryAgain')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
