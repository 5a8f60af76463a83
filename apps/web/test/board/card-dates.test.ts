import { expect, it } from '@jest/globals';
import { ageBars, dueOf, pastBlocks } from '@/features/board/card/card-dates';

it('fills a bar on the first day, and others on the 5th, 8th and 11th', () => {
  expect([1, 4, 5, 8, 11].map(ageBars)).toEqual([1, 1, 2, 3, 4]);
});

it('says how near a due date is, and nothing for delivered cards', () => {
  const due = (dueOn: string | null, deliveredAt: string | null = null) =>
    dueOf({ dueOn, deliveredAt }, '2026-11-24');
  expect(due('2026-11-23')).toMatchObject({ kind: 'late', tone: 'late' });
  expect(due('2026-11-24')).toMatchObject({ kind: 'today', tone: 'soon' });
  expect(due('2026-11-25')).toMatchObject({ kind: 'tomorrow', tone: 'soon' });
  expect(due('2026-11-27')).toMatchObject({ kind: 'later', tone: 'soon' });
  expect(due('2026-11-28')).toMatchObject({ kind: 'later', tone: 'plain' });
  expect(due('2026-11-23', '2026-11-22T10:00:00Z')).toBeNull();
  expect(due(null)).toBeNull();
});

it('lists the blocks of a card that are over, without one that was undone within a minute', () => {
  const block = (until: string | null) => ({
    reason: 'Waits for paint',
    by: null,
    since: '2026-11-24T10:00:00Z',
    until,
  });
  const [undone, past, current] = [block('2026-11-24T10:00:01Z'), block('2026-11-24T10:01:00Z'), block(null)];
  expect(pastBlocks([undone, past, current])).toEqual([past]);
});
