'use client';

import { useSyncExternalStore } from 'react';

/**
 * The token in the fragment of the page's address, which browsers send to no server. Undefined during server
 * rendering, empty where the link was cut off.
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
