import { LedgerQuery } from '@weir/contract';
import { daysAfter } from '@/lib/days';

/** What is shown of a ledger: as its address says it, and as the API is asked. */
export type Shown = { from: string; to: string; by: 'month' | 'classOfService' | 'requester' };

export const groupings = [
  { id: 'month', label: 'By month' },
  { id: 'classOfService', label: 'By class' },
  { id: 'requester', label: 'By requester' },
] as const;

const daysAtFirst = 90;

/** The period and the grouping that an address names; what it names wrongly is as if it were not there. */
export function shownAt(query: Record<string, string | string[] | undefined>, today: string): Shown {
  const parsed = LedgerQuery.safeParse({ from: query.from, to: query.to, by: query.by });
  const known = parsed.success ? parsed.data : {};
  const to = known.to ?? today;
  const from = known.from !== undefined && known.from <= to ? known.from : daysAfter(to, 1 - daysAtFirst);
  return { from, to, by: known.by ?? 'month' };
}

/** “?from=…&to=…&by=…” */
export function queryOf(shown: Partial<Shown>): string {
  return `?${new URLSearchParams(shown)}`;
}

/** Periods that are often asked for, up to today. */
export function periods(today: string): { label: string; from: string; to: string }[] {
  const since = (days: number) => daysAfter(today, 1 - days);
  return [
    { label: '30 days', from: since(30), to: today },
    { label: '90 days', from: since(90), to: today },
    { label: 'This year', from: `${today.slice(0, 4)}-01-01`, to: today },
  ];
}
