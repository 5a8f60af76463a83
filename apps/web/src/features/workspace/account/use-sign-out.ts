'use client';

import { useState } from 'react';
import { forgetDrafts } from '@/lib/drafts/store';
import { forgetBoards } from '@/lib/kept/kept-boards';
import { forgetWrites, storedNames } from '@/lib/waiting/kept-writes';

export type SigningOut = ReturnType<typeof useSignOut>;

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
  /** Asks for confirmation first if there are unsent changes. */
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
