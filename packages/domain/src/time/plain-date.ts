/** A day as `2026-03-01`. Days compare as text. */
export type PlainDate = string;

const calendars = new Map<string, Intl.DateTimeFormat>();

/** The current day in a time zone. */
export function todayIn(now: Date, timeZone: string): PlainDate {
  const parts = calendarOf(timeZone).formatToParts(now);
  const of = (part: 'year' | 'month' | 'day') => parts.find(({ type }) => type === part)?.value ?? '';
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}`;
}

/** Cached, because creating one is slow. */
function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const known = calendars.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  calendars.set(timeZone, made);
  return made;
}

/** The day `days` later; earlier if negative. After the year 9999, which psql can write, there is none: its last day stays. */
export function addDays(day: PlainDate, days: number): PlainDate {
  const [year, month, date] = partsOfDay(day);
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

/** Its year, month (from 1) and day. */
export function partsOfDay(day: PlainDate): [number, number, number] {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) throw new Error(`not a date: ${day}`);
  return [year, month, date];
}
