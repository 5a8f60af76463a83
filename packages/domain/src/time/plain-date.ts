import { TZDate } from '@date-fns/tz';
import { addYears as addYearsToDate } from 'date-fns/addYears';
import { lightFormat } from 'date-fns/lightFormat';

/** A day as `2026-03-01`. Days compare as text. */
export type PlainDate = string;

/** The current day in a time zone. */
export function todayIn(now: Date, timeZone: string): PlainDate {
  return lightFormat(new TZDate(now, timeZone), 'yyyy-MM-dd');
}

/** The instant at which a day starts in a time zone. */
export function startOfDay(day: PlainDate, timeZone: string): Date {
  const [year, month, date] = parts(day);
  return new Date(new TZDate(year, month - 1, date, timeZone).getTime());
}

/** Instants by zone, day and minutes. Working hours begin and end at a few of them, and finding one takes long. */
const knownInstants = new Map<string, number>();
const mostInstants = 2_000;

/**
 * The instant at which a wall clock in the zone shows this many minutes after midnight. If summer time skips
 * it, as long after the gap's start.
 */
export function instantAt(day: PlainDate, minutes: number, timeZone: string): Date {
  const name = `${timeZone} ${day} ${minutes}`;
  const known = knownInstants.get(name);
  if (known !== undefined) return new Date(known);
  const [year, month, date] = parts(day);
  const instant = new TZDate(year, month - 1, date, 0, minutes, timeZone).getTime();
  if (knownInstants.size >= mostInstants) knownInstants.clear();
  knownInstants.set(name, instant);
  return new Date(instant);
}

/** The day `days` later; earlier if negative. After the year 9999, which psql can write, there is none: its last day stays. */
export function addDays(day: PlainDate, days: number): PlainDate {
  const [year, month, date] = parts(day);
  const moved = new Date(Date.UTC(year, month - 1, date + days)).toISOString();
  return moved.startsWith('+') ? '9999-12-31' : moved.slice(0, 10);
}

/** How many days `to` is after `from`; negative if it is before. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The first day from `day` on that is one of these ISO weekdays, 1 (Monday) to 7; null if none is given. */
export function nextWeekday(weekdays: readonly number[], day: PlainDate): PlainDate | null {
  const week = [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(day, days));
  return week.find((each) => weekdays.includes(new Date(each).getUTCDay() || 7)) ?? null;
}

/** The same day `years` later; 29 February becomes the 28th in other years. */
export function addYears(day: PlainDate, years: number): PlainDate {
  const [year, month, date] = parts(day);
  return lightFormat(addYearsToDate(new TZDate(year, month - 1, date, 'UTC'), years), 'yyyy-MM-dd');
}

function parts(day: PlainDate): [number, number, number] {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) throw new Error(`not a date: ${day}`);
  return [year, month, date];
}
