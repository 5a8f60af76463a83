import { AuditFilters, BoardKey, Id } from '@weir/contract';
import { startOfDay } from '@weir/domain';
import { daysAfter, isDay } from '@/lib/days';

/** What is shown of the audit log, as the page's address names it. Days are the reader's, and inclusive. */
export type Shown = { actor?: string; type?: string; board?: string; from?: string; to?: string };

/** A faulty part of the address counts as missing. */
export function shownAt(query: Record<string, string | string[] | undefined>): Shown {
  const { actor, type, board, from, to } = query;
  return {
    ...(Id.safeParse(actor).success && { actor: String(actor) }),
    ...(AuditFilters.shape.type.safeParse(type).data && { type: String(type) }),
    ...(BoardKey.safeParse(board).success && { board: String(board) }),
    ...(isDay(String(from)) && { from: String(from) }),
    ...(isDay(String(to)) && { to: String(to) }),
  };
}

/** `?actor=…&from=…` for the page's address; empty without filters. */
export function addressOf(shown: Shown): string {
  const query = String(new URLSearchParams(shown));
  return query && `?${query}`;
}

/** The same for the API, which takes instants. */
export function queryOf({ from, to, ...shown }: Shown, timeZone: string): string {
  const start = (day: string) => startOfDay(day, timeZone).toISOString();
  return addressOf({
    ...shown,
    ...(from && { from: start(from) }),
    ...(to && { to: start(daysAfter(to, 1)) }),
  });
}
