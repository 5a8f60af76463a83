/** Days of a time zone by Intl alone, independent of how the API and PostgreSQL count them. */
const formats = new Map<string, Intl.DateTimeFormat>();

export function dayOf(at: number, timeZone: string): string {
  const known = formats.get(timeZone);
  const format = known ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  if (!known) formats.set(timeZone, format);
  return format.format(at);
}

const ends = new Map<string, number>();

/** The first millisecond after a day: the moment at which the local date becomes a later one. */
export function endOf(day: string, timeZone: string): number {
  const known = ends.get(day + timeZone);
  if (known !== undefined) return known;
  let [before, after] = [Date.parse(day) - 24 * 3_600_000, Date.parse(day) + 3 * 24 * 3_600_000];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayOf(middle, timeZone) > day) after = middle;
    else before = middle;
  }
  ends.set(day + timeZone, after);
  return after;
}

export function nextDay(day: string, days = 1): string {
  return new Date(Date.parse(day) + days * 24 * 3_600_000).toISOString().slice(0, 10);
}

/** How many days from one day to another, both included. */
export function daysFrom(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / (24 * 3_600_000)) + 1;
}

/** The next instant at which a zone's offset from UTC changes. */
export function nextClockChange(from: number, timeZone: string): number {
  const offsetAt = (at: number) =>
    new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).format(at).split('GMT')[1];
  let hour = Math.ceil(from / 3_600_000) * 3_600_000;
  while (offsetAt(hour) === offsetAt(hour + 3_600_000)) hour += 3_600_000;
  return hour + 3_600_000;
}
