'use client';

import type { SimilarRequest } from '@weir/contract';
import type { Words } from '@weir/words';
import { useCurrentBoard } from '@/lib/context/board';
import { useWords } from '@/lib/words/use-words';

type Open = Pick<SimilarRequest, 'answer'>;

/** Words the state of a request that is still open. */
export function useOpenState() {
  const words = useWords();
  const board = useCurrentBoard();
  return (request: Open) => openState(words, request, board);
}

/** It waits, its card is on the board, or it has a ticket. */
export function openState(
  { t, dates }: Pick<Words, 't' | 'dates'>,
  { answer }: Open,
  { today, timeZone: zone }: { today: string; timeZone: string },
): string {
  if (answer === null) return t('requests.open.waiting');
  const { kind, until } = answer;
  if (until === null) return t('requests.open.accepted');
  const how = kind === 'defer' || kind === 'expired' || kind === 'shed' ? kind : 'displaced';
  return t(`requests.open.${how}`, {
    again: until > today ? 'later' : 'now',
    day: dates.day(until, { zone }),
  });
}
