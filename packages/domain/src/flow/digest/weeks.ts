import { addDays, daysBetween, type PlainDate } from '../../time/plain-date.js';

/** A week by ISO 8601, from Monday to Sunday, as `2026-W48`. Weeks compare as text. */
export type Week = string;

/** The week of a day. Its year is that of its Thursday. */
export function isoWeekOf(day: PlainDate): Week {
  const thursday = addDays(day, 3 - weekday(day));
  const year = thursday.slice(0, 4);
  const number = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

/** Monday and Sunday of a week. Null if its year has no such week. */
export function daysOfWeek(week: Week): { from: PlainDate; to: PlainDate } | null {
  const [year = '', number = ''] = week.split('-W');
  // The fourth of January is in the first week.
  const fourth = `${year}-01-04`;
  const from = addDays(fourth, (Number(number) - 1) * 7 - weekday(fourth));
  return isoWeekOf(from) === week ? { from, to: addDays(from, 6) } : null;
}

/** The week before that of a day: the last one that is over. */
export function lastWeek(today: PlainDate): Week {
  return isoWeekOf(addDays(today, -7));
}

/** Monday is 0. */
function weekday(day: PlainDate): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}
