import { addDays, daysBetween, type PlainDate } from '../../time/plain-date.js';

/** The most days that flow figures cover. */
export const mostFlowDays = 731;

export type PeriodUnit = 'day' | 'week';

/**
 * Days from `from` to `to`, both included. It is complete if it has all days of its unit, they are over, and the history had
 * begun before.
 */
export type Period = { from: PlainDate; to: PlainDate; complete: boolean };

/** The days from `from` to `to`, both included. */
export function daysOf(from: PlainDate, to: PlainDate): PlainDate[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, at) => addDays(from, at));
}

/** The Monday of a day's week. */
export function weekOf(day: PlainDate): PlainDate {
  return addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
}

type Periods = { from: PlainDate; to: PlainDate; unit: PeriodUnit; today: PlainDate; beginning: PlainDate };

/**
 * The periods of a window, in order. The first and the last are cut off at its ends. `today` is not over. `beginning` is the first day
 * of the history.
 */
export function periodsOf({ from, to, unit, today, beginning }: Periods): Period[] {
  const periods: Period[] = [];
  for (let day = from; day <= to; ) {
    const last = unit === 'day' ? day : addDays(weekOf(day), 6);
    const end = last < to ? last : to;
    const isWhole = unit === 'day' || (day === weekOf(day) && end === last);
    periods.push({ from: day, to: end, complete: isWhole && end < today && day >= beginning });
    day = addDays(end, 1);
  }
  return periods;
}

/** Running totals at the end of each day, from changes on some of the days. */
export function runningTotals(days: readonly PlainDate[], changes: ReadonlyMap<PlainDate, number>): number[] {
  let total = 0;
  return days.map((day) => {
    total += changes.get(day) ?? 0;
    return total;
  });
}
