import {
  type GateState,
  type LimitScopeName,
  type PressureState,
  type Reach,
  saturatedThreshold,
  tightThreshold,
} from '../vocabulary/vocabulary.js';

export type PressureFacts = {
  /** The active columns; `max` is null without a limit. */
  columns: readonly { name: string; load: number; max: number | null }[];
  /** The limit of the whole board, if `limits` does not contain it. */
  board?: { load: number; max: number } | null;
  /** All limits of the board with the names of their subjects, for the reasons. */
  limits?: readonly PressureLimit[];
  /** Fewer waiting requests than `minOptions` leave too little choice. */
  intake: { waiting: number; depth: number; overdue: number; minOptions?: number | null };
  gate: { state: GateState; reason: string | null };
  /** The rest of the board, and whether it throttles the gate. */
  rest?: { overloadedDays: number; ofDays: number; throttles: boolean } | null;
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

/** The facts that the level depends on. */
export type LevelFacts = Pick<PressureFacts, 'board' | 'limits'> & {
  columns: readonly { load: number; max: number | null }[];
  intake: { waiting: number; depth: number };
};

export function columnsLevel({ columns }: Pick<LevelFacts, 'columns'>): number {
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

export function queueLevel({ intake }: Pick<LevelFacts, 'intake'>): number {
  return share(intake.waiting, intake.depth);
}

function share(load: number, max: number): number {
  return max === 0 ? 1 : load / max;
}

/** Only the level: see `measurePressure`. */
export function pressureLevel(facts: LevelFacts): number {
  return rounded(Math.min(1, Math.max(columnsLevel(facts), boardLevel(facts), queueLevel(facts))));
}

export function pressureState(level: number): PressureState {
  if (level >= saturatedThreshold) return 'saturated';
  return level >= tightThreshold ? 'tight' : 'flowing';
}

/** Sums of fractions can miss 0.7 and 0.9 slightly; nine digits are precise enough. */
function rounded(level: number): number {
  return Math.round(level * 1e9) / 1e9;
}
