import { LedgerQuery } from '@weir/contract';
import { daysAfter } from '@/lib/days';

export const groupings = ['month', 'classOfService', 'requester'] as const;
export type Grouping = (typeof groupings)[number];

/** What is shown of a ledger: as its address names it, and as the API is asked for it. */
export type Shown = { from: string; to: string; by: Grouping };

const daysByDefault = 90;

/** The period and the grouping that an address names. A faulty part counts as missing. */
export function shownAt(query: Record<string, string | string[] | undefined>, today: string): Shown {
  const parsed = LedgerQuery.safeParse({ from: query.from, to: query.to, by: query.by });
  const named = parsed.success ? parsed.data : {};
  const to = named.to ?? today;
  const from = named.from !== undefined && named.from <= to ? named.from : daysAfter(to, 1 - daysByDefault);
  return { from, to, by: named.by ?? 'month' };
}

/** “?from=…&to=…&by=…” */
export function queryOf(shown: Partial<Shown>): string {
  return `?${new URLSearchParams(shown)}`;
}

/** Common periods up to today. */
export function periods(today: string) {
  const since = (days: number) => daysAfter(today, 1 - days);
  return [
    { id: 'days30', from: since(30), to: today },
    { id: 'days90', from: since(90), to: today },
    { id: 'thisYear', from: `${today.slice(0, 4)}-01-01`, to: today },
  ] as const;
}
