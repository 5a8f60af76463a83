import { type Moment, millis } from '../time/moment.js';
import { type PlainDate, todayIn } from '../time/plain-date.js';
import {
  addWorkingTime,
  type Calendar,
  isDayOff,
  lastWorkingMoment,
  workingSecondsBetween,
} from '../time/working-time.js';

/** A question that the requester leaves unanswered this long ends the request. */
export const maxPauseDays = 14;
/** How far ahead a request can expire at most. */
export const maxPromiseYears = 10;
const aYear = 365 * 86_400_000;
/**
 * The working time that an answer needs at least. A request that is needed sooner keeps the deadline of the policy: the
 * form warns its requester, before they send it, that the answer may come too late.
 */
export const minAnswerHours = 1;

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

/**
 * Computes the deadlines of a request. The answer is due as the policy says, or by the last working moment of the day on
 * which it is needed, whichever is earlier. The reminder and the grace follow that. There is no reminder if it would not
 * come after the submission; but where the need leaves less time than that, the reminder comes at once.
 */
export function computeDeadlines(
  submittedAt: Moment,
  policy: DeadlinePolicy,
  neededBy: PlainDate | null = null,
): Deadlines {
  const promised = dueAfter(submittedAt, policy.answerWithinHours, policy);
  return deadlinesAround(dueForNeed(promised, neededBy, submittedAt, policy), submittedAt, policy, promised);
}

/**
 * When an answer is due that has this many hours of work. Midnight at the end of a working day is the day after it already: if
 * that one is off, the answer is due just before.
 */
function dueAfter(from: Moment, hours: number, calendar: Calendar): Date {
  const due = addWorkingTime(from, hours, calendar);
  return isDayOff(todayIn(due, calendar.timeZone), calendar) ? new Date(due.getTime() - 1) : due;
}

/** The earlier of `promised` and the need, if the need leaves enough working time from `from` on. */
function dueForNeed(promised: Date, neededBy: PlainDate | null, from: Moment, calendar: Calendar): Date {
  const needed = neededBy === null ? null : lastWorkingMoment(neededBy, calendar);
  if (needed === null || needed >= promised) return promised;
  return workingSecondsBetween(from, needed, calendar) >= minAnswerHours * 3600 ? needed : promised;
}

function deadlinesAround(answerBy: Date, from: Moment, policy: DeadlinePolicy, promised: Date): Deadlines {
  const { answerWithinHours, remindBeforeHours, graceHours } = policy;
  const reminds = remindBeforeHours !== null && remindBeforeHours <= answerWithinHours;
  const remindAt = reminds ? addWorkingTime(answerBy, -remindBeforeHours, policy) : null;
  const isInTime = remindAt !== null && remindAt.getTime() > millis(from);
  const atOnce = remindAt !== null && answerBy < promised ? new Date(millis(from)) : null;
  return {
    remindAt: isInTime ? remindAt : atOnce,
    answerBy,
    expiresAt: addWorkingTime(answerBy, graceHours, policy),
  };
}

/** The first day by which the answer to a request that is submitted now would be due, if it were needed by then. */
export function firstDayInTime(now: Moment, calendar: Calendar): PlainDate {
  return todayIn(addWorkingTime(now, minAnswerHours, calendar), calendar.timeZone);
}

/** Whether the answer may come after the day on which it is needed. */
export function mayMissNeed(
  { answerBy, neededBy }: { answerBy: Moment; neededBy: PlainDate | null },
  timeZone: string,
): boolean {
  return neededBy !== null && todayIn(new Date(millis(answerBy)), timeZone) > neededBy;
}

type WaitingDeadlines = Deadlines & {
  submittedAt: Moment;
  neededBy: PlainDate | null;
  pausedAt: Moment | null;
};

/**
 * The deadlines after the requester named another day or none; null if they stay. If the old day had set the deadline,
 * it is again that of the policy, or earlier for the new day; else it only moves earlier. An overdue answer stays so.
 */
export function deadlinesForNeed(
  request: WaitingDeadlines,
  neededBy: PlainDate | null,
  now: Date,
  policy: DeadlinePolicy,
): Deadlines | null {
  const { submittedAt, pausedAt, answerBy } = request;
  if (answerBy.getTime() <= millis(pausedAt ?? now)) return null;
  const needed = request.neededBy === null ? null : lastWorkingMoment(request.neededBy, policy);
  const wasForNeed = needed?.getTime() === answerBy.getTime();
  const promised = wasForNeed
    ? laterOf(answerBy, dueAfter(submittedAt, policy.answerWithinHours, policy))
    : answerBy;
  const due = dueForNeed(promised, neededBy, now, policy);
  return due.getTime() === answerBy.getTime() ? null : deadlinesAround(due, now, policy, promised);
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
 * The deadlines under a new calendar; null if they stay. Only an answer that would fall due on a day off moves: to the end
 * of the last working day before, so that the promise is kept; if that leaves too little time, to the first working day
 * after.
 */
export function deadlinesForCalendar(
  { answerBy, pausedAt }: Pick<WaitingDeadlines, 'answerBy' | 'pausedAt'>,
  now: Date,
  policy: DeadlinePolicy,
): Deadlines | null {
  const from = pausedAt ?? now;
  const day = todayIn(answerBy, policy.timeZone);
  if (answerBy.getTime() <= millis(from) || !isDayOff(day, policy)) return null;
  const later = dueAfter(answerBy, minAnswerHours, policy);
  return deadlinesAround(dueForNeed(later, day, from, policy), from, policy, later);
}

/**
 * The deadlines after a question was answered. The clock was paused since it was asked: each deadline keeps
 * the working time that was left then. A deadline that had passed by then stays, and none moves earlier. The answer
 * does not move past the day on which it is needed, if that leaves enough time; its grace then ends as much earlier.
 */
export function resumeDeadlines(
  deadlines: Deadlines,
  askedAt: Moment,
  now: Moment,
  calendar: Calendar,
  neededBy: PlainDate | null = null,
): Deadlines {
  const later = (deadline: Date, after = addWorkingTime) => {
    const left = workingSecondsBetween(askedAt, deadline, calendar);
    if (deadline.getTime() <= millis(askedAt)) return deadline;
    return laterOf(deadline, after(now, left / 3600, calendar));
  };
  const [remindAt, promised, expiresAt] = [
    deadlines.remindAt && later(deadlines.remindAt),
    later(deadlines.answerBy, dueAfter),
    later(deadlines.expiresAt),
  ];
  const answerBy = dueForNeed(promised, neededBy, now, calendar);
  if (answerBy >= promised || deadlines.answerBy.getTime() <= millis(askedAt))
    return { remindAt, answerBy: promised, expiresAt };
  const grace = workingSecondsBetween(promised, expiresAt, calendar) / 3600;
  return {
    remindAt: remindAt && (remindAt < answerBy ? remindAt : new Date(millis(now))),
    answerBy,
    expiresAt: laterOf(deadlines.expiresAt, addWorkingTime(answerBy, grace, calendar)),
  };
}

function laterOf(one: Date, other: Date): Date {
  return one < other ? other : one;
}
