import { type Moment, millis } from '../time/moment.js';
import { type ClassOfService, type GateState, tightThreshold } from '../vocabulary/vocabulary.js';

export type Gate = { state: GateState; reason: string | null; until: Moment | null };

/** A gate set until an instant is open again from then on, whether or not somebody has noted it. */
export function effectiveGate<G extends Gate>(gate: G, now: Date): G {
  return hasEnded(gate, now) ? { ...gate, state: 'open', reason: null, until: null } : gate;
}

/** The classes that a throttled gate lets through. */
export const throttledGateClasses: readonly ClassOfService[] = ['expedite', 'fixedDate'];
/** So many requests may wait at a time of those that came since the gate began probing. */
export const maxWaitingProbes = 2;

/** So long the gate stands before it goes back a step, or on from throttled to shut. */
export const dwellHours = 4;
/** So long a board is saturated before its gate throttles. */
export const saturationHours = 24;

/** So many answers overdue shut a throttled gate; fewer do where they are half of what waits, but never one alone. */
const buriedFrom = 3;
const buriedByHalfFrom = 2;
/** The oldest request has waited for so many times what was promised: that is how questions without end come out. */
const oldestTimes = 2;

/** `since` null: nobody and nothing has moved it yet. */
export type GateStatus = { state: GateState; since: Moment | null; byHand: boolean; until: Moment | null };

/** All hours of waiting are working time by the board’s calendar; `level` is the pressure’s. */
export type GateFacts = {
  now: Date;
  overdue: number;
  waiting: number;
  /** Since its submission, pauses included; null while none waits. */
  oldestWaitingWorkingHours: number | null;
  answerWithinHours: number;
  /** Since when the board has been saturated without a break; null while it is not. */
  saturatedSince: Moment | null;
  level: number;
};

export type GateCause =
  | { code: 'answersOverdue'; overdue: number }
  | { code: 'oldestWaits'; hours: number; answerWithinHours: number }
  | { code: 'saturationLasts'; hours: number }
  | { code: 'calm' }
  | { code: 'endReached' };

export type GateStep = { state: GateState; cause: GateCause };

/**
 * The step that the gate takes by itself now, or null where it stays. A circuit breaker (M. Nygard, Release It!,
 * 2007) with one state more, and never two steps at once:
 * - open to throttled at once, when an answer is overdue, the oldest request has waited for twice the time promised,
 *   or the board has been saturated for a day;
 * - throttled to shut after the dwell, when three answers are overdue, or two that are half of what waits;
 * - throttled to open, shut to probing and probing to open after the dwell, when none of those reasons holds and the
 *   board is not even tight: what closes it and what opens it lie apart, so it does not flap;
 * - probing back to shut at once, when an answer is overdue again.
 * What a person set stands until its end, and then it is open; throttled or shut without an end until a person
 * changes it. Opened by hand, it stands for the dwell before it trips again.
 */
export function nextGateStep(gate: GateStatus, facts: GateFacts): GateStep | null {
  const ended = hasEnded(gate, facts.now);
  if (ended && gate.state !== 'open') return { state: 'open', cause: { code: 'endReached' } };
  if (!ended && (gate.until !== null || (gate.byHand && gate.state !== 'open'))) return null;

  const dwelt = gate.since === null || hoursSince(gate.since, facts.now) >= dwellHours;
  const trip = tripOf(facts);
  const back = dwelt && trip === null && facts.level < tightThreshold;
  switch (gate.state) {
    case 'open':
      return trip && (dwelt || !gate.byHand) ? { state: 'throttled', cause: trip } : null;
    case 'throttled':
      if (dwelt && isBuried(facts)) return { state: 'shut', cause: overdueIn(facts) };
      return back ? { state: 'open', cause: { code: 'calm' } } : null;
    case 'shut':
      return back ? { state: 'probing', cause: { code: 'calm' } } : null;
    case 'probing':
      if (facts.overdue > 0) return { state: 'shut', cause: overdueIn(facts) };
      return back ? { state: 'open', cause: { code: 'calm' } } : null;
  }
}

/**
 * The earliest moment at which a gate that closed by itself may go back a step: the end of its dwell, if nothing that
 * closed it holds then. Null where none is known: it is open, a person set it, the policy keeps it where it is, or its
 * dwell is over and it waits for its reasons to go.
 */
export function nextGateStepAt(
  { state, since, by, until }: Pick<GateStatus, 'state' | 'since' | 'until'> & { by: object | null },
  { byItself, now }: { byItself: boolean; now: Date },
): Date | null {
  if (!byItself || state === 'open' || by !== null || until !== null || since === null) return null;
  const end = new Date(millis(since) + dwellHours * 3_600_000);
  return end > now ? end : null;
}

function tripOf(facts: GateFacts): GateCause | null {
  const { now, overdue, oldestWaitingWorkingHours: oldest, answerWithinHours, saturatedSince } = facts;
  if (overdue > 0) return overdueIn(facts);
  if (oldest !== null && oldest > oldestTimes * answerWithinHours) {
    return { code: 'oldestWaits', hours: Math.floor(oldest), answerWithinHours };
  }
  const saturated = saturatedSince === null ? 0 : hoursSince(saturatedSince, now);
  return saturated >= saturationHours ? { code: 'saturationLasts', hours: Math.floor(saturated) } : null;
}

function isBuried({ overdue, waiting }: GateFacts): boolean {
  return overdue >= buriedFrom || (overdue >= buriedByHalfFrom && overdue * 2 >= waiting);
}

function overdueIn({ overdue }: GateFacts): GateCause {
  return { code: 'answersOverdue', overdue };
}

function hasEnded({ until }: { until: Moment | null }, now: Date): boolean {
  return until !== null && millis(until) <= now.getTime();
}

function hoursSince(moment: Moment, now: Date): number {
  return (now.getTime() - millis(moment)) / 3_600_000;
}
