import { useFormatter } from 'next-intl';
import { useBoardZone } from '@/lib/context/board';
import { useDates } from '@/lib/words/use-dates';
import type { Written } from './filter-choices';

/** Writes days of the board and numbers for the reader. */
export function useWritten(): Written {
  const dates = useDates();
  const format = useFormatter();
  const zone = useBoardZone();
  return {
    day: (date) => dates.day(date, { ...(zone && { zone }) }),
    number: (value) => format.number(value, { maximumFractionDigits: 4 }),
  };
}
