'use client';

import { useSyncExternalStore } from 'react';

/** Whether this browser can use passkeys here. Browsers hide them on pages without https. The server’s page has none. */
export function useHasPasskeys(): boolean {
  return useSyncExternalStore(never, isHere, isNot);
}

const never = () => () => undefined;
const isHere = () => 'PublicKeyCredential' in window;
const isNot = () => false;
