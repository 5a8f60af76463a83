'use client';

import { usePathname } from 'next/navigation';
import { writeShown } from '../filters/shown';
import { useFlow } from '../flow-context';
import { type CountingFigure, cardsParameter, nameOfPart, type Part, writeCards } from './address';

/** The address that opens the list of the cards that a figure counts on a day. */
export function useCardsHref(figure: CountingFigure) {
  const { shown } = useFlow();
  const path = usePathname();
  return (day: string, part: Part | null = null): string => {
    const query = writeShown(shown);
    query.set(cardsParameter, writeCards({ figure, day, part: part && nameOfPart(part) }));
    return `${path}?${query}`;
  };
}
