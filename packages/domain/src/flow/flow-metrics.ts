import { type Moment, millis } from '../time/moment.js';

/** Now minus committed, in whole seconds, of a card in flight. */
export function ageSeconds(committedAt: Moment, now: Moment): number {
  return seconds(committedAt, now);
}

/** Submitted to delivered, in whole seconds. */
export function leadTimeSeconds(submittedAt: Moment, deliveredAt: Moment): number {
  return seconds(submittedAt, deliveredAt);
}

/** Committed to delivered, in whole seconds. */
export function cycleTimeSeconds(committedAt: Moment, deliveredAt: Moment): number {
  return seconds(committedAt, deliveredAt);
}

/**
 * The smallest value that at least `part` (0 to 1) of the values do not exceed: the nearest-rank percentile.
 * It is always one of the values, so nothing is claimed that never happened. Null without values.
 */
export function percentile(values: readonly number[], part: number): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null;
}

function seconds(from: Moment, to: Moment): number {
  return Math.max(0, Math.floor((millis(to) - millis(from)) / 1000));
}
