import type { AnswerKind, Ledger, LedgerGroup, NotNowReason } from '@weir/contract';
import { answerKinds } from '@weir/domain';

/** What a ledger and each of its groups have in common. */
export type Account = Omit<LedgerGroup, 'key' | 'name'> | Ledger;

/** Answers that are neither yes nor “not now”. Those have a column of their own. */
const ownColumn: readonly AnswerKind[] = ['accept', 'trade', 'decline', 'defer', 'expired', 'shed'];
export const otherKinds = answerKinds.filter((kind) => !ownColumn.includes(kind));

export function countOf({ answered }: Account, ...kinds: AnswerKind[]): number {
  return answered.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { count }) => sum + count, 0);
}

/** Declined and deferred requests by reason, the most frequent first. */
export function notNowBy({ answered }: Account): { reason: NotNowReason | null; count: number }[] {
  const sums = new Map<NotNowReason | null, number>();
  for (const { kind, reason, count } of answered)
    if (kind === 'decline' || kind === 'defer') sums.set(reason, (sums.get(reason) ?? 0) + count);
  return [...sums]
    .map(([reason, count]) => ({ reason, count }))
    .sort((one, other) => other.count - one.count);
}

export function refusedCount({ refusedAtTheDoor }: Account): number {
  return refusedAtTheDoor.reduce((sum, { count }) => sum + count, 0);
}
