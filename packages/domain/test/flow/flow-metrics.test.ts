import {
  ageSeconds,
  leadTimeSeconds,
  milestones,
  percentile,
  retryAfterSeconds,
  startOf,
  structureFaults,
  today,
} from '../../src/index.js';

describe('milestones', () => {
  const [earlier, now] = ['2026-03-01T09:00:00Z', '2026-03-02T09:00:00Z'];
  const fresh = { committedAt: null, deliveredAt: null };

  test('a card is committed on entering its first active column, once', () => {
    expect(milestones(fresh, { kind: 'active' }, now)).toEqual({ committedAt: now, deliveredAt: null });
    expect(milestones({ ...fresh, committedAt: earlier }, { kind: 'active' }, now).committedAt).toBe(earlier);
  });

  test('going back before the commitment point takes it back', () => {
    expect(milestones({ committedAt: earlier, deliveredAt: null }, { kind: 'queue' }, now)).toEqual(fresh);
  });

  test('a card is delivered on entering a done column, and no longer on leaving it', () => {
    const delivered = { committedAt: earlier, deliveredAt: earlier };
    expect(milestones({ ...delivered, deliveredAt: null }, { kind: 'done' }, now).deliveredAt).toBe(now);
    expect(milestones(delivered, { kind: 'done' }, now)).toEqual(delivered);
    expect(milestones(delivered, { kind: 'active' }, now)).toEqual({
      committedAt: earlier,
      deliveredAt: null,
    });
  });

  test('straight from the queue to done is both at once', () => {
    expect(milestones(fresh, { kind: 'done' }, now)).toEqual({ committedAt: now, deliveredAt: now });
  });
});

describe('times', () => {
  test('are whole seconds, never below 0', () => {
    expect(ageSeconds('2026-03-01T00:00:00Z', '2026-03-01T00:01:00.900Z')).toBe(60);
    expect(leadTimeSeconds('2026-03-01T00:00:01Z', '2026-03-01T00:00:00Z')).toBe(0);
  });

  test('a percentile is one of the values', () => {
    expect(percentile([9, 1, 5, 3], 0.5)).toBe(3);
    expect(percentile([9, 1, 5, 3], 0.85)).toBe(9);
    expect(percentile([], 0.5)).toBeNull();
  });

  test('a day begins and ends where the board is', () => {
    expect(today(new Date('2026-03-01T23:30:00Z'), 'Europe/Berlin')).toBe('2026-03-02');
    expect(today(new Date('2026-03-01T23:30:00Z'), 'America/New_York')).toBe('2026-03-01');
    expect(startOf('2026-03-30', 'Europe/Berlin')).toEqual(new Date('2026-03-29T22:00:00Z'));
  });
});

describe('when to come back', () => {
  const now = new Date('2026-03-02T09:00:00Z');

  test('with the forecast, else the oldest answer that is due, else in a day', () => {
    const answerBys = ['2026-03-02T09:10:00Z', '2026-03-02T09:00:30.200Z'];
    expect(retryAfterSeconds({ now, answerBys, forecastAt: '2026-03-02T10:00:00Z' })).toBe(3600);
    expect(retryAfterSeconds({ now, answerBys })).toBe(31);
    expect(retryAfterSeconds({ now })).toBe(86_400);
  });

  test('when a shut gate opens by itself', () => {
    expect(retryAfterSeconds({ now, gateUntil: '2026-03-02T09:05:00Z', answerBys: [] })).toBe(300);
  });

  test('when a gate that closed by itself may go back a step; where a delivery comes later, with that', () => {
    const gateStepAt = '2026-03-02T10:00:00Z';
    const answerBys = ['2026-03-03T09:00:00Z'];
    expect(retryAfterSeconds({ now, gateStepAt, answerBys })).toBe(3600);
    expect(retryAfterSeconds({ now, gateStepAt, forecastAt: '2026-03-02T11:00:00Z' })).toBe(7200);
    expect(retryAfterSeconds({ now, gateStepAt, forecastAt: '2026-03-02T08:00:00Z' })).toBe(3600);
    expect(retryAfterSeconds({ now, gateStepAt, gateUntil: '2026-03-02T09:05:00Z' })).toBe(300);
  });

  test('an overdue answer promises nothing', () => {
    expect(retryAfterSeconds({ now, answerBys: ['2026-03-01T09:00:00Z'] })).toBe(86_400);
  });
});

describe('the row of columns', () => {
  test('runs queue, active, done', () => {
    expect(structureFaults(['queue', 'queue', 'active', 'done'])).toEqual([]);
    expect(structureFaults(['queue', 'done', 'active'])).toEqual([
      { at: 2, message: 'columns run queue, active, done' },
    ]);
  });

  test('has one of each kind', () => {
    expect(structureFaults(['queue', 'done'])).toEqual([{ message: 'must have a column of kind active' }]);
  });
});
