import { startOfDay, todayIn } from '../../src/index.js';

test('a day starts and ends in the board’s time zone', () => {
  expect(todayIn(new Date('2026-03-01T23:30:00Z'), 'Europe/Berlin')).toBe('2026-03-02');
  expect(todayIn(new Date('2026-03-01T23:30:00Z'), 'America/New_York')).toBe('2026-03-01');
  expect(startOfDay('2026-03-30', 'Europe/Berlin')).toEqual(new Date('2026-03-29T22:00:00Z'));
});

test('years keep four digits, as days compare as text', () => {
  expect(todayIn(new Date('0987-06-05T12:00:00Z'), 'UTC')).toBe('0987-06-05');
});
