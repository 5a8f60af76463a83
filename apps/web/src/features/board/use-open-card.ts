'use client';

import { useSearchParams } from 'next/navigation';
import { useRef } from 'react';
import { pushQuery, replaceQuery } from '@/lib/page-query';

/** The card in the address, `?card=42`: it can be linked, and Back closes it. */
export function useOpenCard() {
  const inAddress = Number(useSearchParams().get('card'));
  const number = Number.isInteger(inAddress) && inAddress > 0 ? inAddress : null;
  // Whether Back leads to the board: not if the card was opened by its link.
  const isOpenedHere = useRef(false);

  const open = (card: number) => {
    if (number !== null) return replaceQuery({ card: `${card}` });
    isOpenedHere.current = true;
    pushQuery({ card: `${card}` });
  };
  const close = () => {
    if (!isOpenedHere.current) return replaceQuery({ card: null });
    isOpenedHere.current = false;
    window.history.back();
  };
  return { number, open, close };
}
