import { startOfDay } from '@weir/domain';
import { daysAfter, isDay, mondayOf } from '@/lib/days';

/** When a throttled or shut gate opens again automatically. */
export const gateEnds = ['byHand', 'hours', 'tomorrow', 'monday', 'day'] as const;
export type GateEnd = (typeof gateEnds)[number];

/** How long “for a few hours” is. */
export const gateHours = 4;

/** The instant at which it opens; undefined where a person must open it. Days begin in the board's time zone. */
export function gateEndInstant(
  end: GateEnd,
  { today, day, zone }: { today: string; day: string; zone: string },
): string | undefined {
  const start = (date: string) => startOfDay(date, zone).toISOString();
  switch (end) {
    case 'byHand':
      return undefined;
    case 'hours':
      return new Date(Date.now() + gateHours * 3_600_000).toISOString();
    case 'tomorrow':
      return start(daysAfter(today, 1));
    case 'monday':
      return start(daysAfter(mondayOf(today), 7));
    case 'day':
      return isDay(day) ? start(day) : 'no day';
  }
}
