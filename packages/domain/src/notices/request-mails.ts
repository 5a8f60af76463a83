import { TZDate } from '@date-fns/tz';
import { addDays, todayIn } from '../time/plain-date.js';
import { instantAt } from '../time/zoned-time.js';

/** When a person who answers requests gets mail of new ones. */
export const requestMails = ['atOnce', 'hourly', 'daily', 'never'] as const;
export type RequestMails = (typeof requestMails)[number];

const eightOClock = 8 * 60;

/**
 * The last time up to `now` at which a reader's new requests are mailed together: a full hour of their clock, or eight in
 * the morning there. What came until then is due. For the other choices nothing has to wait.
 */
export function lastMailTime(choice: RequestMails, now: Date, timeZone: string): Date {
  switch (choice) {
    case 'hourly':
      return fullHour(now, timeZone);
    case 'daily': {
      const today = todayIn(now, timeZone);
      const morning = instantAt(today, eightOClock, timeZone);
      return morning <= now ? morning : instantAt(addDays(today, -1), eightOClock, timeZone);
    }
    case 'atOnce':
    case 'never':
      return now;
  }
}

/** Counted back in minutes that passed: in the hour that the end of summer time repeats, each of the two has its own. */
function fullHour(now: Date, timeZone: string): Date {
  const minutes = new TZDate(now, timeZone).getMinutes();
  const minute = 60_000;
  return new Date(Math.floor(now.getTime() / minute) * minute - minutes * minute);
}
