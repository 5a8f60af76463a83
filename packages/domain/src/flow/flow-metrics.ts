import { type Moment, millis } from '../time/moment.js';

/** Age of a card in flight: whole seconds since its commitment. */
export function ageSeconds(committedAt: Moment, now: Moment): number {
  return seconds(committedAt, now);
}

/** Lead time: whole seconds from submission to delivery. */
export function leadTimeSeconds(submittedAt: Moment, deliveredAt: Moment): number {
  return seconds(submittedAt, deliveredAt);
}

/** Cycle time: whole seconds from commitment to delivery. */
export function cycleTimeSeconds(committedAt: Moment, deliveredAt: Moment): number {
  return seconds(committedAt, deliveredAt);
}

/**
 * The nearest-rank percentile: the smallest value that at least `part` (0 to 1) of the values do not exceed.
 * It is always one of the values. Null without values.
 */
export function percentile(values: readonly number[], part: number): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null;
}

function seconds(from: Moment, to: Moment): number {
  return Math.max(0, Math.floor((millis(to) - millis(from)) / 1000));
}
