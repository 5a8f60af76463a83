import type { Board } from '@weir/contract';
import type { Dates, Translate } from '@weir/words';

type Budget = Pick<Board['overrides'], 'budget' | 'spent'>;

/** How much of the month's budget is left. */
export function budgetText(t: Translate, { budget, spent }: Budget): string {
  if (budget === 0) return t('limits.budget.none');
  return t('limits.budget.left', { left: Math.max(0, budget - spent) });
}

/** The cost of overriding this many limits: “Uses 1 of the 4 overrides left this month.” */
export function overrideCost(t: Translate, { budget, spent }: Budget, count: number): string {
  return t('limits.budget.cost', { count, left: budget - spent });
}

/** Why this many limits can't be overridden this month; null if the budget is enough. */
export function budgetRefusal(
  t: Translate,
  dates: Dates,
  { budget, spent, renewsOn }: Board['overrides'],
  count: number,
): string | null {
  const left = budget - spent;
  if (count <= left) return null;
  if (budget === 0) return t('limits.budget.none');
  const from = dates.day(renewsOn, { long: true });
  if (left <= 0) return t('limits.budget.spent', { budget, from });
  return t('limits.budget.notEnough', { count, budget, left, from });
}
