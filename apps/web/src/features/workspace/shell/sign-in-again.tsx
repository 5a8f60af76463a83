'use client';

import { Dialog } from '@/components/overlay/dialog';
import { useTranslations } from '@/lib/words/use-translations';
import { SignInForm } from '../account/signing-in/sign-in-form';

/** The sign-in form as a dialog over the page. */
export function SignInAgain({ next, onSignedIn }: { next: string; onSignedIn: () => void }) {
  const t = useTranslations();
  return (
    <Dialog
      isOpen
      isDismissable={false}
      size="small"
      title={t('workspace.shell.signedOut')}
      lead={t('workspace.shell.signedOutText')}
    >
      <SignInForm onSignedIn={onSignedIn} next={next} />
    </Dialog>
  );
}
