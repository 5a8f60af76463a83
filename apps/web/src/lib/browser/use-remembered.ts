'use client';

import { useSyncExternalStore } from 'react';

const changed = 'weir:remembered';

/**
 * A text that this browser keeps under `name`; null until something is written. The first paint has `null`, as the
 * server knows nothing of it. Without storage it lasts as long as the page shows it.
 */
export function useRemembered(name: string): [string | null, (value: string | null) => void] {
  const value = useSyncExternalStore(
    watch,
    () => read(name),
    () => null,
  );
  return [value, (next) => write(name, next)];
}

/** What a browser without storage remembers. */
const unstored = new Map<string, string | null>();

function watch(listener: () => void): () => void {
  window.addEventListener(changed, listener);
  // Other tabs.
  window.addEventListener('storage', listener);
  return () => {
    window.removeEventListener(changed, listener);
    window.removeEventListener('storage', listener);
  };
}

function read(name: string): string | null {
  if (unstored.has(name)) return unstored.get(name) ?? null;
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    unstored.set(name, value);
  }
  window.dispatchEvent(new Event(changed));
}
