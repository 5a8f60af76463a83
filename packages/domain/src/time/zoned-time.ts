import { TZDate } from '@date-fns/tz';
import { addYears as addYearsToDate } from 'date-fns/addYears';
import { lightFormat } from 'date-fns/lightFormat';
import { type PlainDate, partsOfDay } from './plain-date.js';

// Separate from `plain-date.ts`, so that a page that only counts days does not load the library.

/** The instant at which a day starts in a time zone. */
export function startOfDay(day: PlainDate, timeZone: string): Date {
  const [year, month, date] = partsOfDay(day);
  return new Date(new TZDate(year, month - 1, date, timeZone).getTime());
}

/** Cached instants by zone, day and minutes. Working hours use only a few of them, and computing one is slow. */
const knownInstants = new Map<string, number>();
const mostInstants = 2_000;

/**
 * The instant at which a wall clock in the zone shows this many minutes after midnight. If summer time skips
 * this time, it is moved forward by the length of the gap.
 */
export function instantAt(day: PlainDate, minutes: number, timeZone: string): Date {
  const name = `${timeZone} ${day} ${minutes}`;
  const known = knownInstants.get(name);
  if (known !== undefined) return new Date(known);
  const [year, month, date] = partsOfDay(day);
  const instant = new TZDate(year, month - 1, date, 0, minutes, timeZone).getTime();
  if (knownInstants.size >= mostInstants) knownInstants.clear();
  knownInstants.set(name, instant);
  return new Date(instant);
}

/** The same day `years` later; 29 February becomes the 28th in other years. */
export function addYears(day: PlainDate, years: number): PlainDate {
  const [year, month, date] = partsOfDay(day);
  return lightFormat(addYearsToDate(new TZDate(year, month - 1, date, 'UTC'), years), 'yyyy-MM-dd');
}
