'use client';

import { useState } from 'react';
import { forgetDrafts } from '@/lib/drafts/store';
import { forgetBoards } from '@/lib/kept/kept-boards';
import { countUnsent, forgetWrites } from '@/lib/waiting/kept-writes';

export type SigningOut = ReturnType<typeof useSignOut>;

/**
 * Signs out, and then loads a new page: nothing of this person stays in memory. `failure`: the session did not end,
 * because the web server did not answer or refused. `sessions`: `all` ends the person's other sessions too.
 */
export function useSignOut(
  leave: () => void = () => window.location.assign('/sign-in'),
  sessions: 'current' | 'all' = 'current',
) {
  const [pending, setPending] = useState<'everywhere' | 'here' | null>(null);
  const [failure, setFailure] = useState<'unreachable' | 'refused' | null>(null);
  const [unsent, setUnsent] = useState(0);
  const signOut = async (how: 'everywhere' | 'here' = 'everywhere') => {
    setUnsent(0);
    setPending(how);
    const query = how === 'here' ? '?only=browser' : sessions === 'all' ? '?sessions=all' : '';
    const answer = await fetch(`/api/sign-out${query}`, { method: 'POST' }).catch(() => null);
    if (answer?.ok) {
      await forgetWork();
      return leave();
    }
    setPending(null);
    setFailure(answer ? 'refused' : 'unreachable');
  };
  /** Asks for confirmation first if there are unsent changes. */
  const ask = async () => {
    const count = countUnsent();
    if (count > 0) setUnsent(count);
    else await signOut();
  };
  return {
    ask,
    signOut,
    pending,
    failure,
    close: () => setFailure(null),
    unsent,
    stay: () => setUnsent(0),
  };
}

/** Removes the person's drafts, unsent changes and boards from this browser, and ends their notices in it. */
export async function forgetWork(): Promise<void> {
  forgetDrafts();
  forgetWrites();
  await forgetBoards();
  // Without a connection it may not load. The session's end has removed the device, or its next notice finds nobody.
  await import('@/lib/push/forget-device').then(({ forgetDevice }) => forgetDevice()).catch(() => undefined);
}
