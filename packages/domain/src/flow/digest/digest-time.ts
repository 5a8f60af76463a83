import { TZDate } from '@date-fns/tz';
import { todayIn } from '../../time/plain-date.js';
import { lastWeek, type Week } from './weeks.js';

/** Hours of the day in which a digest is sent, from Monday to Friday. */
const hours = { from: 8, until: 17 };

/** The week whose digest can be sent now to a person in a time zone; null outside working hours. */
export function digestToSend(now: Date, timeZone: string): Week | null {
  const there = new TZDate(now, timeZone);
  const isWorkday = there.getDay() >= 1 && there.getDay() <= 5;
  const isWorkingHour = there.getHours() >= hours.from && there.getHours() < hours.until;
  return isWorkday && isWorkingHour ? lastWeek(todayIn(now, timeZone)) : null;
}
