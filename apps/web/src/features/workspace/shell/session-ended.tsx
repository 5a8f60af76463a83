'use client';

import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { loadWhenReachable } from '@/lib/loading/load-ahead';
import { onSessionEnded } from '@/lib/session-ended';
import { withAllWords } from '@/lib/words/messages-of';

const SignInAgain = dynamic(
  () =>
    loadWhenReachable(() => withAllWords(import('./sign-in-again'))).then(
      (loaded) => loaded.SignInAgain,
      // A newer version of Weir no longer has this file. Its page asks to sign in.
      reloaded,
    ),
  { loading: () => null },
);

function reloaded() {
  location.reload();
  return () => null;
}

const withoutSession = /^\/(sign-in|sign-up|setup|invitations|problems)(\/|$)/;

/** The session has ended: asks to sign in again on top of the page, so that typed text is not lost. */
export function SessionEnded() {
  const path = usePathname();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => onSessionEnded(() => setOpen(true)), []);
  if (!isOpen || withoutSession.test(path)) return null;
  return <SignInAgain next={path} onSignedIn={() => setOpen(false)} />;
}
