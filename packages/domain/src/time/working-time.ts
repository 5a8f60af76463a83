import { type Moment, millis } from './moment.js';
import { addDays, type PlainDate, todayIn } from './plain-date.js';
import { instantAt, startOfDay } from './zoned-time.js';

/** `days` are ISO weekdays, 1 (Monday) to 7. `from` is before `to`; the end of a day is `24:00`. */
export type WorkingHours = { days: number[]; from: string; to: string; holidays: PlainDate[] };

/** When a team works; without `workingHours` every hour counts. */
export type Calendar = { timeZone: string; workingHours: WorkingHours | null };

/**
 * Working time, built on date-fns. The libraries that count business hours (dayjs-business-time, moment-
 * business-time, business-time-calculator) each bring another date library and are hardly maintained.
 *
 * Working hours follow the wall clock: a team that starts at nine does so before and after a change to summer
 * time. If the change falls within the hours, that day has as many hours as really pass.
 */

const anHour = 3_600_000;
/** A calendar without working time in a hundred years has none. */
const daysLooked = 36_600;

/**
 * The moment at which `hours` of working time have passed since `from`: the earliest such moment, so that
 * eight hours from the start of an eight-hour day end with that day, not with the next morning. Negative
 * hours go back, to the latest such moment. 0 is `from` itself. Hours can be fractions; exact to the
 * millisecond.
 */
export function addWorkingTime(from: Moment, hours: number, calendar: Calendar): Date {
  const start = millis(from);
  const wanted = Math.round(Math.abs(hours) * anHour);
  const { timeZone, workingHours } = calendar;
  const step = hours < 0 ? -1 : 1;
  if (!workingHours || wanted === 0) return new Date(start + step * wanted);
  const shifts = shiftsOf(workingHours, timeZone);
  let left = wanted;
  let day = todayIn(new Date(start), timeZone);
  for (let looked = 0; looked < daysLooked; looked += 1, day = addDays(day, step)) {
    const shift = shifts(day);
    if (!shift) continue;
    const length = step > 0 ? shift.to - Math.max(shift.from, start) : Math.min(shift.to, start) - shift.from;
    if (length >= left) return new Date(step > 0 ? shift.to - length + left : shift.from + length - left);
    left -= Math.max(0, length);
  }
  throw new Error('nobody ever works by this calendar');
}

/**
 * The last moment of a day at which somebody works, or, on a day off, of the last working day before. It is still that
 * day: midnight at its end is not. Null if nobody worked in the year before.
 */
export function lastWorkingMoment(day: PlainDate, { timeZone, workingHours }: Calendar): Date | null {
  const endOf = (each: PlainDate) => startOfDay(addDays(each, 1), timeZone).getTime() - 1;
  if (!workingHours) return new Date(endOf(day));
  const shifts = shiftsOf(workingHours, timeZone);
  for (let back = 0; back < 366; back += 1) {
    const each = addDays(day, -back);
    const shift = shifts(each);
    if (shift) return new Date(Math.min(shift.to, endOf(each)));
  }
  return null;
}

/** Whether nobody works on that day. */
export function isDayOff(day: PlainDate, { workingHours }: Calendar): boolean {
  return workingHours !== null && !workingDays(workingHours)(day);
}

/** The day itself, or the first after it on which somebody works. If nobody works in the year after: the day. */
export function firstWorkingDay(day: PlainDate, { workingHours }: Calendar): PlainDate {
  if (!workingHours) return day;
  const worksOn = workingDays(workingHours);
  for (let ahead = 0; ahead < 366; ahead += 1) {
    const each = addDays(day, ahead);
    if (worksOn(each)) return each;
  }
  return day;
}

/** The day itself, or the last before it on which somebody works. If nobody works in the year before: the day. */
export function lastWorkingDay(day: PlainDate, { workingHours }: Calendar): PlainDate {
  if (!workingHours) return day;
  const worksOn = workingDays(workingHours);
  for (let back = 0; back < 366; back += 1) {
    const each = addDays(day, -back);
    if (worksOn(each)) return each;
  }
  return day;
}

/** Seconds of working time from `a` to `b`, with their fraction; negative if `b` is earlier. */
export function workingSecondsBetween(a: Moment, b: Moment, calendar: Calendar): number {
  const [from, to] = [millis(a), millis(b)];
  if (to < from) return -workingSecondsBetween(b, a, calendar);
  const { timeZone, workingHours } = calendar;
  if (!workingHours) return (to - from) / 1000;
  const shifts = shiftsOf(workingHours, timeZone);
  const last = todayIn(new Date(to), timeZone);
  let worked = 0;
  for (let day = todayIn(new Date(from), timeZone); day <= last; day = addDays(day, 1)) {
    const shift = shifts(day);
    if (shift) worked += Math.max(0, Math.min(shift.to, to) - Math.max(shift.from, from));
  }
  return worked / 1000;
}

/** Whether somebody works on a day. */
function workingDays({ days, holidays }: WorkingHours): (day: PlainDate) => boolean {
  const off = new Set(holidays);
  return (day) => !off.has(day) && days.includes(new Date(day).getUTCDay() || 7);
}

/** The start and end of work on a day, in milliseconds since 1970; null on a day off. */
function shiftsOf(workingHours: WorkingHours, timeZone: string) {
  const worksOn = workingDays(workingHours);
  const [begin, end] = [minutesOf(workingHours.from), minutesOf(workingHours.to)];
  return (day: PlainDate) => {
    if (!worksOn(day)) return null;
    const at = (minutes: number) => instantAt(day, minutes, timeZone).getTime();
    return { from: at(begin), to: at(end) };
  };
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
