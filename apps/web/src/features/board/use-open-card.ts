'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useRef } from 'react';

/** The card in the address, `?card=42`: it can be linked, and Back closes it. */
export function useOpenCard() {
  const path = usePathname();
  const number = Number(useSearchParams().get('card'));
  const openCard = Number.isInteger(number) && number > 0 ? number : null;
  const isOurs = useRef(false);

  const open = (card: number) => {
    const address = `${path}?card=${card}`;
    if (openCard !== null) return window.history.replaceState(null, '', address);
    isOurs.current = true;
    window.history.pushState(null, '', address);
  };
  const close = () => {
    if (!isOurs.current) return window.history.replaceState(null, '', path);
    isOurs.current = false;
    window.history.back();
  };
  return { openCard, open, close };
}
