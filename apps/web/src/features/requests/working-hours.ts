import type { WorkingHours } from '@weir/contract';
import { hoursSaid } from '@/components/data/time';

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** ISO weekdays with their names, Monday first. */
export const weekdays = names.map((name, at) => ({ id: at + 1, name, short: name.slice(0, 3) }));

/** “Monday to Friday”, “Tuesday and Thursday”, “every day”. */
export function daysInWords(days: readonly number[]): string {
  const sorted = days.toSorted((one, other) => one - other);
  if (sorted.length === 7) return 'every day';
  const called = sorted.map((day) => names[day - 1] ?? '');
  const isRow = sorted.length > 2 && (sorted.at(-1) ?? 0) - (sorted[0] ?? 0) === sorted.length - 1;
  return isRow ? `${called[0]} to ${called.at(-1)}` : listed(called);
}

/** “Monday to Friday, 09:00 to 17:00, but for 3 holidays”. */
export function hoursInWords({ days, from, to, holidays }: WorkingHours): string {
  const off =
    holidays.length === 0
      ? ''
      : `, but for ${holidays.length === 1 ? 'one holiday' : `${holidays.length} holidays`}`;
  return `${daysInWords(days)}, ${from} to ${to}${off}`;
}

/** How long an answer may take: “4 days”, or hours in which the team works, “16 working hours”. */
export function answerTimeInWords(hours: number, workingHours: WorkingHours | null): string {
  if (!workingHours) return hoursSaid(hours);
  return hours === 1 ? '1 working hour' : `${hours} working hours`;
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
