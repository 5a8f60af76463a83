import { daysBetween, type PlainDate } from '../time/plain-date.js';

const leastDays = 2;
const leastPart = 0.2;

/**
 * Whether a requester is notified that an expected date has moved from the one last announced: by more than two days, and by more
 * than a fifth of what was left until then. Smaller moves are the noise of every forecast.
 */
export function isShift(announced: PlainDate, expected: PlainDate, today: PlainDate): boolean {
  const moved = Math.abs(daysBetween(announced, expected));
  const left = Math.max(0, daysBetween(today, announced));
  return moved > leastDays && moved > left * leastPart;
}
