import { type Moment, millis } from '../time/moment.js';

export type RetryFacts = {
  now: Date;
  /** When there should be room, from a forecast. */
  forecastAt?: Moment | null;
  /** When a gate that closed by itself may go back a step at the earliest: see `nextGateStepAt`. */
  gateStepAt?: Moment | null;
  /** When a shut or throttled gate opens again by itself. */
  gateUntil?: Moment | null;
  /** The times by which the waiting requests are to be answered. */
  answerBys?: readonly Moment[];
};

const aDay = 86_400;

/**
 * Whole seconds, at least 1, until asking is worth trying again: the gate’s end, else the forecast and the gate’s own
 * next step, the later of them, else the oldest answer that is due, else a day. What has passed already promises
 * nothing and is left out.
 */
export function retryAfterSeconds({
  now,
  forecastAt,
  gateUntil,
  gateStepAt,
  answerBys = [],
}: RetryFacts): number {
  const ahead = (moment: Moment) => Math.ceil((millis(moment) - now.getTime()) / 1000);
  const aheadOf = (moments: readonly (Moment | null | undefined)[]) =>
    moments.flatMap((moment) => (moment ? [ahead(moment)] : [])).filter((seconds) => seconds > 0);
  const [end] = aheadOf([gateUntil]);
  if (end !== undefined) return end;
  const reopening = aheadOf([forecastAt, gateStepAt]);
  if (reopening.length > 0) return Math.max(...reopening);
  const due = aheadOf(answerBys);
  return due.length > 0 ? Math.min(...due) : aDay;
}
