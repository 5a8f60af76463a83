import { dayByKey, monthAfter, weeksOf } from '@/features/board/calendar/month';

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

test('keys lead from day to day, across months and years', () => {
  expect(dayByKey('2026-12-31', 'ArrowRight')).toBe('2027-01-01');
  expect(dayByKey('2026-03-01', 'ArrowUp')).toBe('2026-02-22');
  expect(dayByKey('2026-11-26', 'Home')).toBe('2026-11-23');
  expect(dayByKey('2026-11-26', 'End')).toBe('2026-11-29');
  expect(dayByKey('2026-01-31', 'PageDown')).toBe('2026-02-28');
  expect(dayByKey('2026-01-31', 'Enter')).toBeNull();
});
