import type { ClassOfService, ColumnKind, LimitMode } from './vocabulary.js';

/** An instant as JSON has it (RFC 3339) or as a Date. */
export type Moment = string | Date;

export type Column = { id: string; name: string; kind: ColumnKind };

export type Card = {
  number: number;
  ref: string;
  title: string;
  columnId: string;
  classOfService: ClassOfService;
  enteredColumnAt: Moment;
  committedAt: Moment | null;
  archivedAt: Moment | null;
  blocked: object | null;
};

export type LimitScope =
  | { scope: 'column'; columnId: string }
  | { scope: 'classOfService'; classOfService: ClassOfService };

/** `load` is what counts against it now, where the caller was told: a snapshot leaves out cards that still count. */
export type Limit = LimitScope & { id: string; max: number; mode: LimitMode; load?: number };

/** What the rules need to see of a board; `columns` in their order. A board as the API gives it is one. */
export type Board = { columns: readonly Column[]; limits: readonly Limit[]; cards: readonly Card[] };

export function columnOf(board: Pick<Board, 'columns'>, id: string): Column {
  const column = board.columns.find((each) => each.id === id);
  if (!column) throw new Error(`no column ${id} on this board`);
  return column;
}

export function firstQueue(board: Pick<Board, 'columns'>): Column {
  const column = board.columns.find((each) => each.kind === 'queue');
  if (!column) throw new Error('a board has a queue column');
  return column;
}

/** Milliseconds since 1970, to compare moments that may be written with more or fewer digits. */
export function millis(moment: Moment): number {
  return new Date(moment).getTime();
}
