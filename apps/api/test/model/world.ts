import type { ClassOfService, ColumnKind, LimitMode, LimitScope } from '@weir/contract';

// The model of a workspace: plain values without keys, ranks and counters. Ids are any unique names; people are
// identified by their ids.

export type Column = { id: string; name: string; kind: ColumnKind; split: boolean };
type Lane = { id: string; name: string };

export type Card = {
  number: number;
  columnId: string;
  swimlaneId: string | null;
  /** Whether the card is in the done half of a split column. */
  done: boolean;
  classOfService: ClassOfService;
  people: string[];
  archived: boolean;
  blocked: boolean;
  /** Whether it came from a request. */
  asked: boolean;
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

export type Board = {
  key: string;
  name: string;
  archived: boolean;
  /** The seq of the last event. */
  seq: number;
  budget: number;
  depth: number;
  columns: Column[];
  lanes: Lane[];
  limits: Limit[];
  /** In order: the cards of a column have the order of this list. */
  cards: Card[];
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
