'use client';

import { useEffect } from 'react';

const ahead = new Set<() => Promise<unknown>>();

/**
 * Registers what a page shows only later: `dynamic(loadedAhead(() => import('./part')), { loading: () => null })`. See
 * `useLoadAhead`. With `loading` the page stays while the part loads; without it Next hides all of the page that long, and
 * the focus is lost.
 */
export function loadedAhead<Module>(load: () => Promise<Module>): () => Promise<Module> {
  ahead.add(load);
  return load;
}

/** Loads all of it once the browser is idle, so that it shows at once and without a connection. */
export function useLoadAhead(): void {
  useEffect(() => {
    const load = () => void Promise.allSettled([...ahead].map((each) => each()));
    if (!('requestIdleCallback' in window)) return load();
    const idle = requestIdleCallback(load);
    return () => cancelIdleCallback(idle);
  }, []);
}
