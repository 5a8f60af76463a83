import type { Moment } from '../time/moment.js';
import type { ClassOfService, ColumnKind, Half, LimitMode, Reach } from '../vocabulary/vocabulary.js';

/** `load` is what a limit on the column would count, if known: see `Limit`. */
export type Column = { id: string; name: string; kind: ColumnKind; split: boolean; load?: number };

export type Swimlane = { id: string; name: string };

/** `half` is null if the column is not split. */
export type Card = {
  number: number;
  ref: string;
  title: string;
  columnId: string;
  half: Half | null;
  swimlaneId: string | null;
  classOfService: ClassOfService;
  assignees: readonly { id: string; name?: string }[];
  enteredColumnAt: Moment;
  committedAt: Moment | null;
  archivedAt: Moment | null;
  blocked: object | null;
};

/** The subject of a limit. A swimlane with a column is a cell of the board. */
export type LimitScope =
  | { scope: 'column'; columnId: string }
  | { scope: 'columns'; columnIds: readonly string[] }
  | { scope: 'swimlane'; swimlaneId: string; columnId?: string }
  | { scope: 'person'; userId: string; across: Reach }
  | { scope: 'board' }
  | { scope: 'classOfService'; classOfService: ClassOfService };

/**
 * `load` is what counts against the limit now, if known: a snapshot leaves out cards that still count, and a
 * person's limit across the workspace counts cards of other boards. Below `min` the subject is starving,
 * which never blocks. `passedLately`: how often it was exceeded in the last 30 days.
 */
export type Limit = LimitScope & {
  id: string;
  max: number;
  min?: number;
  mode: LimitMode;
  load?: number;
  passedLately?: number;
};

/**
 * What the rules need of a board; `columns` in their order. The API's board has this shape. `people` gives
 * names to those who have a limit but no card here.
 */
export type Board = {
  name: string;
  columns: readonly Column[];
  swimlanes: readonly Swimlane[];
  limits: readonly Limit[];
  cards: readonly Card[];
  people?: readonly { id: string; name: string }[];
};

export function columnOf(board: Pick<Board, 'columns'>, id: string): Column {
  const column = board.columns.find((each) => each.id === id);
  if (!column) throw new Error(`no column ${id} on this board`);
  return column;
}

export function firstQueueColumn(board: Pick<Board, 'columns'>): Column {
  const column = board.columns.find((each) => each.kind === 'queue');
  if (!column) throw new Error('a board has a queue column');
  return column;
}

/** Whether a card is blocked: by a person with a reason, or by a card that is linked to it and still open. */
export function isBlocked(card: {
  blocked: object | null;
  blockedBy: readonly string[];
  deliveredAt: Moment | null;
}): boolean {
  return card.blocked !== null || (card.blockedBy.length > 0 && card.deliveredAt === null);
}
