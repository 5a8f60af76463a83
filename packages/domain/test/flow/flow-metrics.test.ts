import { ageSeconds, leadTimeSeconds, percentile } from '../../src/index.js';

describe('durations', () => {
  test('are whole seconds and never negative', () => {
    expect(ageSeconds('2026-03-01T00:00:00Z', '2026-03-01T00:01:00.900Z')).toBe(60);
    expect(leadTimeSeconds('2026-03-01T00:00:01Z', '2026-03-01T00:00:00Z')).toBe(0);
  });

  test('a percentile is one of the measured values', () => {
    expect(percentile([9, 1, 5, 3], 0.5)).toBe(3);
    expect(percentile([9, 1, 5, 3], 0.85)).toBe(9);
    expect(percentile([], 0.5)).toBeNull();
  });
});
