'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { keptEvent, keptWrites } from './kept-writes';

/** The paths of the person’s writes that wait to be sent, on all pages of this browser. */
export function useUnsentPaths(): ReadonlySet<string> {
  const paths = useSyncExternalStore(watch, unsentPaths, () => '');
  return useMemo(() => new Set(paths.split(' ')), [paths]);
}

/** As one text: it is the same as long as the same writes wait. */
const unsentPaths = () =>
  keptWrites()
    .flatMap(({ path, refused }) => (refused ? [] : [path]))
    .join(' ');

function watch(listener: () => void): () => void {
  window.addEventListener(keptEvent, listener);
  // Other tabs.
  window.addEventListener('storage', listener);
  return () => {
    window.removeEventListener(keptEvent, listener);
    window.removeEventListener('storage', listener);
  };
}
