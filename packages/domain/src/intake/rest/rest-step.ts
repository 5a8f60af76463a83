import { type Moment, millis } from '../../time/moment.js';
import { addDays, type PlainDate, todayIn } from '../../time/plain-date.js';
import { type Calendar, isDayOff } from '../../time/working-time.js';
import { startOfDay } from '../../time/zoned-time.js';
import type { JudgedDay } from './overloaded-days.js';
import { proposalDays, type RestPolicy } from './rest-policy.js';

/** An open rest: proposed until `until`, or begun with `until` as its latest end. */
export type OpenRest =
  | { state: 'proposed'; until: Moment }
  | { state: 'resting'; beganAt: Moment; until: Moment };

/** Why a rest ended. */
export const restEnds = ['calm', 'latest', 'byHand', 'gateOpened', 'switchedOff'] as const;
export type RestEnd = (typeof restEnds)[number];

export type RestStepFacts = {
  now: Date;
  calendar: Calendar;
  /** Null: the board does not rest. */
  policy: RestPolicy | null;
  rest: OpenRest | null;
  /** When the last rest ended, or the last proposal was dismissed or expired. Only the days after it count for the next. */
  closedAt: Moment | null;
  /** The measured days since measuring began, or continued after a break, the newest first, without days off. */
  days: readonly JudgedDay[];
  /** When a person opened the gate; null if it is not open for that reason. */
  openedByHandAt: Moment | null;
};

/** `until`: when the proposal expires, or the latest end of the rest. */
export type RestStep =
  | { to: 'proposed' | 'resting'; overloadedDays: number; ofDays: number; until: Date }
  | { to: 'expired' }
  | { to: 'ended'; endedFor: RestEnd };

/**
 * The step that a rest takes by itself now; null if it stays:
 * - none to proposed, or by policy to resting, if enough of the last days were overloaded;
 * - proposed to expired, if no manager decides in time;
 * - resting to ended, if enough days in a row were calm, at its latest end, or once a person opened the gate. Switching the policy
 *   off ends a rest and a proposal.
 */
export function nextRestStep(facts: RestStepFacts): RestStep | null {
  const { now, policy, rest, openedByHandAt } = facts;
  if (!rest) return policy && beginningOf(facts, policy);
  if (rest.state === 'proposed')
    return !policy || millis(rest.until) <= now.getTime() ? { to: 'expired' } : null;
  if (!policy) return { to: 'ended', endedFor: 'switchedOff' };
  if (openedByHandAt !== null && millis(openedByHandAt) >= millis(rest.beganAt)) {
    return { to: 'ended', endedFor: 'gateOpened' };
  }
  if (calmDaysOf(facts) >= policy.calmDays) return { to: 'ended', endedFor: 'calm' };
  return millis(rest.until) <= now.getTime() ? { to: 'ended', endedFor: 'latest' } : null;
}

/** The latest end of a rest that begins now: the end of the last of `longestDays` days after today. */
export function latestEnd(now: Date, { timeZone }: Calendar, { longestDays }: RestPolicy): Date {
  return startOfDay(addDays(todayIn(now, timeZone), longestDays + 1), timeZone);
}

/** How many of the last days that count were overloaded. */
export function overloadOf(
  { days, closedAt, calendar }: Pick<RestStepFacts, 'days' | 'closedAt' | 'calendar'>,
  policy: RestPolicy,
): { overloadedDays: number; ofDays: number } {
  const counted = daysAfter(days, closedAt, calendar).slice(0, policy.ofDays);
  return { overloadedDays: counted.filter(({ over }) => over.length > 0).length, ofDays: counted.length };
}

/** How many of the last days in a row were calm, since the day after the rest began. */
export function calmDaysOf({
  days,
  rest,
  calendar,
}: Pick<RestStepFacts, 'days' | 'rest' | 'calendar'>): number {
  if (rest?.state !== 'resting') return 0;
  const counted = daysAfter(days, rest.beganAt, calendar);
  const stop = counted.findIndex(({ isCalm }) => !isCalm);
  return stop === -1 ? counted.length : stop;
}

/** When a rest can end if each day from now on is calm; null if the board does not rest. */
export function earliestEnd(facts: RestStepFacts): Date | null {
  const { now, calendar, policy, rest, days } = facts;
  if (!policy || rest?.state !== 'resting') return null;
  const latest = new Date(millis(rest.until));
  const measured = days[0]?.day ?? '';
  let day = todayIn(now, calendar.timeZone);
  if (day <= measured || day === todayIn(new Date(millis(rest.beganAt)), calendar.timeZone))
    day = addDays(day, 1);
  for (let left = policy.calmDays - calmDaysOf(facts); ; day = addDays(day, 1)) {
    if (!isDayOff(day, calendar)) left -= 1;
    const end = startOfDay(addDays(day, 1), calendar.timeZone);
    if (left <= 0 || end >= latest) return end < latest ? end : latest;
  }
}

function beginningOf(facts: RestStepFacts, policy: RestPolicy): RestStep | null {
  const { now, calendar } = facts;
  const overload = overloadOf(facts, policy);
  if (overload.overloadedDays < policy.overloadedDays) return null;
  return policy.byItself
    ? { to: 'resting', ...overload, until: latestEnd(now, calendar, policy) }
    : { to: 'proposed', ...overload, until: proposalEnd(now, calendar) };
}

function proposalEnd(now: Date, { timeZone }: Calendar): Date {
  return startOfDay(addDays(todayIn(now, timeZone), proposalDays + 1), timeZone);
}

function daysAfter(
  days: readonly JudgedDay[],
  moment: Moment | null,
  { timeZone }: Calendar,
): readonly JudgedDay[] {
  if (moment === null) return days;
  const last: PlainDate = todayIn(new Date(millis(moment)), timeZone);
  return days.filter(({ day }) => day > last);
}
