import type { DateOrder, ShownOrder } from '@weir/contract';
import { instantAt } from '../source/json-values.js';

const byNumbers = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:,?[ T]+(.*))?$/;
const byMonthName = /^(\d{1,2})[/\s.-]+([a-zä]{3,})\.?[/\s.-]+(\d{2,4})(?:,?\s+(.*))?$/i;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const germanMonths: Record<string, string> = { mär: 'mar', mrz: 'mar', mai: 'may', okt: 'oct', dez: 'dec' };

/**
 * The instant of a cell; null if it is not a date. A day without a time becomes noon, which is the same day in most time zones. A
 * time without a zone is in UTC.
 */
export function readInstant(text: string, order: DateOrder): string | null {
  const given = text.trim();
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z| ?[+-]\d\d:?\d\d)?$/.test(given)) {
    const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(given.slice(10)) ? given : `${given}Z`;
    return instantAt(new Date(zoned.replace(' ', 'T').replace(/ (?=[+-])/, '')));
  }
  const parts = partsOf(given, order);
  if (parts) return instantOfParts(parts);
  // Such as `Mon Apr 05 2021 14:47:00 GMT+0000 (GMT)`.
  if (!/[a-z]{3}.*\d{4}/i.test(given)) return null;
  return instantAt(new Date(/GMT|UTC|Z$|[+-]\d{4}/.test(given) ? given : `${given} UTC`));
}

type Parts = { year: number; month: number; day: number; time: string };

function partsOf(text: string, order: DateOrder): Parts | null {
  const named = byMonthName.exec(text);
  if (named) {
    const short = (named[2] ?? '').toLowerCase().slice(0, 3);
    const month = months.indexOf(germanMonths[short] ?? short) + 1;
    return { year: fullYear(named[3]), month, day: Number(named[1]), time: named[4] ?? '' };
  }
  const [, one = '', separator, two = '', three = '', time = ''] = byNumbers.exec(text) ?? [];
  if (!separator) return null;
  if (one.length === 4) return { year: Number(one), month: Number(two), day: Number(three), time };
  const isDayFirst = separator === '.' || order === 'dayFirst';
  const [day, month] = isDayFirst ? [one, two] : [two, one];
  return { year: fullYear(three), month: Number(month), day: Number(day), time };
}

function fullYear(year = ''): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

function instantOfParts({ year, month, day, time }: Parts): string | null {
  const [, hours, minutes = '0', seconds = '0', half] =
    /^(\d{1,2})(?::(\d\d))?(?::(\d\d))?\s*([ap]m)?/i.exec(time.trim()) ?? [];
  const hour =
    hours === undefined ? 12 : (Number(hours) % (half ? 12 : 24)) + (half?.toLowerCase() === 'pm' ? 12 : 0);
  const instant = new Date(Date.UTC(year, month - 1, day, hour, Number(minutes), Number(seconds)));
  // 31 February is another day.
  const isThatDay =
    instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day && instant.getUTCFullYear() === year;
  return isThatDay ? instantAt(instant) : null;
}

/** The order that a date like 03/04/2026 shows: `either`, unless one part is above 12. Null for all other texts. */
export function orderIn(text: string): ShownOrder | null {
  const [, one = '', separator, two = ''] = byNumbers.exec(text.trim()) ?? [];
  if (!separator || separator === '.' || one.length > 2) return null;
  if (Number(two) > 12) return 'monthFirst';
  // Hyphens are common where the day is first.
  return Number(one) > 12 || separator === '-' ? 'dayFirst' : 'either';
}

const byStrength = [null, 'either', 'dayFirst', 'monthFirst'] as const;

/** The order that several dates show together. */
export function strongerOrder(one: ShownOrder | null, other: ShownOrder | null): ShownOrder | null {
  return byStrength.indexOf(one) > byStrength.indexOf(other) ? one : other;
}
