import type { LimitTrial } from '@weir/contract';
import { daysBetween, todayIn } from '@weir/domain';
import type { TrialRow } from './trials.repository.js';

export function toTrial({ document, timeZone }: TrialRow, now: Date): LimitTrial {
  const { startsOn, endsOn, end } = document;
  return {
    ...document,
    state: stateOf(document),
    days: daysBetween(startsOn, endsOn) + 1,
    daysLeft: end ? null : Math.max(0, daysBetween(todayIn(now, timeZone), endsOn) + 1),
  };
}

export function stateOf({ end, decision }: Pick<LimitTrial, 'end' | 'decision'>): LimitTrial['state'] {
  if (!end) return 'running';
  if (end.cause !== 'over') return 'ended';
  return decision ? 'decided' : 'undecided';
}
