'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Dialog } from '@/components/overlay/dialog';
import { onSessionEnded } from '@/lib/session-ended';
import { useTranslations } from '@/lib/words/use-translations';
import { SignInForm } from '../account/sign-in-form';

const withoutSession = /^\/(sign-in|sign-up|setup|invitations|problems)(\/|$)/;

/** The session has ended: asks to sign in again on top of the page, so that typed text is not lost. */
export function SessionEnded() {
  const t = useTranslations();
  const path = usePathname();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => onSessionEnded(() => setOpen(true)), []);
  if (withoutSession.test(path)) return null;
  return (
    <Dialog
      isOpen={isOpen}
      isDismissable={false}
      size="small"
      title={t('workspace.shell.signedOut')}
      lead={t('workspace.shell.signedOutText')}
    >
      <SignInForm onSignedIn={() => setOpen(false)} next={path} />
    </Dialog>
  );
}
