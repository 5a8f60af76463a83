import { addOfficeHours, day, minute } from '../calendar.js';
import type { Random } from '../random.js';
import type { RequestRow } from '../rows.js';
import type { Plan, PlannedRequest } from './plan.js';
import type { Step } from './time-steps.js';

/** A submission, for the first time or with a ticket. */
export type Submission = { at: Date; ask: PlannedRequest; again?: RequestRow };

/** The times of the planned requests: some at a given hour, the others spread over the whole history in order. */
export function arrivals(
  plan: Plan,
  steps: Step[],
  random: Random,
  now: Date,
  quietDays: number,
): Submission[] {
  const { timeZone } = plan.board.intake;
  const fixed = plan.requests.flatMap((ask) => {
    const { hoursAgo, officeHoursAgo } = ask;
    if (officeHoursAgo !== undefined) return [{ at: addOfficeHours(now, -officeHoursAgo, timeZone), ask }];
    return hoursAgo === undefined ? [] : [{ at: new Date(now.getTime() - hoursAgo * 60 * minute), ask }];
  });
  const planned = new Set(fixed.map(({ ask }) => ask));
  const others = plan.requests.filter((ask) => !planned.has(ask));
  const open = steps.filter(({ at }) => at.getTime() < now.getTime() - quietDays * day);
  const spread = others.map((ask, index) => {
    const share = (index + random.whole(0, 90) / 100) / others.length;
    const step = open[Math.floor(share * open.length)]!;
    return { at: new Date(step.at.getTime() + random.whole(0, 14 * 60) * 1000), ask };
  });
  for (const rush of plan.rushes) addRush(spread, rush, open, random, now);
  return [...fixed, ...spread];
}

/** Moves the next requests after the morning of a rush into that day. */
function addRush(
  spread: Submission[],
  { daysAgo, asks }: Plan['rushes'][number],
  steps: Step[],
  random: Random,
  now: Date,
): void {
  const morning = steps.find(({ at, ofDay }) => ofDay === 0 && at.getTime() > now.getTime() - daysAgo * day);
  if (!morning) return;
  const next = spread.filter(({ at }) => at > morning.at).slice(0, asks);
  for (const arrival of next) arrival.at = new Date(morning.at.getTime() + random.whole(20, 460) * minute);
}
