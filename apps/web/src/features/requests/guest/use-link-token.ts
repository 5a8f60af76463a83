'use client';

import { useSyncExternalStore } from 'react';

/**
 * The token of the link that led here, from the address's fragment: browsers send it to no server. Undefined while
 * the page is the server's, empty where the link was cut off.
 */
export function useLinkToken(): string | undefined {
  return useSyncExternalStore(
    watch,
    () => window.location.hash.slice(1),
    () => undefined,
  );
}

function watch(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}
