import type { EventChange, OverrideLogEntry } from '@weir/contract';
import type { RecordedEvent } from '../recorded-board.js';
import { type Card, type Column, type Lane, type Limit, loadOf } from './load.js';

type Values = Record<string, unknown>;
type Replayed = Pick<RecordedEvent, 'seq' | 'type' | 'changes'>;
/** An entry of a board's log of overrides. */
export type LoggedOverride = Pick<OverrideLogEntry, 'seq' | 'max' | 'load' | 'gain' | 'mode' | 'reason'> & {
  limit: { id: string };
};

/** A limit that an event took from the load `before` to the load `after`, without a right entry in the log. */
export type Violation = {
  seq: number;
  type: string;
  limit: string;
  scope: string;
  max: number;
  before: number;
  after: number;
};

/** The parts of a board that limits count. */
export type ReplayedBoard = {
  name: string;
  archived: boolean;
  seq: number;
  budget: number;
  columns: Column[];
  lanes: Lane[];
  /** Without the limits of persons across the workspace, which belong to no board. */
  limits: Limit[];
  cards: Card[];
};

/** Rebuilds the parts of a board that limits count from its events. It ignores the order of cards and columns. */
export class Replay {
  readonly board: ReplayedBoard;

  /** `begun`: the board before the first of the events. */
  constructor(begun: Partial<ReplayedBoard> = {}) {
    this.board = {
      ...{ name: '', archived: false, seq: 0, budget: 10, columns: [], lanes: [], limits: [], cards: [] },
      ...begun,
    };
  }

  /** Applies the events. Returns every limit exceeded without a log entry, and every wrong log entry. */
  check(events: readonly Replayed[], ledger: readonly LoggedOverride[]): Violation[] {
    return events.flatMap((event) => {
      const before = this.loads();
      this.apply(event);
      const after = this.loads();
      const changed = new Set(event.changes.map(({ limit }) => limit));
      return this.board.limits.flatMap((limit): Violation[] => {
        const [was, is] = [before.get(limit.id), after.get(limit.id) as number];
        if (was === undefined || changed.has(limit.id)) return [];
        const entry = ledger.find((each) => each.seq === event.seq && each.limit.id === limit.id);
        if (isAllowed(limit, was, is, entry)) return [];
        const { id, scope, max } = limit;
        return [{ seq: event.seq, type: event.type, limit: id, scope, max, before: was, after: is }];
      });
    });
  }

  loads(): Map<string, number> {
    return new Map(this.board.limits.map((limit) => [limit.id, loadOf([this.board], limit)]));
  }

  apply(event: Replayed): void {
    const { seq, type } = event;
    this.board.seq = seq;
    for (const change of event.changes) {
      if (change.column) this.column(change.column, type, change);
      if (change.swimlane) this.lane(change.swimlane, type, change);
      if (change.limit) this.limit(change.limit, change);
      if (change.card && isOfCard(change)) this.card(change.card, type, change);
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
    if (type === 'column.removed' || to === null) {
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
    const known = this.board.lanes.find((each) => each.id === id);
    const others = this.board.lanes.filter((each) => each !== known);
    const name = (((to ?? {}) as Values).name ?? known?.name) as string;
    this.board.lanes = type === 'swimlane.removed' || to === null ? others : [...others, { id, name }];
  }

  private limit(id: string, change: EventChange): void {
    const known = this.board.limits.find((each) => each.id === id);
    const changed = changedLimit(known, id, change);
    if (changed?.across === 'workspace') return;
    this.board.limits = this.board.limits.filter((each) => each !== known);
    if (changed) this.board.limits.push(changed);
  }

  private card(number: number, type: string, { from, to }: EventChange): void {
    const known = this.board.cards.find((each) => each.number === number);
    if (to === null) {
      this.board.cards = this.board.cards.filter((each) => each !== known);
      return;
    }
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
    const { columnId, swimlaneId, half, classOfService, assigneeIds, archivedAt, blocked } = (to ??
      {}) as Values;
    // A trade can archive a card, and plain SQL can restore one.
    if (archivedAt !== undefined) card.archived = archivedAt !== null;
    if (columnId !== undefined) card.columnId = columnId as string;
    if (swimlaneId !== undefined) card.swimlaneId = swimlaneId as string | null;
    if (half !== undefined) card.done = half === 'done';
    if (classOfService !== undefined) card.classOfService = classOfService as Card['classOfService'];
    if (assigneeIds !== undefined) card.people = [...(assigneeIds as string[])].sort();
    if (blocked !== undefined) card.blocked = blocked !== null;
    const left = (from as Values | undefined)?.assigneeId;
    if (left !== undefined) card.people = card.people.filter((each) => each !== left);
    if (type === 'card.archived' || type === 'card.restored') card.archived = type === 'card.archived';
    if (type === 'card.blocked' || type === 'card.unblocked') card.blocked = type === 'card.blocked';
  }
}

/** A limit after a change of an event; null if it was removed. */
export function changedLimit(
  known: Limit | undefined,
  id: string,
  { from, to }: EventChange,
): Limit | null | undefined {
  if (!to) return null;
  // A minimum in `from` and not in `to` was removed.
  if (known) return { ...known, ...(from && 'min' in from && { min: null }), ...to };
  if (!('scope' in to)) return undefined;
  return { id, min: null, mode: 'block', max: 0, ...withoutNulls(to) } as Limit;
}

/** Whether the log allows this change of a load. A load over the maximum may grow only with a right entry, and no other change has one. */
export function isAllowed(limit: Limit, was: number, is: number, entry: LoggedOverride | undefined): boolean {
  const isOver = is > was && is > limit.max;
  if (!entry) return !isOver;
  const { max, load, gain, mode, reason } = entry;
  return (
    isOver &&
    max === limit.max &&
    load === was &&
    gain === is - was &&
    mode === limit.mode &&
    (reason === null) === (mode === 'warn')
  );
}

/** Whether the change is of the card itself, and not of a comment, file, link, item or wait of the card. */
function isOfCard({ comment, attachment, link, item, wait }: EventChange): boolean {
  return [comment, attachment, link, item, wait].every((each) => each === undefined);
}

function withoutNulls(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
