import type { PressureState } from '../vocabulary/vocabulary.js';
import { type PressureFacts, pressureLevel, pressureState } from './pressure-level.js';
import { type PressureReason, pressureReasons } from './reason-sentences.js';

export type Pressure = { state: PressureState; level: number; because: PressureReason[] };

/**
 * How full a board is, 0 to 1, in a word, and why (API.md, Signals). The level is the largest of: the mean of
 * load/max over the active columns that have a limit, the board limit’s load/max, waiting/depth; capped at 1.
 * A place with a maximum of 0 counts as full. Full limits of other scopes, places that starve, a queue
 * with few options, limits that are fiction, overdue answers, blocked cards and the gate are told, not weighed.
 */
export function measurePressure(facts: PressureFacts): Pressure {
  const level = pressureLevel(facts);
  const because = pressureReasons(facts);
  return { level, state: pressureState(level), because: because.length > 0 ? because : [roomLeft] };
}

const roomLeft: PressureReason = { code: 'roomLeft', text: 'There is room for work and for requests.' };
