import type { Column, ColumnKind, WipLimit } from '../../generated/client.js';
import type { Person } from '../cast.js';
import type { Random } from '../random.js';
import type { BoardRows, CardRow } from '../rows.js';

export type NewBoard = {
  key: string;
  name: string;
  columns: readonly { name: string; kind: ColumnKind; limit?: number }[];
  intake: { depth: number; openPerRequester: number; answerWithinHours: number; timeZone: string };
};

/**
 * A board's past as it grows: its rows, and the events that made them, in the order of time.
 * Whatever is done to it has to keep the limits at that moment, or it throws.
 */
export class BoardPast {
  readonly rows: BoardRows;
  private last = 0;

  constructor(
    readonly workspaceId: string,
    readonly random: Random,
    { key, name, columns, intake }: NewBoard,
    at: Date,
    by: Person,
  ) {
    const id = random.uuid(at);
    const board = { workspaceId, boardId: id };
    const placed = columns.map((column, position) => ({ ...column, id: random.uuid(at), position }));
    const limit = {
      ...board,
      columnId: null,
      columnIds: [],
      swimlaneId: null,
      userId: null,
      classOfService: null,
      min: null,
      mode: 'block' as const,
    };
    this.rows = {
      boards: [
        {
          workspaceId,
          id,
          key,
          name,
          createdAt: at,
          createdBy: by.id,
          archivedAt: null,
          overrideBudget: 10,
          classPolicies: {},
        },
      ],
      boardClock: [{ ...board, seq: 0, nextCard: 1, nextRequest: 1 }],
      intakes: [
        { ...board, ...intake, gate: 'open', gateReason: null, gateUntil: null, gateBy: null, gateAt: null },
      ],
      columns: placed.map(({ id, name, kind, position }) => ({
        ...board,
        id,
        name,
        kind,
        position,
        split: false,
        policy: '',
      })),
      wipLimits: [
        ...placed.flatMap((column): WipLimit[] =>
          column.limit === undefined
            ? []
            : [{ ...limit, id: random.uuid(at), scope: 'column', columnId: column.id, max: column.limit }],
        ),
        { ...limit, id: random.uuid(at), scope: 'classOfService', classOfService: 'expedite', max: 1 },
      ],
      requests: [],
      answers: [],
      cards: [],
      cardAssignees: [],
      cardBlocks: [],
      comments: [],
      doorRefusals: [],
      events: [],
    };
    this.record('board.created', at, by, [{ board: key, to: { name } }]);
  }

  get board() {
    return { workspaceId: this.workspaceId, boardId: this.rows.boards[0]!.id };
  }

  get clock() {
    return this.rows.boardClock[0]!;
  }

  get intake() {
    return this.rows.intakes[0]!;
  }

  column(id: string): Column {
    return this.rows.columns.find((column) => column.id === id)!;
  }

  /** The cards that stand in a column, in their order. */
  standing(column: Column): CardRow[] {
    return this.rows.cards
      .filter((card) => card.columnId === column.id && card.archivedAt === null)
      .sort((one, other) => one.rank - other.rank);
  }

  /** The maximum of a column's limit; none is infinite. */
  max(column: Column): number {
    return this.rows.wipLimits.find((limit) => limit.columnId === column.id)?.max ?? Number.POSITIVE_INFINITY;
  }

  /** What a column's limit counts. */
  load(column: Column): number {
    return this.standing(column).filter((card) => card.classOfService !== 'expedite').length;
  }

  /** Whether a card may enter a column now: expedite cards have their own limit, over all active columns. */
  hasRoom(column: Column, card: Pick<CardRow, 'classOfService'> & { columnId?: string }): boolean {
    if (card.classOfService !== 'expedite') return this.load(column) < this.max(column);
    if (column.kind !== 'active') return true;
    const limit = this.rows.wipLimits.find((each) => each.classOfService === 'expedite');
    const active = this.rows.columns.filter((each) => each.kind === 'active' && each.id !== card.columnId);
    const others = active
      .flatMap((each) => this.standing(each))
      .filter((c) => c.classOfService === 'expedite');
    return others.length < (limit?.max ?? Number.POSITIVE_INFINITY);
  }

  record(type: string, at: Date, by: Person, changes: object[]): void {
    if (at.getTime() < this.last)
      throw new Error(`${type} at ${at.toISOString()} is before the event before it`);
    this.last = at.getTime();
    this.clock.seq += 1;
    this.rows.events.push({ ...this.board, seq: this.clock.seq, type, at, actorId: by.id, changes });
  }
}
