import { type Moment, millis } from '../time/moment.js';
import { addWorkingTime, type Calendar, workingSecondsBetween } from '../time/working-time.js';

/** A question that its requester leaves unanswered for so long ends the request. */
export const maxPauseDays = 14;
/** So far ahead at most lies the end of a request that nobody answers: later, nothing is promised. */
export const maxPromiseYears = 10;
const aYear = 365 * 86_400_000;

/** Hours are working time by the calendar. Without `remindBeforeHours` nobody is reminded. */
export type DeadlinePolicy = Calendar & {
  answerWithinHours: number;
  remindBeforeHours: number | null;
  graceHours: number;
};

/** When those who answer are reminded, from when an answer is overdue, and when the request expires. */
export type Deadlines = { remindAt: Date | null; answerBy: Date; expiresAt: Date };

/**
 * What of a policy can’t be so by its calendar: it must have enough working time for an answer and the grace after it
 * within `maxPromiseYears`. By one with a minute a week, hours lie centuries ahead or never come.
 */
export function findPromiseFaults(
  { answerWithinHours, graceHours, ...calendar }: Omit<DeadlinePolicy, 'remindBeforeHours'>,
  now: Date,
): { path: 'workingHours'; message: string }[] {
  const end = now.getTime() + maxPromiseYears * aYear;
  const worked = workingSecondsBetween(now, new Date(end), calendar);
  if (worked >= (answerWithinHours + graceHours) * 3600) return [];
  const message = `must hold the ${answerWithinHours} hours of an answer and the ${graceHours} of grace after it within ${maxPromiseYears} years`;
  return [{ path: 'workingHours', message }];
}

/** The deadlines of a request. There is no reminder where it would not come after the submission. */
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

/** What a request that waits needs now: those who answer are reminded, or told that it is late, or it ends. */
export type DueStep = 'reminder' | 'overdue' | 'expired';

/** The deadlines of a waiting request, and what has been told of them. */
export type DeadlineStatus = Deadlines & {
  pausedAt: Moment | null;
  remindedAt: Moment | null;
  escalatedAt: Moment | null;
};

/**
 * The last of what has come due, once each: what ends is no longer told to be late, and what is late no longer called
 * to mind. While a question stops the clock nothing comes due, but for the end of a pause that is too long.
 */
export function nextDueStep(request: DeadlineStatus, now: Date): DueStep | null {
  const { remindAt, answerBy, expiresAt, pausedAt, remindedAt, escalatedAt } = request;
  if (pausedAt !== null) return pauseEndsAt(pausedAt) <= now ? 'expired' : null;
  if (expiresAt <= now) return 'expired';
  if (answerBy <= now) return escalatedAt === null ? 'overdue' : null;
  return remindAt !== null && remindAt <= now && remindedAt === null ? 'reminder' : null;
}

/** When a question asked at that moment has waited too long for its reply. */
export function pauseEndsAt(askedAt: Moment): Date {
  return new Date(millis(askedAt) + maxPauseDays * 86_400_000);
}

/**
 * The deadlines once a question has its answer, the clock having stood still since it was asked: each keeps the
 * working time that was left to it then. One that had passed by then stays where it is, and none comes sooner.
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
