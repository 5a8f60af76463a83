import { format } from 'date-fns/format';
import type { PlainDate } from './plain-date.js';

/** `11 January 2027` */
export function inFull(day: PlainDate): string {
  return format(`${day}T00:00`, 'd MMMM yyyy');
}
