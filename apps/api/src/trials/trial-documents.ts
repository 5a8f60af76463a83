import type { LimitTrial } from '@weir/contract';
import { daysBetween, todayIn } from '@weir/domain';
import type { TrialRow } from './trials.repository.js';

/** Whether the trial is open and all its days are over: then it is compared, whatever else happens. */
export function isOver({ document: { end, endsOn }, timeZone }: TrialRow, now: Date): boolean {
  return !end && endsOn < todayIn(now, timeZone);
}

export function toTrial(
  { document, timeZone }: Pick<TrialRow, 'document' | 'timeZone'>,
  now: Date,
): LimitTrial {
  const { startsOn, endsOn, end } = document;
  return {
    ...document,
    state: stateOf(document),
    days: daysBetween(startsOn, endsOn) + 1,
    daysLeft: end ? null : Math.max(0, daysBetween(todayIn(now, timeZone), endsOn) + 1),
  };
}

export function stateOf({
  end,
  decision,
  limits,
}: Pick<LimitTrial, 'end' | 'decision' | 'limits'>): LimitTrial['state'] {
  if (!end) return 'running';
  if (end.cause === 'stopped') return 'ended';
  if (decision) return 'decided';
  return end.cause === 'over' || isStillTried(limits) ? 'undecided' : 'ended';
}

/** Whether one of the limits still has the tried maximum. */
export function isStillTried(limits: LimitTrial['limits']): boolean {
  return limits.some(({ max, now }) => now === max);
}
