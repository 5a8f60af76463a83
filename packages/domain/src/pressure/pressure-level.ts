import {
  type GateState,
  type LimitScopeName,
  type PressureState,
  type Reach,
  saturatedThreshold,
  tightThreshold,
} from '../vocabulary/vocabulary.js';

export type PressureFacts = {
  /** The active columns; `max` null where there is no limit. */
  columns: readonly { name: string; load: number; max: number | null }[];
  /** The limit of the whole board, where it has one and `limits` does not have it. */
  board?: { load: number; max: number } | null;
  /** All limits of the board by the names of what they limit, for the reasons. */
  limits?: readonly PressureLimit[];
  /** Of fewer than `minOptions` waiting requests there is no choosing. */
  intake: { waiting: number; depth: number; overdue: number; minOptions?: number | null };
  gate: { state: GateState; reason: string | null };
  blocked?: number;
};

export type PressureLimit = {
  scope: LimitScopeName;
  across?: Reach;
  of: string;
  load: number;
  max: number;
  min?: number;
  passedLately?: number;
};

export function columnsLevel({ columns }: Pick<PressureFacts, 'columns'>): number {
  const shares = columns.flatMap(({ load, max }) => (max === null ? [] : [share(load, max)]));
  return shares.length === 0 ? 0 : shares.reduce((sum, each) => sum + each, 0) / shares.length;
}

export function boardLevel(facts: Pick<PressureFacts, 'board' | 'limits'>): number {
  const board = boardLimit(facts);
  return board ? share(board.load, board.max) : 0;
}

export function boardLimit({ board, limits = [] }: Pick<PressureFacts, 'board' | 'limits'>) {
  return board ?? limits.find(({ scope }) => scope === 'board');
}

export function queueLevel({ intake }: Pick<PressureFacts, 'intake'>): number {
  return share(intake.waiting, intake.depth);
}

function share(load: number, max: number): number {
  return max === 0 ? 1 : load / max;
}

/** The level alone: see `measurePressure`. */
export function pressureLevel(facts: Pick<PressureFacts, 'columns' | 'board' | 'limits' | 'intake'>): number {
  return rounded(Math.min(1, Math.max(columnsLevel(facts), boardLevel(facts), queueLevel(facts))));
}

export function pressureState(level: number): PressureState {
  if (level >= saturatedThreshold) return 'saturated';
  return level >= tightThreshold ? 'tight' : 'flowing';
}

/** Sums of fractions miss 0.7 and 0.9 by a hair; a billionth is below anything a board can mean. */
function rounded(level: number): number {
  return Math.round(level * 1e9) / 1e9;
}
