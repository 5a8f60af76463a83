import { expect, it } from '@jest/globals';
import type { QueueItem } from '@weir/contract';
import { byUrgency } from '@/features/requests/workspace-queue/urgency';
import { aRequest } from '../a-request.ts';

const now = new Date('2026-11-24T22:30:00Z');
const item = (number: number, answerBy: string, more: object = {}, timeZone = 'UTC'): QueueItem => ({
  board: { key: 'PLAT', name: 'Platform', today: '2026-11-24', timeZone },
  request: aRequest({ number, answerBy, ...more }),
});

it('groups the queue of all boards by when an answer is due, by each board’s calendar', () => {
  const items = [
    item(5, '2026-11-24T22:00:00Z', { pausedAt: '2026-11-24T20:00:00Z' }),
    item(4, '2026-11-24T22:00:00Z'),
    item(2, '2026-11-24T23:30:00Z'),
    item(6, '2026-11-25T09:00:00Z', { classOfService: 'expedite' }),
    item(1, '2026-11-25T09:00:00Z'),
    // It is the 25th already in Kolkata, where this is due the same day.
    item(3, '2026-11-25T10:00:00Z', {}, 'Asia/Kolkata'),
  ];
  expect(byUrgency(items, now).map((group) => [group.urgency, ...numbers(group.items)])).toEqual([
    ['overdue', 4],
    ['today', 2, 3],
    ['later', 6, 1],
    ['paused', 5],
  ]);
});

function numbers(items: QueueItem[]): number[] {
  return items.map(({ request }) => request.number);
}
