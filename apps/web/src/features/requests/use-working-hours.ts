import type { WorkingHours } from '@weir/contract';
import type { Words } from '@weir/words';
import { useWords } from '@/lib/words/use-words';

/** ISO weekdays, Monday first. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** Words a board's working hours for the reader. */
export function useWorkingHours() {
  return workingHoursWords(useWords());
}

export function workingHoursWords({ t, format, dates }: Words) {
  const { weekday } = dates;
  /** “Monday to Friday”, “Tuesday and Thursday”, “every day”. */
  const days = (all: readonly number[]) => {
    const sorted = all.toSorted((one, other) => one - other);
    const [first = 1, last = 1] = [sorted[0], sorted.at(-1)];
    if (sorted.length === 7) return t('time.workingHours.everyDay');
    if (sorted.length > 2 && last - first === sorted.length - 1)
      return t('time.workingHours.dayRange', { first: weekday(first), last: weekday(last) });
    return format.list(sorted.map((day) => weekday(day)));
  };

  return {
    weekday,
    days,
    /** “Monday to Friday, 09:00 to 17:00, except 3 holidays”. */
    hours: ({ days: all, from, to, holidays }: WorkingHours) =>
      t('time.workingHours.hours', { days: days(all), from, to, holidays: holidays.length }),
    /** How long an answer may take: “4 days”, or “16 working hours” where the board has working hours. */
    span: (hours: number, workingHours: WorkingHours | null) =>
      workingHours ? t('time.workingHours.span', { hours }) : dates.hours(hours),
  };
}
