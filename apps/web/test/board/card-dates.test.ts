import { expect, it } from '@jest/globals';
import { createWords } from '@weir/words/catalogue';
import { ageBars, dueOf, pastBlocks, spanOf } from '@/features/board/card/card-dates';

const [hour, day] = [3600, 86_400];

it('gives an age in its largest whole unit, rounded down, and at least a minute', () => {
  expect(spanOf(20)).toEqual({ count: 1, unit: 'minute' });
  expect(spanOf(1.9 * hour)).toEqual({ count: 1, unit: 'hour' });
  expect(spanOf(4.9 * day)).toEqual({ count: 4, unit: 'day' });
  const { dates, t } = createWords('en');
  expect(dates.counted(4, 'day')).toBe(dates.duration(4.9 * day));
  expect(t('card.span', spanOf(11 * day))).toBe('11 d');
});

it('fills a bar at once, and others at 5, 8 and 11 days', () => {
  expect([0, 4.9, 5, 8, 11].map((days) => ageBars(days * day))).toEqual([1, 1, 2, 3, 4]);
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
