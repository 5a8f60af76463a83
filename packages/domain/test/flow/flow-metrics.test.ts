import { ageInDays, ageSeconds, cycleTimeInDays, leadTimeSeconds, percentile } from '../../src/index.js';

describe('durations', () => {
  test('are whole seconds and never negative', () => {
    expect(ageSeconds('2026-03-01T00:00:00Z', '2026-03-01T00:01:00.900Z')).toBe(60);
    expect(leadTimeSeconds('2026-03-01T00:00:01Z', '2026-03-01T00:00:00Z')).toBe(0);
  });

  test('age and cycle time count the days of the board, including the first one', () => {
    const [committedAt, timeZone] = ['2026-03-01T23:30:00Z', 'Europe/Berlin'];
    expect(ageInDays(committedAt, { today: '2026-03-02', timeZone })).toBe(1);
    expect(ageInDays(committedAt, { today: '2026-03-10', timeZone })).toBe(9);
    expect(cycleTimeInDays(committedAt, '2026-03-03T00:00:00Z', timeZone)).toBe(2);
    expect(cycleTimeInDays(committedAt, '2026-03-03T00:00:00Z', 'UTC')).toBe(3);
  });

  test('a percentile is one of the measured values', () => {
    expect(percentile([9, 1, 5, 3], 0.5)).toBe(3);
    expect(percentile([9, 1, 5, 3], 0.85)).toBe(9);
    expect(percentile([], 0.5)).toBeNull();
  });
});
