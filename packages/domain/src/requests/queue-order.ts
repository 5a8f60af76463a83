import { type Moment, millis } from '../time/moment.js';
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

/** Sorts the queue: by class, most urgent first; in a class, ticket holders first; then by submission. */
export function sortQueue<W extends WaitingRequest>(waiting: readonly W[]): W[] {
  return waiting.toSorted(
    (one, other) =>
      classesOfService.indexOf(one.classOfService) - classesOfService.indexOf(other.classOfService) ||
      Number(other.byTicket) - Number(one.byTicket) ||
      millis(one.submittedAt) - millis(other.submittedAt) ||
      one.number - other.number,
  );
}
