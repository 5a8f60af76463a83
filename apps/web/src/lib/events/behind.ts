'use client';

import { useEffect } from 'react';

/** Milliseconds that a page may take to catch up before it says so. */
const patience = 500;

const behind = new Set<object>();
const listeners = new Set<() => void>();

/** Whether a part of the page shows something kept that is not known to be current. */
export const isBehind = () => behind.size > 0;

export function onBehind(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** While true, the page shows that its connection does not keep it current. */
export function useBehind(isStale: boolean): void {
  useEffect(() => {
    if (!isStale) return;
    const page = {};
    const tell = () => {
      for (const listener of listeners) listener();
    };
    const timer = setTimeout(() => {
      behind.add(page);
      tell();
    }, patience);
    return () => {
      clearTimeout(timer);
      if (behind.delete(page)) tell();
    };
  }, [isStale]);
}
