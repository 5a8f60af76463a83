import { startOfDay, todayIn } from '../../src/index.js';

test('a day starts and ends in the board’s time zone', () => {
  expect(todayIn(new Date('2026-03-01T23:30:00Z'), 'Europe/Berlin')).toBe('2026-03-02');
  expect(todayIn(new Date('2026-03-01T23:30:00Z'), 'America/New_York')).toBe('2026-03-01');
  expect(startOfDay('2026-03-30', 'Europe/Berlin')).toEqual(new Date('2026-03-29T22:00:00Z'));
});
