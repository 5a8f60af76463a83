'use client';

import { useCallback, useEffect, useState } from 'react';

/**
 * State that outlives a reload and a sign-in in this tab: what somebody is writing. `key` names the person,
 * too, so that nobody finds what another wrote. The second value changes parts of it, the third forgets it.
 */
export function useKept<T extends object>(
  key: string,
  initial: T,
): [T, (part: Partial<T>) => void, () => void] {
  const [value, setValue] = useState(initial);
  // The server has no storage: the first paint is empty, as the server's was.
  useEffect(() => {
    const kept = read(key);
    if (kept) setValue((now) => ({ ...now, ...kept }));
  }, [key]);
  const change = useCallback(
    (part: Partial<T>) =>
      setValue((now) => {
        const next = { ...now, ...part };
        write(key, next);
        return next;
      }),
    [key],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first initial value counts
  const forget = useCallback(() => {
    write(key, null);
    setValue(initial);
  }, [key]);
  return [value, change, forget];
}

function read(key: string): object | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as object | null;
  } catch {
    return null;
  }
}

/** Storage may be full or forbidden: then it is kept as long as the page lives. */
function write(key: string, value: object | null): void {
  try {
    if (value) sessionStorage.setItem(key, JSON.stringify(value));
    else sessionStorage.removeItem(key);
  } catch {
    // See above.
  }
}
