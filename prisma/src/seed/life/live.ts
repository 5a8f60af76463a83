import { day, workingDays } from '../calendar.js';
import { cast } from '../cast.js';
import { BoardPast } from '../past/board.js';
import { setGate } from '../past/intake.js';
import { changeLimit } from '../past/limits.js';
import type { Random } from '../random.js';
import type { BoardRows } from '../rows.js';
import { Asking } from './asking.js';
import { Moments } from './moments.js';
import type { Plan, Work } from './plan.js';
import { type Step, stepsOf } from './steps.js';
import { Team } from './team.js';

/** Lives a board's plan through, a quarter of a working hour at a time, until now. */
export function live(plan: Plan, workspaceId: string, random: Random, now: Date): BoardRows {
  const begun = new Date(now.getTime() - plan.history * day);
  const steps = stepsOf(workingDays(begun, now, plan.board.intake.timeZone));
  const moments = new Moments(begun, random);
  const past = new BoardPast(workspaceId, random, plan.board, moments.next(), cast[plan.owner]);
  const team = new Team(past, plan, moments, random, now);
  const asking = new Asking(past, plan, moments, random, now, steps, team.laneOf('asked'));
  const alarms = alarmsOf(plan, steps);
  const gates = gatesOf(plan, now);
  const isDue = ({ daysAgo }: { daysAgo: number }, at: Date) => at.getTime() > now.getTime() - daysAgo * day;
  const limitChanges = [...(plan.limitChanges ?? [])];
  const putBacks = [...(plan.putBacks ?? [])];

  for (const step of steps) {
    asking.arrive(step.at);
    moments.reach(step.at);
    if (gates[0] && gates[0].at <= step.at) {
      setGate(past, moments.next(), cast[plan.manager], gates.shift()!.to);
    }
    if (limitChanges[0] && isDue(limitChanges[0], step.at)) {
      const { column, max } = limitChanges.shift()!;
      const limit = past.limitOn(past.columnNamed(column))!;
      changeLimit(past, moments.next(), cast[plan.manager], limit, max);
    }
    if (putBacks[0] && isDue(putBacks[0], step.at)) {
      const { column, reason } = putBacks[0];
      if (team.putBack(past.columnNamed(column), reason)) putBacks.shift();
    }
    asking.answer(step, () => team.hasRoom(step));
    if (alarms[0] && alarms[0].step.at <= step.at) team.begin(alarms.shift()!.work);
    team.toilOn(step);
    team.pull(step);
    team.replenish(step, asking.toAccept());
    team.tidy(step);
  }
  asking.arrive(now);
  for (const template of plan.templates ?? [])
    past.rows.answerTemplates.push({ ...past.board, id: random.uuid(begun), ...template, createdAt: begun });
  return past.rows;
}

/** When each expedite card comes: spread over the time, the last as the ending says. */
function alarmsOf({ expedites, ending }: Plan, steps: Step[]): { step: Step; work: Work }[] {
  const early = steps.filter(({ left }) => left > (ending?.settleDays ?? 0) + 2);
  return expedites.map((work, index) => {
    const isLast = index === expedites.length - 1 && ending?.expediteHours !== undefined;
    const last = steps.at(-Math.round((ending?.expediteHours ?? 0) * 4)) ?? steps[0]!;
    const step = early[Math.floor(((index + 0.6) / expedites.length) * early.length)]!;
    return { step: isLast ? last : step, work };
  });
}

/** Each time that the gate was held, and by whom it was opened again, where that has been. */
function gatesOf({ gates }: Plan, now: Date) {
  return gates.flatMap(({ daysAgo, state, reason, days }) => {
    const at = new Date(now.getTime() - daysAgo * day);
    const until = new Date(at.getTime() + days * day);
    const held = { at, to: { state, reason, until } };
    return until < now
      ? [held, { at: until, to: { state: 'open' as const, reason: null, until: null } }]
      : [held];
  });
}
