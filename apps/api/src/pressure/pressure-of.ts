import type { Column, Gate } from '@weir/contract';
import {
  effectiveGate,
  measurePressure,
  type Pressure,
  type PressureFacts,
  type PressureLimit,
} from '@weir/domain';

/** What makes a board full. Without `limits`, `overdue`, `minOptions` and `blocked` the reasons leave these out. */
export type BoardLoad = {
  columns: readonly (Pick<Column, 'kind' | 'name' | 'load'> & { limit: { max: number } | null })[];
  /** The limit of the whole board, if it has one and `limits` does not list it. */
  board?: { load: number; max: number } | null;
  limits?: readonly PressureLimit[];
  /** As stored: see `effectiveGate`. */
  gate: Gate;
  /** The rest of the board with its latest end, or the proposal of one. */
  rest?: { state: 'proposed' | 'resting'; until: string; overloadedDays: number; ofDays: number } | null;
  waiting: number;
  depth: number;
  overdue?: number;
  minOptions?: number;
  blocked?: number;
};

/** The pressure of a board: the one reading, for boards, their list, the signal and the gate. */
export function pressureOf(load: BoardLoad, now: Date): Pressure {
  const { columns, board = null, limits = [], waiting, depth, overdue = 0, minOptions = null } = load;
  return measurePressure({
    columns: columns
      .filter(({ kind }) => kind === 'active')
      .map(({ name, load, limit }) => ({ name, load, max: limit?.max ?? null })),
    board,
    limits,
    intake: { waiting, depth, overdue, minOptions },
    gate: effectiveGate(load.gate, now),
    rest: restOf(load, now),
    blocked: load.blocked ?? 0,
  });
}

/** Whether the board rests; a proposal does not count. */
export function isResting(rest: BoardLoad['rest'], now: Date): rest is NonNullable<BoardLoad['rest']> {
  return rest?.state === 'resting' && new Date(rest.until) > now;
}

/** A rest throttles the gate unless a person has set it, or it is shut. */
function restOf({ rest, gate }: BoardLoad, now: Date): PressureFacts['rest'] {
  if (!isResting(rest, now)) return null;
  return { ...rest, throttles: gate.state === 'throttled' && gate.by === null };
}
