import type { DailyDeliveries } from '../throughput.js';

const monthDays = 30;

/**
 * How many cards a board delivers in the next days if its last month repeats itself: the last 30 days of the history in their order,
 * again and again; all of it, if it has fewer. A forecast should be better than this guess that needs no simulation.
 */
export function sameAsLastMonth({ days }: Pick<DailyDeliveries, 'days'>, span: number): number {
  const month = days.subarray(Math.max(0, days.length - monthDays));
  if (month.length === 0) return 0;
  let delivered = 0;
  for (let day = 0; day < span; day += 1) delivered += month[day % month.length]!;
  return delivered;
}
