import { isOftenExceeded } from '../limits/limits.js';
import {
  type LimitScopeName,
  type PressureState,
  type Reach,
  tightThreshold,
} from '../vocabulary/vocabulary.js';
import {
  boardLevel,
  boardLimit,
  columnsLevel,
  type PressureFacts,
  type PressureLimit,
  queueLevel,
} from './pressure-level.js';

type Load = { load: number; max: number };

/** One reason for a board's pressure, or something else that its people should know, with its figures. */
export type PressureReason =
  | { code: 'gateShut' | 'gateThrottled' | 'gateProbing'; reason: string | null }
  | { code: 'resting'; overloadedDays: number; ofDays: number }
  | ({ code: 'columnFull'; of: string } & Load)
  | { code: 'columnsFilling'; level: number }
  | ({ code: 'boardFull' | 'boardFilling' } & Load)
  | ({ code: 'limitFull'; scope: LimitScopeName; across?: Reach; of: string } & Load)
  | { code: 'starving'; scope: LimitScopeName; of: string; load: number; min: number }
  | { code: 'limitFiction'; scope: LimitScopeName; of: string; max: number; times: number }
  | { code: 'queueClosed' | 'roomLeft' }
  | { code: 'queueFull' | 'queueFilling'; waiting: number; depth: number }
  | { code: 'optionsFew'; waiting: number; min: number }
  | { code: 'answersOverdue' | 'cardsBlocked'; count: number }
  | { code: 'waitsOnBoard'; of: string; state: PressureState; count: number };
export type PressureReasonCode = PressureReason['code'];

export function pressureReasons(facts: PressureFacts): PressureReason[] {
  return [
    ...gateReasons(facts),
    ...columnReasons(facts),
    ...boardReasons(facts),
    ...(facts.limits ?? []).flatMap(limitReasons),
    ...queueReasons(facts),
    ...optionsReasons(facts),
    ...lateReasons(facts),
  ];
}

const gateCodes = { shut: 'gateShut', throttled: 'gateThrottled', probing: 'gateProbing' } as const;

/** The reason for a rest already says that the gate is throttled. */
function gateReasons({ gate: { state, reason }, rest }: PressureFacts): PressureReason[] {
  const gate: PressureReason[] =
    state === 'open' || rest?.throttles ? [] : [{ code: gateCodes[state], reason }];
  if (!rest) return gate;
  return [{ code: 'resting', overloadedDays: rest.overloadedDays, ofDays: rest.ofDays }, ...gate];
}

function columnReasons(facts: PressureFacts): PressureReason[] {
  const full = facts.columns.flatMap(({ name, load, max }): PressureReason[] =>
    max !== null && load >= max ? [{ code: 'columnFull', of: name, load, max }] : [],
  );
  const level = columnsLevel(facts);
  if (full.length > 0 || level < tightThreshold) return full;
  return [{ code: 'columnsFilling', level }];
}

function boardReasons(facts: PressureFacts): PressureReason[] {
  const board = boardLimit(facts);
  if (!board || boardLevel(facts) < tightThreshold) return [];
  const { load, max } = board;
  return [{ code: load < max ? 'boardFilling' : 'boardFull', load, max }];
}

/** Columns and the board have reasons of their own for being full. */
function limitReasons(limit: PressureLimit): PressureReason[] {
  const { scope, across, of, load, max, min = 0, passedLately = 0 } = limit;
  const reasons: PressureReason[] = [];
  if (scope !== 'column' && scope !== 'board' && load >= max) {
    reasons.push({ code: 'limitFull', scope, of, load, max, ...(across && { across }) });
  }
  if (load < min) reasons.push({ code: 'starving', scope, of, load, min });
  if (isOftenExceeded(limit)) reasons.push({ code: 'limitFiction', scope, of, max, times: passedLately });
  return reasons;
}

function queueReasons(facts: PressureFacts): PressureReason[] {
  const { waiting, depth } = facts.intake;
  if (depth === 0) return [{ code: 'queueClosed' }];
  if (waiting >= depth) return [{ code: 'queueFull', waiting, depth }];
  return queueLevel(facts) < tightThreshold ? [] : [{ code: 'queueFilling', waiting, depth }];
}

function optionsReasons({ intake: { waiting, depth, minOptions } }: PressureFacts): PressureReason[] {
  const min = minOptions ?? 0;
  return depth === 0 || waiting >= min ? [] : [{ code: 'optionsFew', waiting, min }];
}

function lateReasons({ intake: { overdue }, blocked = 0 }: PressureFacts): PressureReason[] {
  const reasons: PressureReason[] = [];
  if (overdue > 0) reasons.push({ code: 'answersOverdue', count: overdue });
  if (blocked > 0) reasons.push({ code: 'cardsBlocked', count: blocked });
  return reasons;
}
