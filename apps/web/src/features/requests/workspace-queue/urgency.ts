import type { QueueItem } from '@weir/contract';
import { isOverdue, overdueFirst, todayIn } from '@weir/domain';

const urgencies = ['overdue', 'today', 'later', 'paused'] as const;
export type Urgency = (typeof urgencies)[number];

/** How soon an answer is due or needed, by the board's calendar. A request that waits for its requester's reply is not due. */
function urgencyOf({ board, request }: QueueItem, now: Date): Urgency {
  if (isOverdue(request, now)) return 'overdue';
  if (request.pausedAt) return 'paused';
  const today = todayIn(now, board.timeZone);
  const isDueToday = todayIn(new Date(request.answerBy), board.timeZone) <= today;
  return isDueToday || (request.neededBy !== null && request.neededBy <= today) ? 'today' : 'later';
}

/** The queue of all boards in groups by urgency; in each as the API lists them. */
export function byUrgency(
  items: readonly QueueItem[],
  now: Date,
): { urgency: Urgency; items: QueueItem[] }[] {
  const sorted = overdueFirst(items, ({ request }) => request, now);
  return urgencies
    .map((urgency) => ({ urgency, items: sorted.filter((item) => urgencyOf(item, now) === urgency) }))
    .filter((group) => group.items.length > 0);
}
