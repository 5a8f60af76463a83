'use client';

import { useRef } from 'react';
import { currentQuery, pushQuery, replaceQuery } from '@/lib/pages/page-query';
import { useQueryPart } from '@/lib/pages/query-parts';

/** The number of the card that is open over the board, `?card=42`. It can be linked, and Back closes it. */
export function useOpenedCard(): number | null {
  return useQueryPart(openedIn);
}

/** Opens and closes cards over the board. It does not draw the board again. */
export function useOpenCard() {
  // Whether Back leads to the board: not if the card was opened by its link.
  const isOpenedHere = useRef(false);
  const isOpen = () => openedIn(currentQuery()) !== null;
  return {
    isOpen,
    open: (card: number) => {
      if (isOpen()) return replaceQuery({ card: `${card}` });
      isOpenedHere.current = true;
      pushQuery({ card: `${card}` });
    },
    close: () => {
      if (!isOpenedHere.current) return replaceQuery({ card: null });
      isOpenedHere.current = false;
      window.history.back();
    },
  };
}

function openedIn(query: URLSearchParams): number | null {
  const number = Number(query.get('card'));
  return Number.isInteger(number) && number > 0 ? number : null;
}
