import { type Moment, millis } from '../time/moment.js';
import { type ClassOfService, classesOfService } from '../vocabulary/vocabulary.js';

/** Waits still, and its answer is late: from `answerBy` on. While a question stops its clock, as it stood then. */
export function isOverdue(
  request: { answerBy: Moment; pausedAt?: Moment | null; answer: object | null },
  now: Date,
): boolean {
  return request.answer === null && millis(request.answerBy) <= millis(request.pausedAt ?? now);
}

export type WaitingRequest = {
  number: number;
  classOfService: ClassOfService;
  byTicket: boolean;
  submittedAt: Moment;
};

/** The queue in the order in which it is read: the most urgent class, in it who holds a ticket, then who came first. */
export function sortQueue<W extends WaitingRequest>(waiting: readonly W[]): W[] {
  return waiting.toSorted(
    (one, other) =>
      classesOfService.indexOf(one.classOfService) - classesOfService.indexOf(other.classOfService) ||
      Number(other.byTicket) - Number(one.byTicket) ||
      millis(one.submittedAt) - millis(other.submittedAt) ||
      one.number - other.number,
  );
}
