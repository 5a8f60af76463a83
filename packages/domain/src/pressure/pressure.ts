import { type PressureState, saturatedFrom, tightFrom } from '../vocabulary/vocabulary.js';
import { boardShare, columnsShare, type PressureFacts, queueShare } from './pressure-level.js';
import { type Because, reasons } from './reason-sentences.js';

export type Pressure = { state: PressureState; level: number; because: Because[] };

/**
 * How full a board is, 0 to 1, in a word, and why (API.md, Signals). The level is the largest of: the mean of
 * load/max over the active columns that have a limit, the board limit’s load/max, waiting/depth; capped at 1.
 * A place with a maximum of 0 counts as full. Full limits of other scopes, places that starve, a queue
 * with few options, limits that are fiction, overdue answers, blocked cards and the gate are told, not weighed.
 */
export function pressure(facts: PressureFacts): Pressure {
  const level = pressureLevel(facts);
  const because = reasons(facts);
  return { level, state: stateOf(level), because: because.length > 0 ? because : [roomLeft] };
}

/** The level alone: see `pressure`. */
export function pressureLevel(facts: Pick<PressureFacts, 'columns' | 'board' | 'limits' | 'intake'>): number {
  return rounded(Math.min(1, Math.max(columnsShare(facts), boardShare(facts), queueShare(facts))));
}

const roomLeft: Because = { code: 'roomLeft', text: 'There is room for work and for requests.' };

function stateOf(level: number): PressureState {
  if (level >= saturatedFrom) return 'saturated';
  return level >= tightFrom ? 'tight' : 'flowing';
}

/** Sums of fractions miss 0.7 and 0.9 by a hair; a billionth is below anything a board can mean. */
function rounded(level: number): number {
  return Math.round(level * 1e9) / 1e9;
}
