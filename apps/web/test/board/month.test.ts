import { monthAfter, weeksOf } from '@/features/board/calendar/month';

test('a month has whole weeks from Monday on', () => {
  const weeks = weeksOf('2026-11');
  expect(weeks.map(([monday]) => monday)).toEqual([
    '2026-10-26',
    '2026-11-02',
    '2026-11-09',
    '2026-11-16',
    '2026-11-23',
    '2026-11-30',
  ]);
  expect(weeks.at(-1)?.at(-1)).toBe('2026-12-06');
  expect(weeksOf('2027-02')).toHaveLength(4);
  expect(monthAfter('2026-12', 1)).toBe('2027-01');
});
