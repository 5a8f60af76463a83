import type { Board, Card, ClassOfService } from '@weir/contract';
import { classPolicyDefaults } from '@weir/domain';
import { day } from '@/components/data/time';
import { daysAfter } from '@/lib/days';

export const classWords: Record<ClassOfService, { label: string; description: string }> = {
  expedite: { label: 'Expedite', description: 'Now, beside the count. The board has few such places.' },
  fixedDate: { label: 'Fixed date', description: 'Must be done by its due date.' },
  standard: { label: 'Standard', description: 'In its turn.' },
  intangible: { label: 'Intangible', description: 'Matters later: upkeep, learning.' },
};
export const classOptions = Object.entries(classWords).map(([id, words]) => ({
  id: id as ClassOfService,
  ...words,
}));

/** What a team has agreed on for a class: its own words, else what everybody means by it. */
export function classPolicy(board: Pick<Board, 'classPolicies'>, of: ClassOfService): string {
  return board.classPolicies[of] ?? classPolicyDefaults[of];
}

export type Due = { tone: 'plain' | 'soon' | 'late'; text: string };

/** How near a due date is on the board's day. Delivered cards are due no more. */
export function dueOf(
  { dueOn, deliveredAt }: Pick<Card, 'dueOn' | 'deliveredAt'>,
  today: string,
): Due | null {
  if (!dueOn || deliveredAt) return null;
  if (dueOn < today) return { tone: 'late', text: `Late: ${shortDay(dueOn)}` };
  if (dueOn === today) return { tone: 'soon', text: 'Due today' };
  if (dueOn === daysAfter(today, 1)) return { tone: 'soon', text: 'Due tomorrow' };
  return { tone: dueOn <= daysAfter(today, 3) ? 'soon' : 'plain', text: `Due ${shortDay(dueOn)}` };
}

/** “4 Dec”: the week-day is told where there is room for it. */
function shortDay(date: string): string {
  return day(date).replace(/^\w+,? /, '');
}

/** “20 min”, “4 h”, “11 d”: as short as a card needs it. */
export function shortSpan(seconds: number): string {
  const { count, short } = spanOf(seconds);
  return `${count} ${short}`;
}

/** “20 minutes”, “4 hours”, “11 days”: the same for who hears it, and in sentences. */
export function spanSaid(seconds: number): string {
  const { count, unit } = spanOf(seconds);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function spanOf(seconds: number) {
  if (seconds < 3600) return { count: Math.max(1, Math.floor(seconds / 60)), short: 'min', unit: 'minute' };
  if (seconds < 86_400) return { count: Math.floor(seconds / 3600), short: 'h', unit: 'hour' };
  return { count: Math.floor(seconds / 86_400), short: 'd', unit: 'day' };
}

const ageSteps = [0, 5, 8, 11];

/** How many of the four bars an age fills: from the start, 5, 8 and 11 days. */
export function ageBars(seconds: number): number {
  return ageSteps.filter((days) => seconds >= days * 86_400).length;
}
