'use client';

import { useQuery } from '@tanstack/react-query';
import type { Deferrals, WeeklyCapacity } from '@weir/contract';
import type { Translate } from '@weir/words';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';

/** The deferred requests of the page's board by week, and what a week delivers. */
export function useDeferrals() {
  return useQuery(reading<Deferrals>(requestPaths.deferrals(useWorkspace().slug, useBoardKey())));
}

export type PromisedWeek = {
  /** Tickets that come due that week and are not used yet. */
  due: number;
  /** With those that would be deferred to it now. */
  dueThen: number;
  /** What a typical week delivers; null while that is not known. */
  typical: number | null;
  isOverpromised: boolean;
};

/** What the week from `monday` is promised, with `more` requests deferred to it now. */
export function promisedTo({ capacity, weeks }: Deferrals, monday: string, more = 1): PromisedWeek {
  const tickets = weeks.find(({ from }) => from === monday)?.tickets ?? [];
  const due = tickets.filter(({ used }) => !used).length;
  const typical = 'unknown' in capacity ? null : capacity.p50;
  return { due, dueThen: due + more, typical, isOverpromised: typical !== null && due + more > typical };
}

/** What a week delivers, as a sentence. */
export function capacityText(t: Translate, capacity: WeeklyCapacity): string {
  if ('unknown' in capacity) return t('intake.deferred.capacityUnknown');
  const { p15, p50 } = capacity;
  return p15 === p50
    ? t('intake.deferred.capacityTypical', { typical: p50 })
    : t('intake.deferred.capacity', { typical: p50, least: p15, share: 0.85 });
}
