'use client';

import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { forgetDrafts } from '@/lib/drafts/store';
import { forgetBoards } from '@/lib/kept/kept-boards';
import { useTranslations } from '@/lib/words/use-translations';

type SigningOut = ReturnType<typeof useSignOut>;

/**
 * Signs out, and then loads a new page: nothing of this person stays in memory. `hasFailed`: the session could not be
 * ended, so the person is still signed in.
 */
export function useSignOut(leave: () => void = () => window.location.assign('/sign-in')) {
  const [pending, setPending] = useState<'everywhere' | 'here' | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const signOut = async (how: 'everywhere' | 'here' = 'everywhere') => {
    setPending(how);
    const query = how === 'here' ? '?only=browser' : '';
    const answer = await fetch(`/api/sign-out${query}`, { method: 'POST' }).catch(() => null);
    if (answer?.ok) {
      forgetDrafts();
      await forgetBoards();
      return leave();
    }
    setPending(null);
    setFailed(true);
  };
  return { signOut, pending, hasFailed, close: () => setFailed(false) };
}

/** Says that signing out has failed, and offers what is still possible. */
export function StillSignedIn({
  signingOut: { signOut, pending, hasFailed, close },
}: {
  signingOut: SigningOut;
}) {
  const t = useTranslations();
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
