import type { ClassOfService, ColumnKind, LimitMode, LimitScope } from '@weir/contract';

// What the model knows of a workspace: plain values, no keys, no ranks, no counters. Ids are whatever names
// things go by; people go by their ids.

export type Column = { id: string; name: string; kind: ColumnKind; split: boolean };
export type Lane = { id: string; name: string };

export type Card = {
  number: number;
  columnId: string;
  swimlaneId: string | null;
  /** Stands in the done half of a split column. */
  done: boolean;
  classOfService: ClassOfService;
  people: string[];
  archived: boolean;
  blocked: boolean;
};

export type Limit = {
  id: string;
  scope: LimitScope;
  max: number;
  min: number | null;
  mode: LimitMode;
  columnId?: string;
  columnIds?: string[];
  swimlaneId?: string;
  userId?: string;
  across?: 'board' | 'workspace';
  classOfService?: ClassOfService;
};

/** A line of the ledger: a limit that a command has passed. */
export type Passed = {
  seq: number;
  limit: string;
  mode: 'reason' | 'warn';
  max: number;
  load: number;
  gain: number;
  reason: string | null;
};

export type Request = { number: number; classOfService: ClassOfService; answered: boolean };

export type Board = {
  key: string;
  name: string;
  archived: boolean;
  /** Of the last event. */
  seq: number;
  budget: number;
  depth: number;
  columns: Column[];
  lanes: Lane[];
  limits: Limit[];
  /** In one row; the cards of a column stand in the order that they have here. */
  cards: Card[];
  requests: Request[];
  ledger: Passed[];
};

export type World = {
  boards: Board[];
  /** Limits of people across the boards. */
  personal: Limit[];
  /** Who can be given work, with their names. */
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

/** The cards that stand in a column, in their order. */
export function rowOf(board: Board, columnId: string): Card[] {
  return board.cards.filter((card) => card.columnId === columnId && !card.archived);
}

export function numbersOf(cards: readonly Card[]): number[] {
  return cards.map(({ number }) => number);
}
