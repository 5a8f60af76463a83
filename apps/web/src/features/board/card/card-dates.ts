import type { Card, CardDetail } from '@weir/contract';
import { daysAfter } from '@/lib/days';

export type Due = {
  kind: 'late' | 'today' | 'tomorrow' | 'later';
  tone: 'plain' | 'soon' | 'late';
  on: string;
};

/** How near a due date is on the board's day; null for delivered cards. */
export function dueOf(
  { dueOn, deliveredAt }: Pick<Card, 'dueOn' | 'deliveredAt'>,
  today: string,
): Due | null {
  if (!dueOn || deliveredAt) return null;
  if (dueOn < today) return { kind: 'late', tone: 'late', on: dueOn };
  if (dueOn === today) return { kind: 'today', tone: 'soon', on: dueOn };
  if (dueOn === daysAfter(today, 1)) return { kind: 'tomorrow', tone: 'soon', on: dueOn };
  return { kind: 'later', tone: dueOn <= daysAfter(today, 3) ? 'soon' : 'plain', on: dueOn };
}

/** In days. */
export const ageSteps = [0, 5, 8, 11];

/** How many of the four bars an age in days fills: one on the first day, others on the 5th, 8th and 11th. */
export function ageBars(age: number): number {
  return ageSteps.filter((days) => age >= days).length;
}

/** Shorter blocks are not listed: most were set by mistake and undone at once. In milliseconds. */
const shortestBlock = 60_000;

/** The blocks of a card that are over. */
export function pastBlocks(blocks: CardDetail['blocks']) {
  return blocks
    .flatMap(({ until, ...block }) => (until ? [{ ...block, until }] : []))
    .filter(({ since, until }) => Date.parse(until) - Date.parse(since) >= shortestBlock);
}
