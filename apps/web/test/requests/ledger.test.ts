import { expect, it } from '@jest/globals';
import type { Ledger } from '@weir/contract';
import { periods, queryOf, shownAt } from '@/features/requests/ledger/period';
import { countOf, notNowBy, refusedCount } from '@/features/requests/ledger/sums';

const today = '2026-11-25';

it('shows 90 days by month if the address names nothing, or something impossible', () => {
  const first = { from: '2026-08-28', to: today, by: 'month' };
  expect(shownAt({}, today)).toEqual(first);
  expect(shownAt({ from: 'soon', by: 'mood' }, today)).toEqual(first);
  expect(shownAt({ from: '2026-12-24', to: '2026-11-01' }, today)).toEqual(first);
});

it('shows what the address names, and names what it shows', () => {
  const shown = { from: '2026-01-01', to: '2026-03-31', by: 'requester' } as const;
  expect(shownAt(Object.fromEntries(new URLSearchParams(queryOf(shown))), today)).toEqual(shown);
  expect(periods(today).map(({ from }) => from)).toEqual(['2026-10-27', '2026-08-28', '2026-01-01']);
});

it('counts “not now” by reason, declined and deferred alike, the most frequent first', () => {
  const ledger = {
    answered: [
      { kind: 'accept', reason: null, count: 4 },
      { kind: 'decline', reason: 'tooLarge', count: 1 },
      { kind: 'defer', reason: 'noCapacity', count: 3 },
      { kind: 'decline', reason: 'noCapacity', count: 2 },
      { kind: 'trade', reason: 'noCapacity', count: 1 },
    ],
    refusedAtTheDoor: [
      { code: 'intake-queue-full', count: 5 },
      { code: 'intake-gate-shut', count: 1 },
    ],
  } as unknown as Ledger;
  expect(notNowBy(ledger)).toEqual([
    { reason: 'noCapacity', count: 5 },
    { reason: 'tooLarge', count: 1 },
  ]);
  expect(countOf(ledger, 'accept', 'trade')).toBe(5);
  expect(refusedCount(ledger)).toBe(6);
});
