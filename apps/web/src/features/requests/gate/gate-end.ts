import { startOfDay } from '@weir/domain';
import { daysAfter, isDay, mondayOf } from '@/lib/days';

/** When a throttled or shut gate opens again by itself. */
export const gateEnds = [
  { id: 'open', label: 'Until somebody opens it' },
  { id: 'hours', label: 'For four hours' },
  { id: 'tomorrow', label: 'Until tomorrow' },
  { id: 'monday', label: 'Until Monday' },
  { id: 'day', label: 'Until a day …' },
] as const;
export type GateEnd = (typeof gateEnds)[number]['id'];

/** Days begin in the board's time zone. Undefined: it has no end. */
export function instantOf(
  end: GateEnd,
  { today, day, zone }: { today: string; day: string; zone: string },
): string | undefined {
  const start = (date: string) => startOfDay(date, zone).toISOString();
  switch (end) {
    case 'open':
      return undefined;
    case 'hours':
      return new Date(Date.now() + 4 * 3_600_000).toISOString();
    case 'tomorrow':
      return start(daysAfter(today, 1));
    case 'monday':
      return start(daysAfter(mondayOf(today), 7));
    case 'day':
      return isDay(day) ? start(day) : 'no day';
  }
}
