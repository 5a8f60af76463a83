import { daysAfter, mondayOf } from '@/lib/days';

/** The month of a day, `2026-03`. */
export const monthOf = (day: string): string => day.slice(0, 7);

export function monthAfter(month: string, months: number): string {
  const date = new Date(`${month}-01T12:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 7);
}

/** The weeks that have a day of the month, each with seven days from Monday on. */
export function weeksOf(month: string): string[][] {
  const weeks: string[][] = [];
  const last = daysAfter(`${monthAfter(month, 1)}-01`, -1);
  for (let monday = mondayOf(`${month}-01`); monday <= last; monday = daysAfter(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_, at) => daysAfter(monday, at)));
  return weeks;
}
