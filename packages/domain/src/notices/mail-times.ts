import { TZDate } from '@date-fns/tz';
import { addDays, todayIn } from '../time/plain-date.js';
import { instantAt } from '../time/zoned-time.js';

/** A person gets no mail of notices between these times of day, such as `22:00` and `07:00`. They may include midnight. */
export type QuietHours = { from: string; until: string };
/** When a person gets mail of notices. `daily`: once a day, at eight in the morning. */
export type MailTimes = { quietHours: QuietHours | null; daily: boolean };

const eightOClock = 8 * 60;

/** When a mail that was written at `at` can be sent, in the person's time zone: `now` or later. */
export function nextMailTime({ quietHours, daily }: MailTimes, at: Date, now: Date, timeZone: string): Date {
  const collected = daily ? nextTime(at, eightOClock, timeZone) : now;
  const time = collected > now ? collected : now;
  return quietHours && isQuiet(quietHours, time, timeZone)
    ? nextTime(time, minutesOf(quietHours.until), timeZone)
    : time;
}

function isQuiet({ from, until }: QuietHours, time: Date, timeZone: string): boolean {
  const zoned = new TZDate(time, timeZone);
  const minutes = zoned.getHours() * 60 + zoned.getMinutes();
  const [begin, end] = [minutesOf(from), minutesOf(until)];
  return begin < end ? minutes >= begin && minutes < end : minutes >= begin || minutes < end;
}

/** The first time from `since` on at which the clock shows this many minutes after midnight. */
function nextTime(since: Date, minutes: number, timeZone: string): Date {
  const today = todayIn(since, timeZone);
  const time = instantAt(today, minutes, timeZone);
  return time >= since ? time : instantAt(addDays(today, 1), minutes, timeZone);
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
