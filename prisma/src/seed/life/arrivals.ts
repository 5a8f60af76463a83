import { day, minute } from '../calendar.js';
import type { Random } from '../random.js';
import type { RequestRow } from '../rows.js';
import type { Ask, Plan } from './plan.js';
import type { Step } from './steps.js';

/** Somebody who comes to ask, for the first time or again. */
export type Arrival = { at: Date; ask: Ask; again?: RequestRow };

/** When each of a plan's asks comes: some at their hour, the others in their order over the whole time. */
export function arrivals(plan: Plan, steps: Step[], random: Random, now: Date, quietDays: number): Arrival[] {
  const placed = plan.asks.flatMap((ask) =>
    ask.hoursAgo === undefined ? [] : [{ at: new Date(now.getTime() - ask.hoursAgo * 60 * minute), ask }],
  );
  const others = plan.asks.filter((ask) => ask.hoursAgo === undefined);
  const open = steps.filter(({ at }) => at.getTime() < now.getTime() - quietDays * day);
  const spread = others.map((ask, index) => {
    const share = (index + random.whole(0, 90) / 100) / others.length;
    const step = open[Math.floor(share * open.length)]!;
    return { at: new Date(step.at.getTime() + random.whole(0, 14 * 60) * 1000), ask };
  });
  for (const rush of plan.rushes) crowd(spread, rush, open, random, now);
  return [...placed, ...spread];
}

/** Brings the next asks after a rush's morning all into that day. */
function crowd(
  spread: Arrival[],
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
