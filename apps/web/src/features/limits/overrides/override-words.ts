import type { Board } from '@weir/contract';
import { day } from '@/components/data/time';

type Budget = Pick<Board['overrides'], 'budget' | 'spent'>;

/** How much of a month's budget is left. */
export function budgetText({ budget, spent }: Budget): string {
  const left = budget - spent;
  if (budget === 0) return 'The budget is 0: limits that ask for a reason let nobody pass.';
  if (left <= 0) return 'All of it is spent: limits that ask for a reason let nobody pass.';
  if (spent === 0) return 'None of it is spent.';
  return left === 1 ? 'One more may be passed.' : `${left} more may be passed.`;
}

/** What passing so many limits costs: “It takes 1 of this month’s 10; 4 are left.” */
export function overrideCost({ budget, spent }: Budget, draws: number): string {
  const left = budget - spent;
  return `It takes ${draws} of this month’s ${budget}; ${left} ${left === 1 ? 'is' : 'are'} left.`;
}

/** Why nothing can be passed this month, where it can't be; null where the budget reaches for so many limits. */
export function budgetRefusal({ budget, spent, renewsOn }: Board['overrides'], draws: number): string | null {
  const left = budget - spent;
  if (draws <= left) return null;
  if (budget === 0) return 'This board passes no limits: its budget of overrides is 0.';
  const until = `New ones come on ${day(renewsOn, true)}.`;
  if (left <= 0)
    return budget === 1
      ? `This month’s one override is spent. ${until}`
      : `This month’s ${budget} overrides are spent. ${until}`;
  return `It would take ${draws} overrides; ${left} of this month’s ${budget} ${left === 1 ? 'is' : 'are'} left. ${until}`;
}
