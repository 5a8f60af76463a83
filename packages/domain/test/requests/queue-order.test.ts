import { isOverdue, sortQueue } from '../../src/index.js';
import { aWaitingRequest } from './a-waiting-request.js';

const now = new Date('2026-03-02T09:00:00Z');

describe('the answer', () => {
  test('is overdue from its deadline on', () => {
    expect(isOverdue({ answerBy: now, answer: null }, now)).toBe(true);
    expect(isOverdue({ answerBy: now, answer: null }, new Date(now.getTime() - 1))).toBe(false);
    expect(isOverdue({ answerBy: now, answer: {} }, now)).toBe(false);
  });
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
