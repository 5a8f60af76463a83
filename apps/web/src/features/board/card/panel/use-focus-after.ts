'use client';

import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Gives the focus back to what opened an editor, once it has closed and the opener is drawn again. */
export function useFocusAfter<Element extends HTMLElement>(isOpen: boolean): RefObject<Element | null> {
  const opener = useRef<Element>(null);
  const wasOpen = useRef(false);
  useLayoutEffect(() => {
    const isLost = !document.activeElement || document.activeElement === document.body;
    if (wasOpen.current && !isOpen && isLost) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return opener;
}
