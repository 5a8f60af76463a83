import { type Moment, millis } from '../time/moment.js';
import { addDays, type PlainDate } from '../time/plain-date.js';
import { startOfDay } from '../time/zoned-time.js';
import { type ClassOfService, classesOfService } from '../vocabulary/vocabulary.js';

/**
 * Whether a waiting request's answer is late: from `answerBy` on. While a question pauses the clock, as it
 * was then.
 */
export function isOverdue(
  request: { answerBy: Moment; pausedAt?: Moment | null; answer: object | null },
  now: Date,
): boolean {
  return request.answer === null && millis(request.answerBy) <= millis(request.pausedAt ?? now);
}

/**
 * The order in which waiting requests are shown to those who answer: overdue ones first, the longest overdue at the
 * top; the others stay in the order in which they are listed.
 */
export function overdueFirst<Item>(
  items: readonly Item[],
  requestOf: (item: Item) => Parameters<typeof isOverdue>[0],
  now: Date,
): Item[] {
  const late = items.filter((item) => isOverdue(requestOf(item), now));
  const others = items.filter((item) => !late.includes(item));
  const dueAt = (item: Item) => millis(requestOf(item).answerBy);
  return [...late.toSorted((one, other) => dueAt(one) - dueAt(other)), ...others];
}

export type WaitingRequest = {
  number: number;
  classOfService: ClassOfService;
  byTicket: boolean;
  submittedAt: Moment;
};

export type QueuedRequest = WaitingRequest & { answerBy: Moment; neededBy: PlainDate | null };

/**
 * The earlier of two moments, in milliseconds: when the answer is due, and the end of the day on which it is needed. The
 * queue is ordered by it; the database has the same rule.
 */
export function dueOrNeeded(
  { answerBy, neededBy }: Pick<QueuedRequest, 'answerBy' | 'neededBy'>,
  timeZone: string,
): number {
  const due = millis(answerBy);
  return neededBy === null ? due : Math.min(due, startOfDay(addDays(neededBy, 1), timeZone).getTime());
}

/**
 * Sorts the queue: by class, most urgent first, so fixed dates before the classes without one; in a class, ticket
 * holders first; then by `dueOrNeeded`, the earliest first; then by the day on which they are needed, those without one
 * last; then by submission.
 */
export function sortQueue<W extends QueuedRequest>(waiting: readonly W[], timeZone: string): W[] {
  return waiting.toSorted(
    (one, other) =>
      classesOfService.indexOf(one.classOfService) - classesOfService.indexOf(other.classOfService) ||
      Number(other.byTicket) - Number(one.byTicket) ||
      dueOrNeeded(one, timeZone) - dueOrNeeded(other, timeZone) ||
      compareNeeds(one, other) ||
      millis(one.submittedAt) - millis(other.submittedAt) ||
      one.number - other.number,
  );
}

/** Days compare as text; none comes after every day. */
function compareNeeds({ neededBy: one }: QueuedRequest, { neededBy: other }: QueuedRequest): number {
  if (one === other) return 0;
  return one !== null && (other === null || one < other) ? -1 : 1;
}
