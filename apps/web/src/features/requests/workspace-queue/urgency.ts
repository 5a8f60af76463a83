import type { QueueItem } from '@weir/contract';
import { classesOfService, isOverdue, todayIn } from '@weir/domain';

const urgencies = ['overdue', 'today', 'later', 'paused'] as const;
export type Urgency = (typeof urgencies)[number];

/** How soon an answer is due, by the board's calendar. A request that waits for its requester's reply is not due. */
function urgencyOf({ board, request }: QueueItem, now: Date): Urgency {
  if (isOverdue(request, now)) return 'overdue';
  if (request.pausedAt) return 'paused';
  return todayIn(new Date(request.answerBy), board.timeZone) <= todayIn(now, board.timeZone)
    ? 'today'
    : 'later';
}

/** The queue of all boards in groups by urgency; in each by deadline, then by class of service. */
export function byUrgency(
  items: readonly QueueItem[],
  now: Date,
): { urgency: Urgency; items: QueueItem[] }[] {
  const sorted = items.toSorted(soonestFirst);
  return urgencies
    .map((urgency) => ({ urgency, items: sorted.filter((item) => urgencyOf(item, now) === urgency) }))
    .filter((group) => group.items.length > 0);
}

function soonestFirst(one: QueueItem, other: QueueItem): number {
  return (
    Date.parse(one.request.answerBy) - Date.parse(other.request.answerBy) ||
    rank(one) - rank(other) ||
    one.request.number - other.request.number
  );
}

function rank({ request }: QueueItem): number {
  return classesOfService.indexOf(request.classOfService);
}
