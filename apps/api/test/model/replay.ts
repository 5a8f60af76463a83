import { changesOf, type Event, type EventChange, type OverrideLogEntry } from '@weir/contract';
import { loadOf, nameOf } from './rules.js';
import type { Board, Card, Limit, World } from './world.js';

type Values = Record<string, unknown>;
export type Violation = {
  seq: number;
  type: string;
  limit: string;
  of: string;
  max: number;
  before: number;
  after: number;
};

/**
 * A board rebuilt from its events. Events do not tell the order of cards and columns, nor what plain SQL wrote.
 */
export class Replay {
  readonly board: Board = {
    key: '',
    name: '',
    archived: false,
    seq: 0,
    budget: 10,
    depth: 0,
    columns: [],
    lanes: [],
    limits: [],
    cards: [],
    requests: [],
    ledger: [],
  };
  private readonly world: World = { boards: [this.board], personal: [], team: {} };

  /** Applies the events. Returns every limit exceeded without a log entry, and every wrong log entry. */
  check(events: readonly Event[], ledger: readonly OverrideLogEntry[]): Violation[] {
    return events.flatMap((event) => {
      const before = this.loads();
      this.apply(event);
      const after = this.loads();
      const changed = new Set(changesOf(event).map(({ limit }) => limit));
      return this.board.limits.flatMap((limit): Violation[] => {
        const [was, is] = [before.get(limit.id), after.get(limit.id) as number];
        if (was === undefined || changed.has(limit.id)) return [];
        const entry = ledger.find((each) => each.seq === event.seq && each.limit.id === limit.id);
        const isOver = is > was && is > limit.max;
        const isTrue = entry ? isOver && isRightEntry(entry, limit, was, is) : !isOver;
        const { id, max } = limit;
        const of = nameOf(this.world, 0, limit);
        return isTrue
          ? []
          : [{ seq: event.seq, type: event.type, limit: id, of, max, before: was, after: is }];
      });
    });
  }

  loads(): Map<string, number> {
    return new Map(this.board.limits.map((limit) => [limit.id, loadOf(this.world, 0, limit)]));
  }

  private apply(event: Event): void {
    const { seq, type } = event;
    this.board.seq = seq;
    for (const change of changesOf(event)) {
      if (change.column) this.column(change.column, type, change);
      if (change.swimlane) this.lane(change.swimlane, type, change);
      if (change.limit) this.limit(change.limit, change);
      if (change.card) this.card(change.card, type, change);
      if (change.board) this.facts(change);
    }
  }

  private facts({ to }: EventChange): void {
    const { archived, name, overrideBudget } = (to ?? {}) as Values;
    if (archived !== undefined) this.board.archived = archived as boolean;
    if (name !== undefined) this.board.name = name as string;
    if (overrideBudget !== undefined) this.board.budget = overrideBudget as number;
  }

  private column(id: string, type: string, { to }: EventChange): void {
    if (type === 'column.removed') {
      this.board.columns = this.board.columns.filter((each) => each.id !== id);
      return;
    }
    const { name, kind, split } = (to ?? {}) as Values;
    const known = this.board.columns.find((each) => each.id === id);
    const column = known ?? { id, name: '', kind: 'queue', split: false };
    if (!known) this.board.columns.push(column);
    Object.assign(column, { ...(name !== undefined && { name }), ...(kind !== undefined && { kind }) });
    if (split === undefined || split === column.split) return;
    column.split = split as boolean;
    for (const card of this.board.cards) if (card.columnId === id) card.done = false;
  }

  private lane(id: string, type: string, { to }: EventChange): void {
    const others = this.board.lanes.filter((each) => each.id !== id);
    const name = ((to ?? {}) as Values).name as string;
    this.board.lanes = type === 'swimlane.removed' ? others : [...others, { id, name }];
  }

  private limit(id: string, { from, to }: EventChange): void {
    if ((to as Values | undefined)?.across === 'workspace') return;
    const known = this.board.limits.find((each) => each.id === id);
    if (!to) this.board.limits = this.board.limits.filter((each) => each !== known);
    // A minimum in `from` and not in `to` was removed.
    else if (known) Object.assign(known, { ...(from && 'min' in from && { min: null }), ...to });
    else if ('scope' in to)
      this.board.limits.push({ id, min: null, mode: 'block', max: 0, ...(to as object) } as Limit);
  }

  private card(number: number, type: string, { from, to }: EventChange): void {
    const known = this.board.cards.find((each) => each.number === number);
    const card: Card = known ?? {
      number,
      columnId: '',
      swimlaneId: null,
      done: false,
      classOfService: 'standard',
      people: [],
      archived: false,
      blocked: false,
      asked: typeof (to as Values | undefined)?.request === 'number',
    };
    if (!known) this.board.cards.push(card);
    const { columnId, swimlaneId, half, classOfService, assigneeIds, archivedAt } = (to ?? {}) as Values;
    // A trade may archive a card.
    if (archivedAt) card.archived = true;
    if (columnId !== undefined) card.columnId = columnId as string;
    if (swimlaneId !== undefined) card.swimlaneId = swimlaneId as string | null;
    if (half !== undefined) card.done = half === 'done';
    if (classOfService !== undefined) card.classOfService = classOfService as Card['classOfService'];
    if (assigneeIds !== undefined) card.people = [...(assigneeIds as string[])].sort();
    const left = (from as Values | undefined)?.assigneeId;
    if (left !== undefined) card.people = card.people.filter((each) => each !== left);
    if (type === 'card.archived' || type === 'card.restored') card.archived = type === 'card.archived';
    if (type === 'card.blocked' || type === 'card.unblocked') card.blocked = type === 'card.blocked';
  }
}

function isRightEntry(
  { max, load, gain, mode, reason }: OverrideLogEntry,
  limit: Limit,
  was: number,
  is: number,
): boolean {
  return (
    max === limit.max &&
    load === was &&
    gain === is - was &&
    mode === limit.mode &&
    (reason === null) === (mode === 'warn')
  );
}
