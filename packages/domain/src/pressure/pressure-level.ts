import type { GateState, LimitScopeName, Reach } from '../vocabulary/vocabulary.js';

export type PressureFacts = {
  /** The active columns; `max` null where there is no limit. */
  columns: readonly { name: string; load: number; max: number | null }[];
  /** The limit of the whole board, where it has one and `limits` does not have it. */
  board?: { load: number; max: number } | null;
  /** All limits of the board by the names of what they limit, for the reasons. */
  limits?: readonly LimitOfPressure[];
  /** Of fewer than `minOptions` waiting requests there is no choosing. */
  intake: { waiting: number; depth: number; overdue: number; minOptions?: number | null };
  gate: { state: GateState; reason: string | null };
  blocked?: number;
};

export type LimitOfPressure = {
  scope: LimitScopeName;
  across?: Reach;
  of: string;
  load: number;
  max: number;
  min?: number;
  passedLately?: number;
};

export function columnsShare({ columns }: Pick<PressureFacts, 'columns'>): number {
  const shares = columns.flatMap(({ load, max }) => (max === null ? [] : [share(load, max)]));
  return shares.length === 0 ? 0 : shares.reduce((sum, each) => sum + each, 0) / shares.length;
}

export function boardShare(facts: Pick<PressureFacts, 'board' | 'limits'>): number {
  const board = limitOfBoard(facts);
  return board ? share(board.load, board.max) : 0;
}

export function limitOfBoard({ board, limits = [] }: Pick<PressureFacts, 'board' | 'limits'>) {
  return board ?? limits.find(({ scope }) => scope === 'board');
}

export function queueShare({ intake }: Pick<PressureFacts, 'intake'>): number {
  return share(intake.waiting, intake.depth);
}

function share(load: number, max: number): number {
  return max === 0 ? 1 : load / max;
}
