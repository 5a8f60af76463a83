'use client';

import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

const name = 'weir:signed-out';

/** From now on the page shows only this: the person has signed out without a connection, so no other page can be loaded. */
export function showInstead(Notice: ComponentType): void {
  window.dispatchEvent(new CustomEvent(name, { detail: Notice }));
}

/** What only the signed-in person may see. */
export function UnlessSignedOut({ children }: { children: ReactNode }) {
  const [Notice, setNotice] = useState<ComponentType | null>(null);
  useEffect(() => {
    const show = (event: Event) => setNotice(() => (event as CustomEvent<ComponentType>).detail);
    window.addEventListener(name, show);
    return () => window.removeEventListener(name, show);
  }, []);
  return Notice ? <Notice /> : children;
}
