import { type Moment, millis } from '../time/moment.js';
import { daysBetween, type PlainDate, todayIn } from '../time/plain-date.js';

/** Age of a card in flight: whole seconds since its commitment. */
export function ageSeconds(committedAt: Moment, now: Moment): number {
  return seconds(committedAt, now);
}

/** Lead time: whole seconds from submission to delivery. */
export function leadTimeSeconds(submittedAt: Moment, deliveredAt: Moment): number {
  return seconds(submittedAt, deliveredAt);
}

/** Age of a card in flight in days of the board, including the day of the commitment. */
export function ageInDays(
  committedAt: Moment,
  { today, timeZone }: { today: PlainDate; timeZone: string },
): number {
  return daysBetween(dayOf(committedAt, timeZone), today) + 1;
}

/** Cycle time in days of the board, including the days of the commitment and of the delivery. */
export function cycleTimeInDays(committedAt: Moment, deliveredAt: Moment, timeZone: string): number {
  return ageInDays(committedAt, { today: dayOf(deliveredAt, timeZone), timeZone });
}

/**
 * The nearest-rank percentile: the smallest value that at least `part` (0 to 1) of the values do not exceed.
 * It is always one of the values. Null without values.
 */
export function percentile(values: readonly number[], part: number): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null;
}

function dayOf(at: Moment, timeZone: string): PlainDate {
  return todayIn(new Date(millis(at)), timeZone);
}

function seconds(from: Moment, to: Moment): number {
  return Math.max(0, Math.floor((millis(to) - millis(from)) / 1000));
}
