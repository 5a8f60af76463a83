'use client';

import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { forgetDrafts } from '@/lib/drafts/store';

const name = 'weir:signed-out';

/** Replaces the page after a sign-out without a connection, when no other page can be loaded. */
export function showInstead(Notice: ComponentType): void {
  window.dispatchEvent(new CustomEvent(name, { detail: Notice }));
}

/** Hides its children once the person has signed out without a connection. The other tabs go to the sign-in page, loaded or not. */
export function UnlessSignedOut({ children }: { children: ReactNode }) {
  const [Notice, setNotice] = useState<ComponentType | null>(null);
  useEffect(() => {
    const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
    const show = (event: Event) => {
      setNotice(() => (event as CustomEvent<ComponentType>).detail);
      tabs?.postMessage(name);
    };
    window.addEventListener(name, show);
    tabs?.addEventListener('message', leave);
    return () => {
      window.removeEventListener(name, show);
      tabs?.close();
    };
  }, []);
  return Notice ? <Notice /> : children;
}

function leave(): void {
  forgetDrafts();
  window.location.replace('/sign-in');
}
