'use client';

import { useSearchParams } from 'next/navigation';
import { Later, useWhenUsed } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { cardsParameter, readCards } from './address';

const later = new Later(() =>
  withWordsOf('features/flow/figure-cards/cards-dialog', import('./cards-dialog')),
);

/** The list of the cards behind a number, while the address names one. */
export function OpenedFigureCards() {
  const opened = readCards(useSearchParams().get(cardsParameter));
  const parts = useWhenUsed(later, opened !== null);
  return opened && parts && <parts.CardsDialog opened={opened} />;
}
