import { retryAfterSeconds } from '../../src/index.js';

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
