import type { AnswerKind, Ledger, LedgerGroup, NotNowReason } from '@weir/contract';

/** What a ledger and each of its groups have in common. */
export type Account = Omit<LedgerGroup, 'key' | 'name'> | Ledger;

/** What is neither yes nor “not now”. */
export const otherwise = ['duplicate', 'redirect', 'withdrawn'] as const;

export function countOf({ answered }: Account, ...kinds: AnswerKind[]): number {
  return answered.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { count }) => sum + count, 0);
}

/** How often it was “not now” for each reason, the most frequent first: declined and deferred alike. */
export function notNowBy({ answered }: Account): { reason: NotNowReason | null; count: number }[] {
  const sums = new Map<NotNowReason | null, number>();
  for (const { kind, reason, count } of answered)
    if (kind === 'decline' || kind === 'defer') sums.set(reason, (sums.get(reason) ?? 0) + count);
  return [...sums]
    .map(([reason, count]) => ({ reason, count }))
    .sort((one, other) => other.count - one.count);
}

export function refusedOf({ refusedAtTheDoor }: Account): number {
  return refusedAtTheDoor.reduce((sum, { count }) => sum + count, 0);
}
