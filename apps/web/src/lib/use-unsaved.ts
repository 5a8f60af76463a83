'use client';

import { type SetStateAction, useState } from 'react';

const typed = new Map<string, unknown>();

/**
 * What is typed and not saved: it outlives the panel or the page that shows it, until the tab is loaded anew. `key`
 * says what it is of, `none` what it is while nothing is typed; set back to that, it is forgotten.
 */
export function useUnsaved<T>(key: string, none: T): [T, (next: SetStateAction<T>) => void] {
  const [, setShown] = useState({});
  const value = kept(key, none);
  const set = (next: SetStateAction<T>) => {
    // What is saved may come back when what showed it is gone.
    const now = next instanceof Function ? next(kept(key, none)) : next;
    if (isNothing(now, none)) typed.delete(key);
    else typed.set(key, now);
    setShown({});
  };
  return [value, set];
}

function isNothing<T>(now: T, none: T): boolean {
  return Object.is(now, none) || (typeof now === 'object' && now !== null && Object.keys(now).length === 0);
}

function kept<T>(key: string, none: T): T {
  return typed.has(key) ? (typed.get(key) as T) : none;
}
