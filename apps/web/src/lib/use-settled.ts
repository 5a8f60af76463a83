'use client';

import { useEffect, useState } from 'react';

/** What a value was when it last stood still for so many milliseconds: for what is asked while somebody types. */
export function useSettled<T>(value: T, milliseconds = 300): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
