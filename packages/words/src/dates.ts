import type { Translate } from './messages.js';

export type Dates = ReturnType<typeof createDates>;

export type DatesOptions = {
  t: Translate;
  locale: string;
  /** The reader's time zone. Null: it is not known, so times are in the board's zone, which is always named. */
  timeZone: string | null;
  /** Decides whether a year is shown. */
  now?: () => number;
};

/**
 * Words dates and spans of time for one reader; nothing else does. Every instant is in the reader's own zone. Days that
 * a board's calendar has (due, needed by, ask again from) are the board's. `zone` is the board's: where the two clocks
 * differ, the text names the zone that it is in.
 */
export function createDates({ t, locale, timeZone: readersZone, now = Date.now }: DatesOptions) {
  const differs = (at: string | Date, zone: string | undefined): zone is string =>
    zone !== undefined && readersZone !== null && clocksDiffer(at, zone, readersZone);
  const isNamed = (at: string | Date, zone: string | undefined) => readersZone === null || differs(at, zone);
  const zoneOf = (zone: string | undefined) => readersZone ?? zone ?? 'UTC';
  const thisYear = (date: string | Date) =>
    new Date(date).getUTCFullYear() === new Date(now()).getUTCFullYear();

  /** “Tue 24 Nov, 14:30”; with the year where it is not the current one. */
  const instant = (at: string | Date, zone?: string) =>
    dateTimeFormat(locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      ...(!thisYear(at) && { year: 'numeric' }),
      timeZone: zoneOf(zone),
      ...(isNamed(at, zone) && { timeZoneName: 'short' }),
    })
      .format(new Date(at))
      .replace(hyphenOfZone, minus);

  /** An instant in a text that others read too: in the given zone, which is named for all of them. */
  const instantIn = (at: string | Date, zone: string) =>
    createDates({ t, locale, timeZone: null, now }).instant(at, zone);

  // What a browser keeps can have a day that plain SQL once wrote, such as `infinity`. It is shown as it is.
  const isReadable = (at: string) => !Number.isNaN(Date.parse(at));

  /** A calendar day, `2026-01-11`: “Mon 11 Jan”, or “Monday 11 January” when `long`. */
  const day = (date: string, { zone, long = false }: { zone?: string | undefined; long?: boolean } = {}) => {
    const noon = `${date.slice(0, 10)}T12:00:00Z`;
    if (!isReadable(noon)) return date;
    const worded = dateTimeFormat(locale, {
      weekday: long ? 'long' : 'short',
      day: 'numeric',
      month: long ? 'long' : 'short',
      ...(!thisYear(date) && { year: 'numeric' }),
      timeZone: 'UTC',
    }).format(new Date(noon));
    return differs(noon, zone) ? `${worded} ${zoneName(noon, zone)}` : worded;
  };

  /** The day of an instant for the reader, without its time. */
  const dayOf = (at: string, zone?: string) => {
    const worded = day(dayIn(at, zoneOf(zone)));
    return isNamed(at, zone) ? `${worded} ${zoneName(at, zoneOf(zone))}` : worded;
  };

  /** “20 Nov”: a day of a board's calendar, without its weekday, where there is little room. */
  const shortDay = (date: string, zone?: string) => {
    const noon = `${date}T12:00:00Z`;
    if (!isReadable(noon)) return date;
    const worded = dateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      ...(!thisYear(date) && { year: 'numeric' }),
      timeZone: 'UTC',
    }).format(new Date(noon));
    return differs(noon, zone) ? `${worded} ${zoneName(noon, zone)}` : worded;
  };

  /** “Nov 2026”, of `2026-11`, or “November 2026”. */
  const month = (yearAndMonth: string, width: 'long' | 'short' = 'short') =>
    dateTimeFormat(locale, { month: width, year: 'numeric', timeZone: 'UTC' }).format(
      new Date(`${yearAndMonth}-15T12:00:00Z`),
    );

  /** “Monday”. An ISO weekday: 1 is Monday, which 5 January 2026 was. */
  const weekday = (iso: number, width: 'long' | 'short' = 'long') =>
    dateTimeFormat(locale, { weekday: width, timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, 4 + iso)));

  /** The board's zone by its short name where its days are not the reader's; else null. */
  const foreignZone = (zone: string | undefined) => {
    const at = new Date(now()).toISOString();
    return differs(at, zone) ? zoneName(at, zone) : null;
  };

  /** “CET”: the short name of a zone at an instant. */
  const zoneName = (at: string, zone: string) =>
    dateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' })
      .formatToParts(new Date(at))
      .find(({ type }) => type === 'timeZoneName')
      ?.value.replace(hyphenOfZone, minus) ?? zone;

  /** “3 hours ago”, “in 2 days”. `milliseconds` from now; negative is past. */
  const relative = (milliseconds: number) => {
    const seconds = milliseconds / 1000;
    const unit = unitOf(Math.abs(seconds));
    if (!unit || unit.size < 60) return seconds > tick ? t('time.inAMoment') : t('time.justNow');
    return relativeFormat(locale).format(Math.trunc(seconds / unit.size), unit.name);
  };

  /** “3 days”, “20 minutes”, “a moment”. Rounds down; a wait passes `Math.ceil`, so that nobody comes too early. */
  const duration = (seconds: number, toWhole: (count: number) => number = Math.floor) => {
    const unit = unitOf(seconds);
    return unit ? counted(toWhole(seconds / unit.size), unit.name) : t('time.aMoment');
  };

  /** A span that is set in hours: whole days as “2 days”, else “36 hours”. */
  const hours = (count: number) =>
    count > 0 && count % 24 === 0 ? counted(count / 24, 'day') : counted(count, 'hour');

  const counted = (count: number, unit: UnitName) => unitFormat(locale, unit).format(count);

  return {
    instant,
    instantIn,
    day,
    dayOf,
    shortDay,
    month,
    weekday,
    foreignZone,
    relative,
    duration,
    hours,
    counted,
  };
}

