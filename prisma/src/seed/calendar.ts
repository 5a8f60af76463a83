import { TZDate } from '@date-fns/tz';
import { addWorkingTime, type WorkingHours } from '@weir/domain';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

const weekend = [0, 6];
const workBegins = [8, 45] as const;
const workEnds = [17, 45] as const;

/** When answers are due on the demo's boards: the hours of every new board. */
export const officeHours: WorkingHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] };
export const officeDay = 8;

/** The time this many office hours later, or earlier if negative. */
export function addOfficeHours(at: Date, hours: number, timeZone: string): Date {
  return addWorkingTime(at, hours, { timeZone, workingHours: officeHours });
}

/** The working time of one day: from 8:45 to 17:45 in the board's time zone. */
export type WorkingDay = { date: string; weekday: number; start: Date; end: Date };

/**
 * The last day of a demo is always a whole working day: today, or Friday on a weekend. `end`: the end of that day's work in
 * the board's time zone. `happenedAt`: maps a simulated time to one before `now`. Today's work is compressed into the hours
 * that have passed; earlier days stay the same.
 */
export function dayOf(now: Date, timeZone: string): { end: Date; happenedAt: (at: Date) => Date } {
  const today = new TZDate(now.getTime(), timeZone);
  const daysOff = [2, 0, 0, 0, 0, 0, 1][today.getDay()]!;
  const date = today.getDate() - daysOff;
  const at = (hours: number, minutes: number) =>
    new TZDate(today.getFullYear(), today.getMonth(), date, hours, minutes, timeZone).getTime();
  const [morning, end] = [at(...workBegins), at(...workEnds)];
  if (now.getTime() >= end) return { end: new Date(end), happenedAt: (time) => time };
  // In the first hour of work, and before it, today's work starts at midnight instead: there would be too little time for it.
  const start = now.getTime() - morning >= hour ? morning : at(0, 0);
  const share = (now.getTime() - start) / (end - start);
  const happenedAt = (time: Date) => new Date(start + Math.floor((time.getTime() - start) * share));
  return { end: new Date(end), happenedAt: (time) => (time.getTime() <= start ? time : happenedAt(time)) };
}

/** The working days between two times. The last one ends at `to`. */
export function workingDays(from: Date, to: Date, timeZone: string): WorkingDay[] {
  const days: WorkingDay[] = [];
  const first = new TZDate(from.getTime(), timeZone);
  for (let offset = 0; ; offset += 1) {
    const at = (hours: number, minutes: number) =>
      new TZDate(first.getFullYear(), first.getMonth(), first.getDate() + offset, hours, minutes, timeZone);
    const start = at(...workBegins);
    if (start >= to) return days;
    if (start < from || weekend.includes(start.getDay())) continue;
    const end = new Date(Math.min(at(...workEnds).getTime(), to.getTime()));
    days.push({
      date: dateOf(start, timeZone),
      weekday: start.getDay(),
      start: new Date(start.getTime()),
      end,
    });
  }
}

/** The date in the board's time zone, such as `2026-11-24`. */
function dateOf(at: Date, timeZone: string): string {
  const local = new TZDate(at.getTime(), timeZone);
  return [local.getFullYear(), local.getMonth() + 1, local.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

/** The date that many days later, or the next working day if that is a weekend. */
export function workingDateAfter(at: Date, days: number, timeZone: string): string {
  const then = new Date(at.getTime() + days * day);
  const weekday = new TZDate(then.getTime(), timeZone).getDay();
  if (weekend.includes(weekday)) return workingDateAfter(at, days + 1, timeZone);
  return dateOf(then, timeZone);
}
