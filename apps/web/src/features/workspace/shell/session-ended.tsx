'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Dialog } from '@/components/overlay/dialog';
import { onSessionEnded } from '@/lib/session-ended';
import { SignInForm } from '../account/sign-in-form';

const withoutSession = /^\/(sign-in|sign-up|invitations|problems)(\/|$)/;

/**
 * The API no longer knows the session: sign in again over the page, so that nothing typed in it is lost.
 * Somebody else's sign-in begins the page anew.
 */
export function SessionEnded() {
  const path = usePathname();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => onSessionEnded(() => setOpen(true)), []);
  if (withoutSession.test(path)) return null;
  return (
    <Dialog
      isOpen={isOpen}
      isDismissable={false}
      size="small"
      title="You have been signed out"
      lead="Sign in again to go on. What you typed is still here."
    >
      <SignInForm onSignedIn={() => setOpen(false)} next={path} />
    </Dialog>
  );
}