/** “GMT-8” has a hyphen, at which a line breaks. “GMT−8” has a minus sign, and stays whole. */
const hyphenOfZone = /(?<=GMT)-/;
const minus = '\u2212';

/** How often a relative time is updated, in seconds: an event can be this much newer than “now”. */
export const tick = 30;

const units = [
  { name: 'year', size: 31_536_000 },
  { name: 'month', size: 2_592_000 },
  { name: 'week', size: 604_800 },
  { name: 'day', size: 86_400 },
  { name: 'hour', size: 3_600 },
  { name: 'minute', size: 60 },
  { name: 'second', size: 1 },
] as const;
type UnitName = (typeof units)[number]['name'];

/** The largest unit that fits once; weeks from two on, as people count them. */
function unitOf(seconds: number) {
  return units.find(({ name, size }) => seconds >= (name === 'week' ? 2 * size : size));
}

function dayIn(at: string, timeZone: string): string {
  return dateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(
    new Date(at),
  );
}

/** Whether two zones show different times at an instant; Berlin and Paris do not. */
function clocksDiffer(at: string | Date, one: string, other: string): boolean {
  return one !== other && offset(at, one) !== offset(at, other);
}

function offset(at: string | Date, timeZone: string): string | undefined {
  return dateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(new Date(at))
    .find(({ type }) => type === 'timeZoneName')?.value;
}

/** Formats are expensive to create, so each is created once. */
function keepEach<A extends unknown[], T>(make: (...args: A) => T): (...args: A) => T {
  const kept = new Map<string, T>();
  return (...args) => {
    const key = JSON.stringify(args);
    const found = kept.get(key);
    if (found) return found;
    const made = make(...args);
    kept.set(key, made);
    return made;
  };
}

const dateTimeFormat = keepEach(
  (locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
const relativeFormat = keepEach((locale: string) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const unitFormat = keepEach(
  (locale: string, unit: UnitName) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }),
);
