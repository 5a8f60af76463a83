import { addDays, daysBetween, type PlainDate } from '../../../time/plain-date.js';
import { type Calendar, isDayOff } from '../../../time/working-time.js';
import { instantAt, startOfDay } from '../../../time/zoned-time.js';

/** Where at most this share of what people did was outside of the working hours, these are the hours of the team. */
const mostOutside = 0.2;

/**
 * Working time as a number of working days, for the days from `from` to the day before `to`: each working day has length 1, and
 * nights and days off have none. What happens outside of the working hours counts as at their next beginning.
 */
export class WorkClock {
  /** Milliseconds since 1970 at which work begins and ends on each day; the same on a day off. */
  private readonly begins: number[] = [];
  private readonly ends: number[] = [];
  private readonly midnights: number[] = [];
  /** Working days before each day. */
  private readonly before: number[] = [0];

  constructor(
    readonly from: PlainDate,
    to: PlainDate,
    calendar: Calendar,
  ) {
    const { timeZone, workingHours } = calendar;
    const days = daysBetween(from, to);
    for (let day = 0; day < days; day += 1) {
      const date = addDays(from, day);
      const midnight = startOfDay(date, timeZone).getTime();
      const end = startOfDay(addDays(date, 1), timeZone).getTime();
      const isOff = isDayOff(date, calendar);
      const at = (time: string) => instantAt(date, minutesOf(time), timeZone).getTime();
      this.midnights.push(midnight);
      this.begins.push(isOff ? end : workingHours ? at(workingHours.from) : midnight);
      this.ends.push(isOff || !workingHours ? end : at(workingHours.to));
      this.before.push((this.before[day] as number) + (isOff ? 0 : 1));
    }
    this.midnights.push(days > 0 ? startOfDay(addDays(from, days), timeZone).getTime() : 0);
  }

  get length(): number {
    return this.before.at(-1) as number;
  }

  /** The working days until an instant. */
  at(instant: number): number {
    const day = lastNotAbove(this.midnights, instant);
    if (day < 0) return 0;
    if (day >= this.begins.length) return this.length;
    const [begin, end] = [this.begins[day] as number, this.ends[day] as number];
    const part = end > begin ? Math.min(1, Math.max(0, (instant - begin) / (end - begin))) : 0;
    return (this.before[day] as number) + part;
  }

  /** The instant at which so many working days are over. */
  instant(time: number): number {
    const day = this.dayOf(time);
    const [begin, end] = [this.begins[day] as number, this.ends[day] as number];
    return begin + (time - (this.before[day] as number)) * (end - begin);
  }

  /** The position of the day, from 0, on which so many working days are over. */
  dayOf(time: number): number {
    // The end of a working day is still that day.
    let [low, high] = [0, this.begins.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.before[middle + 1] as number) < time - 1e-9) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Midnight at the start of a day. */
  midnight(day: number): number {
    return this.midnights[day] as number;
  }
}

/** The working hours, if the team kept to them; otherwise its working days, or all days. */
export function calendarOf(
  calendar: Calendar,
  instants: readonly number[],
  from: PlainDate,
  to: PlainDate,
): Calendar {
  const { timeZone, workingHours } = calendar;
  if (!workingHours) return calendar;
  const wholeDays = { timeZone, workingHours: { ...workingHours, from: '00:00', to: '24:00' } };
  const keepsTo = (each: Calendar) => {
    const clock = new WorkClock(from, to, each);
    const outside = instants.filter((instant) => {
      const time = clock.at(instant);
      return Math.abs(clock.instant(time) - instant) > 1;
    });
    return outside.length <= instants.length * mostOutside;
  };
  if (keepsTo(calendar)) return calendar;
  return keepsTo(wholeDays) ? wholeDays : { timeZone, workingHours: null };
}

function lastNotAbove(ascending: readonly number[], value: number): number {
  let [low, high] = [-1, ascending.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
