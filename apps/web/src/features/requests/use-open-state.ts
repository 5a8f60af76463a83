'use client';

import type { SimilarRequest } from '@weir/contract';
import { useCurrentBoard } from '@/lib/context/board';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';

/** Words the state of a request that is still open: it waits, its card is on the board, or it has a ticket. */
export function useOpenState() {
  const t = useTranslations();
  const dates = useDates();
  const { today } = useCurrentBoard();
  return ({ answer }: Pick<SimilarRequest, 'answer'>): string => {
    if (answer === null) return t('requests.open.waiting');
    const { kind, until } = answer;
    if (until === null) return t('requests.open.accepted');
    const how = kind === 'defer' || kind === 'expired' || kind === 'shed' ? kind : 'displaced';
    return t(`requests.open.${how}`, { again: until > today ? 'later' : 'now', day: dates.day(until) });
  };
}
