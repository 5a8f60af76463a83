import { addOfficeHours, day, dayOf, workingDays } from '../calendar.js';
import { cast } from '../cast.js';
import { BoardHistory, type DemoIds } from '../history/board-history.js';
import { changeLimit } from '../history/limits.js';
import { setGate, turnOnForm } from '../history/requests.js';
import type { Random } from '../random.js';
import type { BoardRows } from '../rows.js';
import { IntakeActivity } from './intake-activity.js';
import type { Plan, Work } from './plan.js';
import { SimulatedClock } from './simulated-clock.js';
import { Team } from './team.js';
import { type Step, timeSteps } from './time-steps.js';
import { TrialActivity } from './trial-activity.js';

/**
 * Simulates the plan of a board in steps of a quarter of a working hour, until the end of today's work. The events do not
 * depend on the hour of `madeAt`; only today's times do.
 */
export function simulate(plan: Plan, ids: DemoIds, random: Random, madeAt: Date): BoardRows {
  const { end: now, happenedAt } = dayOf(madeAt, plan.board.intake.timeZone);
  const start = new Date(now.getTime() - plan.calendarDays * day);
  const steps = timeSteps(workingDays(start, now, plan.board.intake.timeZone));
  const clock = new SimulatedClock(start, random, happenedAt);
  const history = new BoardHistory(ids, random, plan.board, clock.next(), cast[plan.owner]);
  if (plan.formId) turnOnForm(history, clock.next(), cast[plan.manager], plan.formId);
  const team = new Team(history, plan, clock, random, now);
  const intake = new IntakeActivity(history, plan, clock, random, now, steps, team.laneOf('asked'));
  const expedites = expeditesOf(plan, steps);
  const gateChanges = gateChangesOf(plan, now);
  const trials = new TrialActivity(history, cast[plan.manager]);
  const isDue = ({ daysAgo }: { daysAgo: number }, at: Date) => at.getTime() > now.getTime() - daysAgo * day;
  const limitChanges = [...(plan.limitChanges ?? [])];
  const putBacks = [...(plan.putBacks ?? [])];

  for (const step of steps) {
    intake.arrive(step.at);
    clock.advanceTo(step.at);
    if (gateChanges[0] && gateChanges[0].at <= step.at) {
      setGate(history, clock.next(), cast[plan.manager], gateChanges.shift()!.to);
    }
    if (limitChanges[0] && isDue(limitChanges[0], step.at)) {
      const { column, max, trial } = limitChanges.shift()!;
      const limit = history.limitOn(history.columnNamed(column))!;
      if (trial) trials.begin(clock.next(), limit, { max, planned: trial });
      else changeLimit(history, clock.next(), cast[plan.manager], limit, max);
    }
    trials.goOn(clock.now);
    if (putBacks[0] && isDue(putBacks[0], step.at)) {
      const { column, reason } = putBacks[0];
      if (team.putBack(history.columnNamed(column), reason)) putBacks.shift();
    }
    intake.answer(step, team);
    team.takeOffDue(step);
    if (expedites[0] && expedites[0].step.at <= step.at) team.begin(expedites.shift()!.work);
    team.work(step);
    team.pull(step);
    team.replenish(step, intake.placesToKeep(step));
    team.cleanUp(step);
  }
  intake.arrive(now);
  for (const template of plan.templates ?? [])
    history.rows.answerTemplates.push({
      ...history.board,
      id: random.uuid(start),
      ...template,
      version: 1,
      createdAt: start,
    });
  return history.rows;
}

/** The times of the expedite cards: spread over the history, the last as planned for the end. */
function expeditesOf({ expedites, ending }: Plan, steps: Step[]): { step: Step; work: Work }[] {
  const early = steps.filter(({ left }) => left > (ending?.settleDays ?? 0) + 2);
  return expedites.map((work, index) => {
    const isLast = index === expedites.length - 1 && ending?.expediteHours !== undefined;
    const last = steps.at(-Math.round((ending?.expediteHours ?? 0) * 4)) ?? steps[0]!;
    const step = early[Math.floor(((index + 0.6) / expedites.length) * early.length)]!;
    return { step: isLast ? last : step, work };
  });
}

/** The changes of the gate: each time it was not open, and its opening if that has ended. */
function gateChangesOf({ board, gates }: Plan, now: Date) {
  const { timeZone } = board.intake;
  return gates.flatMap(({ officeHoursAgo, state, reason, officeHours }) => {
    const at = addOfficeHours(now, -officeHoursAgo, timeZone);
    const until = addOfficeHours(at, officeHours, timeZone);
    const change = { at, to: { state, reason, until } };
    return until < now
      ? [change, { at: until, to: { state: 'open' as const, reason: null, until: null } }]
      : [change];
  });
}
