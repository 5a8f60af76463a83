import type { ClassOfService } from '@weir/contract';
import type { ReplayedBoard } from '@weir/history';

// The model of a workspace: plain values without keys, ranks and counters. Ids are any unique names; people are
// identified by their ids.

export type Column = ReplayedBoard['columns'][number];
export type Card = ReplayedBoard['cards'][number];
export type Limit = ReplayedBoard['limits'][number];

/** An entry of the override log. */
export type Passed = {
  seq: number;
  limit: string;
  mode: 'reason' | 'warn';
  max: number;
  load: number;
  gain: number;
  reason: string | null;
};

type Request = { number: number; classOfService: ClassOfService; answered: boolean };

/** The cards of a column have the order of the list. `seq`: the seq of the last event. */
export type Board = ReplayedBoard & {
  key: string;
  depth: number;
  requests: Request[];
  ledger: Passed[];
};

export type World = {
  boards: Board[];
  /** Limits of persons across the boards. */
  personal: Limit[];
  /** The names of those who can be assigned, by id. */
  team: Record<string, string>;
};

export function columnOf(board: Board, id: string): Column {
  const column = board.columns.find((each) => each.id === id);
  if (!column) throw new Error(`no column ${id}`);
  return column;
}

export function firstQueue(board: Board): Column {
  return board.columns.find(({ kind }) => kind === 'queue') as Column;
}

/** The cards of a column, in order. */
export function rowOf(board: Board, columnId: string): Card[] {
  return board.cards.filter((card) => card.columnId === columnId && !card.archived);
}

export function numbersOf(cards: readonly Card[]): number[] {
  return cards.map(({ number }) => number);
}
