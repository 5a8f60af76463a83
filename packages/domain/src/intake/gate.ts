import { type Moment, millis } from '../time/moment.js';
import { type ClassOfService, type GateState, tightThreshold } from '../vocabulary/vocabulary.js';

export type Gate = { state: GateState; reason: string | null; until: Moment | null };

/** The gate as it is now: one that was set until an instant is open again from then on. */
export function effectiveGate<G extends Gate>(gate: G, now: Date): G {
  return hasEnded(gate, now) ? { ...gate, state: 'open', reason: null, until: null } : gate;
}

/** The classes that a throttled gate admits. */
export const throttledGateClasses: readonly ClassOfService[] = ['expedite', 'fixedDate'];
/** How many requests submitted since the gate began probing can wait at a time. */
export const maxWaitingProbes = 2;

/** How many hours the gate stays before it steps back, or from throttled to shut. */
export const dwellHours = 4;
/** How many hours a board is saturated before its gate throttles. */
export const saturationHours = 24;

/** How many overdue answers shut a throttled gate. Two are enough if they are half of the waiting requests. */
const buriedFrom = 3;
const buriedByHalfFrom = 2;
/**
 * The gate throttles when the oldest request has waited this many times the promised time. Pauses count, so
 * that endless questions show.
 */
const oldestTimes = 2;

/** The gate opens again below this share of the threshold of downstream pressure. */
const downstreamEasedAt = 0.8;

/** `since` is null if nothing has moved the gate yet. `cause`: the code of the cause for which the system moved it. */
export type GateStatus = {
  state: GateState;
  since: Moment | null;
  byHand: boolean;
  until: Moment | null;
  cause?: string | null;
};

/** Hours of waiting are working time by the board's calendar; `level` is the pressure's level. */
export type GateFacts = {
  now: Date;
  overdue: number;
  waiting: number;
  /** Since its submission, including pauses; null if none waits. */
  oldestWaitingWorkingHours: number | null;
  answerWithinHours: number;
  /** Since when the board has been saturated without a break; null if it is not. */
  saturatedSince: Moment | null;
  level: number;
  /** The rest of the board; null if it does not rest. */
  rest?: GateRest | null;
  downstream?: DownstreamFacts;
};

/** A rest keeps the gate throttled until it ends, at the latest at `endsAt`. The days are the overloaded days before it. */
export type GateRest = { beganAt: Moment; endsAt: Moment; overloadedDays: number; ofDays: number };

/**
 * The board's downstream pressure, in whole percent, and the threshold at which its gate throttles; null: never. It does not name the
 * boards that press, because everyone who may submit requests to this board reads the reason of its gate.
 */
export type DownstreamFacts = { percent: number; threshold: number | null };

export type GateCause =
  | { code: 'answersOverdue'; overdue: number }
  | { code: 'oldestWaits'; hours: number; answerWithinHours: number }
  | { code: 'saturationLasts'; hours: number }
  | { code: 'downstreamFull'; percent: number; threshold: number }
  | { code: 'calm' }
  | { code: 'endReached' }
  | { code: 'rest'; overloadedDays: number; ofDays: number }
  | { code: 'restOver' };

/** `until`: the end that the step sets. */
export type GateStep = { state: GateState; cause: GateCause; until?: Moment };

/**
 * The step that the gate takes by itself now; null if it stays. A circuit breaker (M. Nygard, Release It!,
 * 2007) with one extra state, and one step at a time:
 * - open to throttled at once, if an answer is overdue, the oldest request has waited for twice the promised
 *   time, the board has been saturated for a day, or its downstream pressure is at the threshold of the policy;
 * - throttled to shut after the dwell, if three answers are overdue, or two that are half of the waiting
 *   requests;
 * - throttled to open, shut to probing and probing to open after the dwell, if none of those reasons applies,
 *   the board is not even tight and its downstream pressure is below four fifths of the threshold. The gap between closing and opening prevents flapping;
 * - probing back to shut at once, if an answer is overdue again.
 * What a person sets stays until its end, and then the gate opens. Throttled or shut without an end, it stays
 * until a person changes it. Opened by hand, it stays open for the dwell before it can trip again.
 * While the board rests, the rest throttles the gate: see `stepInRest`. When the rest ends, the gate opens.
 */
export function nextGateStep(gate: GateStatus, facts: GateFacts): GateStep | null {
  if (facts.rest) return stepInRest(gate, facts, facts.rest);
  if (isForRest(gate)) return { state: 'open', cause: { code: 'restOver' } };
  const ended = hasEnded(gate, facts.now);
  if (ended && gate.state !== 'open') return { state: 'open', cause: { code: 'endReached' } };
  if (!ended && (gate.until !== null || (gate.byHand && gate.state !== 'open'))) return null;

  const dwelt = gate.since === null || hoursSince(gate.since, facts.now) >= dwellHours;
  const trip = tripOf(facts);
  const back = dwelt && trip === null && facts.level < tightThreshold && isDownstreamCalm(facts);
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
 * The step of the gate of a board that rests. Whatever the load, the gate is throttled until the latest end of the rest. If answers are
 * buried, it shuts as at other times, and later steps back to throttled, not to open. A setting by a person stays until its end. An
 * exception is a gate that a person opened before the rest began: the rest throttles it.
 */
function stepInRest(gate: GateStatus, facts: GateFacts, rest: GateRest): GateStep | null {
  const { beganAt, endsAt, overloadedDays, ofDays } = rest;
  const cause = { code: 'rest', overloadedDays, ofDays } as const;
  const throttled = { state: 'throttled', cause, until: endsAt } as const;
  const wasOpened = gate.state === 'open' && gate.since !== null && millis(gate.since) < millis(beganAt);
  if (hasEnded(gate, facts.now) || wasOpened) return throttled;
  if (gate.byHand) return null;
  const dwelt = gate.since === null || hoursSince(gate.since, facts.now) >= dwellHours;
  if (isForRest(gate)) return dwelt && isBuried(facts) ? { state: 'shut', cause: overdueIn(facts) } : null;
  if (gate.state !== 'shut') return throttled;
  return dwelt && tripOf(facts) === null && facts.level < tightThreshold ? throttled : null;
}

/** Whether a rest throttled the gate. */
function isForRest({ state, cause }: GateStatus): boolean {
  return state === 'throttled' && cause === 'rest';
}

/**
 * The earliest time at which a gate that closed by itself can step back: the end of its dwell. Null if
 * unknown: the gate is open, a person set it, the policy keeps it in place, or its dwell is over and its
 * reasons still apply.
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
  if (saturated >= saturationHours) return { code: 'saturationLasts', hours: Math.floor(saturated) };
  return downstreamCause(facts);
}

function downstreamCause({ downstream }: GateFacts): GateCause | null {
  if (!downstream || downstream.threshold === null || downstream.percent < downstream.threshold) return null;
  const { percent, threshold } = downstream;
  return { code: 'downstreamFull', percent, threshold };
}

/** Below four fifths of the threshold, so that a figure near the threshold does not open and throttle the gate again and again. */
function isDownstreamCalm({ downstream }: GateFacts): boolean {
  if (!downstream || downstream.threshold === null) return true;
  return downstream.percent < downstreamEasedAt * downstream.threshold;
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
