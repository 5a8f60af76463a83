'use client';

import dynamic from 'next/dynamic';
import { withWordsOf } from '@/lib/words/messages-of';
import { usePrice } from './use-price';

const BoardPriceWord = dynamic(
  () =>
    withWordsOf('features/credits/board-price-word', import('./board-price-word')).then(
      (loaded) => loaded.BoardPriceWord,
    ),
  { loading: () => null },
);

/** The price beside the gate of an intake. The page loads it only if requests are charged. */
export function LaterPriceWord() {
  const price = usePrice();
  return price && <BoardPriceWord price={price.price} />;
}
