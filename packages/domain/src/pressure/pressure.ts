import type { PressureState } from '../vocabulary/vocabulary.js';
import { type PressureFacts, pressureLevel, pressureState } from './pressure-level.js';
import { type PressureReason, pressureReasons } from './pressure-reasons.js';

export type Pressure = { state: PressureState; level: number; because: PressureReason[] };

/**
 * How full a board is: a level from 0 to 1, a state and the reasons. The level is the largest of: the mean of
 * load/max over the active columns with a limit; the board limit's load/max; waiting/depth. It is capped at
 * 1. A maximum of 0 counts as full. Other full limits, starving places, too few options, often exceeded
 * limits, overdue answers, blocked cards and the gate are reported but do not raise the level.
 */
export function measurePressure(facts: PressureFacts): Pressure {
  const level = pressureLevel(facts);
  const because = pressureReasons(facts);
  return {
    level,
    state: pressureState(level),
    because: because.length > 0 ? because : [{ code: 'roomLeft' }],
  };
}
