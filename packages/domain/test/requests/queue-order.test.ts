import {
  isOverdue,
  overdueFirst,
  type QueuedRequest,
  sortQueue,
  type WaitingRequest,
} from '../../src/index.js';
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
  const later = (request: WaitingRequest, answerBy: string, neededBy: string | null = null) => ({
    ...request,
    answerBy: `2026-03-${answerBy}Z`,
    neededBy: neededBy && `2026-03-${neededBy}`,
  });
  const order = (...waiting: QueuedRequest[]) =>
    sortQueue(waiting, 'Europe/Berlin').map(({ number }) => number);

  test('is sorted by class, then ticket holders first, then by submission', () => {
    const due = '20T12:00:00';
    expect(
      order(
        later(aWaitingRequest(1, 'intangible'), due),
        later(aWaitingRequest(6, 'standard'), due),
        later(aWaitingRequest(2, 'standard'), due),
        later(aWaitingRequest(3, 'standard', true), due),
        later(aWaitingRequest(4, 'expedite'), due),
        later(aWaitingRequest(5, 'fixedDate'), due, '25'),
      ),
    ).toEqual([4, 5, 3, 2, 6, 1]);
  });

  test('has in a class first what is due or needed first, and earlier fixed dates before later ones', () => {
    expect(
      order(
        later(aWaitingRequest(1, 'standard'), '12T12:00:00'),
        later(aWaitingRequest(2, 'standard'), '13T12:00:00', '11'),
        later(aWaitingRequest(3, 'standard'), '11T22:59:00'),
        later(aWaitingRequest(4, 'standard'), '14T12:00:00', '12'),
        later(aWaitingRequest(5, 'fixedDate'), '20T12:00:00', '18'),
        later(aWaitingRequest(6, 'fixedDate'), '20T12:00:00', '17'),
      ),
    ).toEqual([6, 5, 3, 2, 1, 4]);
  });

  test('has what is due at the same time by the day on which it is needed, and what is not needed by a day last', () => {
    const due = '10T12:00:00';
    expect(
      order(
        later(aWaitingRequest(1, 'fixedDate'), due, '25'),
        later(aWaitingRequest(2, 'fixedDate'), due, '18'),
        later(aWaitingRequest(3, 'standard'), due),
        later(aWaitingRequest(4, 'standard'), due, '18'),
        later(aWaitingRequest(5, 'standard'), due, '18'),
      ),
    ).toEqual([2, 1, 4, 5, 3]);
  });
});
