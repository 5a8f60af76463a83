'use client';

import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { useTranslations } from '@/lib/words/use-translations';
import { UnsentChanges } from './unsent-changes';
import type { SigningOut } from './use-sign-out';

/** Asks for confirmation if signing out would lose unsent changes. Shows a failed sign-out with what can be done now. */
export function StillSignedIn({
  signingOut: { signOut, pending, failure, close, unsent, stay },
}: {
  signingOut: SigningOut;
}) {
  const t = useTranslations();
  if (unsent > 0) return <UnsentChanges count={unsent} onStay={stay} onSignOut={() => signOut()} />;
  return (
    <Dialog
      isOpen={failure !== null}
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
