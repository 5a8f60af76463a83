import { type Moment, millis } from '../../time/moment.js';
import { addDays, type PlainDate } from '../../time/plain-date.js';
import { type Calendar, workingSecondsBetween } from '../../time/working-time.js';
import { startOfDay } from '../../time/zoned-time.js';
import { type OverloadMeasure, overloadMeasures, type RestPolicy } from './rest-policy.js';

/** A period in which the level of a board was at or above a mark. */
export type LoadPeriod = { mark: 'saturated' | 'low'; from: Moment; to: Moment };

/** The measures of a day. Seconds are working time. Cards and overdue answers are counted at the end of the day. */
export type DayMeasures = {
  workedSeconds: number;
  saturatedSeconds: number;
  /** At or above the low mark. */
  loadedSeconds: number;
  inFlight: number;
  aged: number;
  overrides: number;
  overdue: number;
};

/** `over`: the measures that reached their thresholds; empty if the day was not overloaded. */
export type JudgedDay = { day: PlainDate; over: readonly OverloadMeasure[]; isCalm: boolean };

/** The instants at which a day begins and ends in a time zone. It has 23 or 25 hours where the clock changes. */
export function boundsOfDay(day: PlainDate, timeZone: string): { from: Date; to: Date } {
  return { from: startOfDay(day, timeZone), to: startOfDay(addDays(day, 1), timeZone) };
}

/**
 * How much of the working time of a day the periods cover, in whole seconds. Each day counts its part of a period that crosses
 * midnight. The sum never exceeds the working time.
 */
export function measureLoad(
  periods: readonly LoadPeriod[],
  day: PlainDate,
  calendar: Calendar,
): Pick<DayMeasures, 'workedSeconds' | 'saturatedSeconds' | 'loadedSeconds'> {
  const { from, to } = boundsOfDay(day, calendar.timeZone);
  const workedSeconds = Math.round(workingSecondsBetween(from, to, calendar));
  const secondsOf = (mark: LoadPeriod['mark']) => {
    const seconds = periods
      .filter((period) => period.mark === mark)
      .map((period) => {
        const begin = Math.max(millis(period.from), from.getTime());
        const end = Math.min(millis(period.to), to.getTime());
        return end > begin ? workingSecondsBetween(new Date(begin), new Date(end), calendar) : 0;
      })
      .reduce((sum, each) => sum + each, 0);
    return Math.min(workedSeconds, Math.round(seconds));
  };
  return { workedSeconds, saturatedSeconds: secondsOf('saturated'), loadedSeconds: secondsOf('low') };
}

/** Which thresholds a day reached, and whether it was calm: never at or above the low mark. */
export function judgeDay(measured: DayMeasures, policy: RestPolicy): Omit<JudgedDay, 'day'> {
  const values = valuesOfDay(measured);
  return {
    over: overloadMeasures.filter((measure) => {
      const threshold = policy[measure];
      return threshold !== null && values[measure] >= threshold;
    }),
    isCalm: measured.loadedSeconds === 0,
  };
}

/** The value of each measure, to compare with its threshold: percentages, not rounded, and numbers. */
export function valuesOfDay(measured: DayMeasures): Record<OverloadMeasure, number> {
  const { workedSeconds, saturatedSeconds, inFlight, aged, overrides, overdue } = measured;
  return {
    load: workedSeconds === 0 ? 0 : (saturatedSeconds * 100) / workedSeconds,
    age: inFlight === 0 ? 0 : (aged * 100) / inFlight,
    overrides,
    overdue,
  };
}
