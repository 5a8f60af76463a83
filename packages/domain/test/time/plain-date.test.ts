import { startOfDay, todayIn } from '../../src/index.js';

test('a day begins and ends where the board is', () => {
  expect(todayIn(new Date('2026-03-01T23:30:00Z'), 'Europe/Berlin')).toBe('2026-03-02');
  expect(todayIn(new Date('2026-03-01T23:30:00Z'), 'America/New_York')).toBe('2026-03-01');
  expect(startOfDay('2026-03-30', 'Europe/Berlin')).toEqual(new Date('2026-03-29T22:00:00Z'));
});
