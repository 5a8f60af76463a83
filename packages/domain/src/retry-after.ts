import { type Moment, millis } from './board.js';

export type RetryFacts = {
  now: Date;
  /** When there should be room, from a forecast. */
  forecastAt?: Moment | null;
  /** When a shut or throttled gate opens again by itself. */
  gateUntil?: Moment | null;
  /** The times by which the waiting requests are to be answered. */
  answerBys?: readonly Moment[];
};

const aDay = 86_400;

/**
 * Whole seconds, at least 1, until asking is worth trying again: the gate’s end, else the forecast, else the
 * oldest answer that is due, else a day. What has passed already promises nothing and is left out.
 */
export function retryAfterSeconds({ now, forecastAt, gateUntil, answerBys = [] }: RetryFacts): number {
  const ahead = (moment: Moment) => Math.ceil((millis(moment) - now.getTime()) / 1000);
  const promised = [gateUntil, forecastAt]
    .flatMap((moment) => (moment ? [ahead(moment)] : []))
    .find((s) => s > 0);
  if (promised !== undefined) return promised;
  const due = answerBys.map(ahead).filter((seconds) => seconds > 0);
  return due.length > 0 ? Math.min(...due) : aDay;
}
