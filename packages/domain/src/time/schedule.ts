import { type Moment, millis } from './moment.js';
import { addDays, daysBetween, type PlainDate, todayIn } from './plain-date.js';
import { instantAt } from './zoned-time.js';

/**
 * When something recurs, at `at` (`09:00`) on the wall clock of a time zone, from the day `from` up to and including
 * `until`. Weeks begin on Monday and count from the week of `from`, months from its month. A month that is too short for
 * `dayOfMonth` has its last day instead.
 */
export type Schedule = { every: number; at: string; from: PlainDate; until: PlainDate | null } & (
  | { unit: 'days' }
  /** ISO weekdays, 1 (Monday) to 7. */
  | { unit: 'weeks'; weekdays: number[] }
  | { unit: 'months'; dayOfMonth: number }
);

/** Instants are written with a year of four digits. */
const lastDay = '9999-12-30';

/**
 * The first occurrence after a moment; null if there is none. An hour that summer time skips comes as long after the gap’s
 * start; of one that comes twice, the second counts.
 */
export function nextOccurrence(schedule: Schedule, timeZone: string, after: Moment): Date | null {
  const time = millis(after);
  const { from, until, at } = schedule;
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  let day = todayIn(new Date(time), timeZone);
  if (day < from) day = from;
  day = firstDay(schedule, day);
  while (day <= lastDay && (until === null || day <= until)) {
    const instant = instantAt(day, hours * 60 + minutes, timeZone);
    if (instant.getTime() > time) return instant;
    day = firstDay(schedule, addDays(day, 1));
  }
  return null;
}

/** How many occurrences are after one moment and not after another, counted up to `most`; and the last of those counted. */
export function occurrencesBetween(
  schedule: Schedule,
  timeZone: string,
  { after, to, most }: { after: Moment; to: Moment; most: number },
): { count: number; last: Date | null } {
  let last: Date | null = null;
  let count = 0;
  while (count < most) {
    const next = nextOccurrence(schedule, timeZone, last ?? after);
    if (!next || next.getTime() > millis(to)) break;
    last = next;
    count += 1;
  }
  return { count, last };
}

/** The first day of the schedule that is not before `day`, whatever its end. */
function firstDay(schedule: Schedule, day: PlainDate): PlainDate {
  const { from, every } = schedule;
  switch (schedule.unit) {
    case 'days':
      return addDays(from, Math.ceil(Math.max(0, daysBetween(from, day)) / every) * every);
    case 'weeks':
      return firstOfWeeks(schedule, day);
    case 'months':
      return firstOfMonths(schedule, day);
  }
}

function firstOfWeeks(
  { from, every, weekdays }: Extract<Schedule, { unit: 'weeks' }>,
  day: PlainDate,
): PlainDate {
  const start = mondayOf(from);
  const weeks = Math.ceil(Math.floor(daysBetween(start, day) / 7) / every) * every;
  const inWeek = (week: number) =>
    weekdays
      .toSorted((one, other) => one - other)
      .map((weekday) => addDays(start, week * 7 + weekday - 1))
      .find((each) => each >= day && each >= from);
  // Each week has one of the weekdays, so the second one is all after `day`.
  return inWeek(weeks) ?? inWeek(weeks + every) ?? day;
}

function firstOfMonths(
  { from, every, dayOfMonth }: Extract<Schedule, { unit: 'months' }>,
  day: PlainDate,
): PlainDate {
  const start = monthOf(from);
  const months = Math.ceil((monthOf(day) - start) / every) * every;
  const inMonth = (month: number) => dayIn(start + month, dayOfMonth);
  const first = inMonth(months);
  return first >= day && first >= from ? first : inMonth(months + every);
}

const mondayOf = (day: PlainDate) => addDays(day, 1 - (new Date(day).getUTCDay() || 7));

/** Months since the year 0. */
function monthOf(day: PlainDate): number {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return year * 12 + month - 1;
}

function dayIn(month: number, dayOfMonth: number): PlainDate {
  const [year, index] = [Math.floor(month / 12), month % 12];
  const length = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
  const text = (value: number, digits: number) => String(value).padStart(digits, '0');
  return `${text(year, 4)}-${text(index + 1, 2)}-${text(Math.min(dayOfMonth, length), 2)}`;
}
