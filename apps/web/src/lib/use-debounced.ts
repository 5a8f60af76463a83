'use client';

import { useEffect, useState } from 'react';

/** Gives a value once it has not changed for some milliseconds: for searches while somebody types. */
export function useDebounced<T>(value: T, milliseconds = 300): T {
  const [debounced, setDebounced] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return debounced;
}
