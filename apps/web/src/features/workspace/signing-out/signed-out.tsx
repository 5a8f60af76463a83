'use client';

import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { forgetDrafts } from '@/lib/drafts/store';

const name = 'weir:signed-out';

/** From now on the page shows only this: the person has signed out without a connection, so no other page can be loaded. */
export function showInstead(Notice: ComponentType): void {
  window.dispatchEvent(new CustomEvent(name, { detail: Notice }));
}

/** What only the signed-in person may see. The other tabs leave too, even if the browser has no page to show instead. */
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
