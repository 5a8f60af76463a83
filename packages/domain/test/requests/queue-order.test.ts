import { isOverdue, overdueFirst, sortQueue } from '../../src/index.js';
import { aWaitingRequest } from './a-waiting-request.js';

const now = new Date('2026-03-02T09:00:00Z');

describe('the answer', () => {
  test('is overdue from its deadline on', () => {
    expect(isOverdue({ answerBy: now, answer: null }, now)).toBe(true);
    expect(isOverdue({ answerBy: now, answer: null }, new Date(now.getTime() - 1))).toBe(false);
    expect(isOverdue({ answerBy: now, answer: {} }, now)).toBe(false);
  });
});

test('those who answer see overdue requests first, the longest overdue at the top', () => {
  const waiting = [
    { number: 1, answerBy: '2026-03-02T10:00:00Z', answer: null },
    { number: 2, answerBy: '2026-03-02T08:00:00Z', answer: null },
    { number: 3, answerBy: '2026-03-01T08:00:00Z', answer: null },
    { number: 4, answerBy: '2026-03-01T07:00:00Z', pausedAt: '2026-03-01T06:00:00Z', answer: null },
  ];
  const sorted = overdueFirst(waiting, (request) => request, now);
  expect(sorted.map(({ number }) => number)).toEqual([3, 2, 1, 4]);
});

describe('the queue', () => {
  const waiting = [
    aWaitingRequest(1, 'intangible'),
    aWaitingRequest(2, 'standard'),
    aWaitingRequest(3, 'standard', true),
    aWaitingRequest(4, 'expedite'),
    aWaitingRequest(5, 'fixedDate'),
  ];

  test('is sorted by class, then ticket holders first, then by submission', () => {
    expect(sortQueue(waiting).map(({ number }) => number)).toEqual([4, 5, 3, 2, 1]);
  });
});
