import { type Moment, millis } from '../time/moment.js';
import { addWorkingTime, type Calendar, workingSecondsBetween } from '../time/working-time.js';

/** A question that the requester leaves unanswered this long ends the request. */
export const maxPauseDays = 14;
/** How far ahead a request can expire at most. */
export const maxPromiseYears = 10;
const aYear = 365 * 86_400_000;

/** Hours are working time by the calendar. Without `remindBeforeHours` nobody is reminded. */
export type DeadlinePolicy = Calendar & {
  answerWithinHours: number;
  remindBeforeHours: number | null;
  graceHours: number;
};

/** When managers are reminded, when the answer is due, and when the request expires. */
export type Deadlines = { remindAt: Date | null; answerBy: Date; expiresAt: Date };

/**
 * Finds out whether the calendar can keep the policy's promise: it needs enough working time for an answer
 * and the grace after it within `maxPromiseYears`. With a minute a week, a deadline would be centuries ahead.
 */
export function findPromiseFaults(
  { answerWithinHours, graceHours, ...calendar }: Omit<DeadlinePolicy, 'remindBeforeHours'>,
  now: Date,
): { path: 'workingHours'; code: 'tooFewHours'; params: { hours: number; grace: number; years: number } }[] {
  const end = now.getTime() + maxPromiseYears * aYear;
  const worked = workingSecondsBetween(now, new Date(end), calendar);
  if (worked >= (answerWithinHours + graceHours) * 3600) return [];
  const params = { hours: answerWithinHours, grace: graceHours, years: maxPromiseYears };
  return [{ path: 'workingHours', code: 'tooFewHours', params }];
}

/** Computes the deadlines of a request. There is no reminder if it would not come after the submission. */
export function computeDeadlines(submittedAt: Moment, policy: DeadlinePolicy): Deadlines {
  const { answerWithinHours, remindBeforeHours, graceHours } = policy;
  const answerBy = addWorkingTime(submittedAt, answerWithinHours, policy);
  const reminds = remindBeforeHours !== null && remindBeforeHours <= answerWithinHours;
  const remindAt = reminds ? addWorkingTime(answerBy, -remindBeforeHours, policy) : null;
  return {
    remindAt: remindAt && remindAt.getTime() > millis(submittedAt) ? remindAt : null,
    answerBy,
    expiresAt: addWorkingTime(answerBy, graceHours, policy),
  };
}

/** What a waiting request needs now: a reminder, an overdue notice, or its end. */
export type DueStep = 'reminder' | 'overdue' | 'expired';

/** The deadlines of a waiting request, and which notices were sent. */
export type DeadlineStatus = Deadlines & {
  pausedAt: Moment | null;
  remindedAt: Moment | null;
  escalatedAt: Moment | null;
};

/**
 * The latest step that is due, each once: a request that expires gets no overdue notice, and one that is
 * overdue no reminder. While a question pauses the clock only a pause that is too long ends the request.
 */
export function nextDueStep(request: DeadlineStatus, now: Date): DueStep | null {
  const { remindAt, answerBy, expiresAt, pausedAt, remindedAt, escalatedAt } = request;
  if (pausedAt !== null) return pauseEndsAt(pausedAt) <= now ? 'expired' : null;
  if (expiresAt <= now) return 'expired';
  if (answerBy <= now) return escalatedAt === null ? 'overdue' : null;
  return remindAt !== null && remindAt <= now && remindedAt === null ? 'reminder' : null;
}

/** When a question asked at that moment has waited too long for a reply. */
export function pauseEndsAt(askedAt: Moment): Date {
  return new Date(millis(askedAt) + maxPauseDays * 86_400_000);
}

/**
 * The deadlines after a question was answered. The clock was paused since it was asked: each deadline keeps
 * the working time that was left then. A deadline that had passed by then stays, and none moves earlier.
 */
export function resumeDeadlines(
  deadlines: Deadlines,
  askedAt: Moment,
  now: Moment,
  calendar: Calendar,
): Deadlines {
  const later = (deadline: Date) => {
    const left = workingSecondsBetween(askedAt, deadline, calendar);
    if (deadline.getTime() <= millis(askedAt)) return deadline;
    return laterOf(deadline, addWorkingTime(now, left / 3600, calendar));
  };
  const { remindAt, answerBy, expiresAt } = deadlines;
  return { remindAt: remindAt && later(remindAt), answerBy: later(answerBy), expiresAt: later(expiresAt) };
}

function laterOf(one: Date, other: Date): Date {
  return one < other ? other : one;
}
