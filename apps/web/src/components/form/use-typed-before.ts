'use client';

import { type RefObject, useEffectEvent, useLayoutEffect, useRef } from 'react';

/**
 * Takes over what a person or their password manager entered before React hydrated the field: React knows nothing of
 * it, and would empty the field with its next render. Returns the ref for the field's element: `given`, if there is one.
 */
export function useTypedBefore<Field extends HTMLInputElement | HTMLTextAreaElement>(
  value: string | undefined,
  onChange: ((value: string) => void) | undefined,
  given?: RefObject<Field | null>,
): RefObject<Field | null> {
  const own = useRef<Field>(null);
  const field = given ?? own;
  const takeOver = useEffectEvent(() => {
    const typed = field.current?.value;
    if (value !== undefined && typed !== undefined && typed !== value) onChange?.(typed);
  });
  useLayoutEffect(() => takeOver(), []);
  return field;
}
