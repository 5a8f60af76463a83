import { isOverdue, sortQueue } from '../../src/index.js';

const now = new Date('2026-03-02T09:00:00Z');

describe('the answer', () => {
  test('is overdue from its deadline on', () => {
    expect(isOverdue({ answerBy: now, answer: null }, now)).toBe(true);
    expect(isOverdue({ answerBy: now, answer: null }, new Date(now.getTime() - 1))).toBe(false);
    expect(isOverdue({ answerBy: now, answer: {} }, now)).toBe(false);
  });
});

describe('the queue', () => {
  const waits = (
    number: number,
    classOfService: 'expedite' | 'fixedDate' | 'standard' | 'intangible',
    byTicket = false,
  ) => ({
    number,
    classOfService,
    byTicket,
    submittedAt: new Date(Date.UTC(2026, 1, number)),
  });
  const waiting = [
    waits(1, 'intangible'),
    waits(2, 'standard'),
    waits(3, 'standard', true),
    waits(4, 'expedite'),
    waits(5, 'fixedDate'),
  ];

  test('is sorted by class, then ticket holders first, then by submission', () => {
    expect(sortQueue(waiting).map(({ number }) => number)).toEqual([4, 5, 3, 2, 1]);
  });
});
