import { tz } from '@date-fns/tz';
import { format } from 'date-fns/format';
import { type Moment, millis } from './moment.js';
import type { PlainDate } from './plain-date.js';

/** `11 January 2027` */
export function inFull(day: PlainDate): string {
  return format(`${day}T00:00`, 'd MMMM yyyy');
}

/** `3 December 2026, 14:00 (Europe/Berlin)` */
export function momentInFull(moment: Moment, timeZone: string): string {
  return `${format(millis(moment), 'd MMMM yyyy, HH:mm', { in: tz(timeZone) })} (${timeZone})`;
}
