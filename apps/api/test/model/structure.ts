import type {
  ColumnChange,
  LimitChange,
  NewColumn,
  NewColumnLimit,
  NewLimit,
  ToRequester,
} from '@weir/contract';
import {
  absent,
  change,
  columnView,
  decide,
  type Expected,
  invalid,
  limitView,
  no,
  type Outcome,
  silent,
} from './answers.js';
import { isBack, put } from './cards.js';
import { limitsOf } from './rules.js';
import { type Board, type Column, columnOf, type Limit, numbersOf, type World } from './world.js';

/** Names for new things. The ids of the API are bound to them when it answers. */
export type NewIds = { thing: string; limit: string };

const gone: Expected = { status: 204 };

// ------------------------------------------------------------------------------------------- limits

export function addLimit(world: World, at: number, body: NewLimit, { limit: id }: NewIds): Outcome {
  const board = world.boards[at]!;
  const { max, min = null, mode = 'block', ...subject } = body;
  const limit: Limit = { id, max, min, mode, ...subject };
  if (min !== null && min > max) return invalid(world);
  const isColumn = (columnId: string) => board.columns.some((column) => column.id === columnId);
  const columns = [...(limit.columnIds ?? []), ...(limit.columnId ? [limit.columnId] : [])];
  if (!columns.every(isColumn)) return invalid(world);
  if (limit.swimlaneId && !board.lanes.some((lane) => lane.id === limit.swimlaneId)) return invalid(world);
  if (limit.userId && !(limit.userId in world.team)) return invalid(world);
  if (limitsOf(world, at).some((each) => subjectOf(each) === subjectOf(limit)))
    return no(world, 409, 'limit-exists');
  const add = (on: Board, { personal }: World) =>
    void (limit.across === 'workspace' ? personal : on.limits).push(limit);
  return change(world, at, add, limitSaid(201, at, id));
}

export function changeLimit(world: World, at: number, id: string, body: LimitChange): Outcome {
  const limit = limitsOf(world, at).find((each) => each.id === id);
  if (!limit) return absent(world);
  const { max = limit.max, mode = limit.mode, columnIds = limit.columnIds } = body;
  const min = body.min === undefined ? limit.min : body.min;
  if (body.columnIds && limit.scope !== 'columns') return invalid(world);
  if (min !== null && min > max) return invalid(world);
  const isColumn = (columnId: string) => world.boards[at]!.columns.some((column) => column.id === columnId);
  if (columnIds && !columnIds.every(isColumn)) return invalid(world);
  const changed = { ...limit, max, min, mode, ...(columnIds && { columnIds }) };
  const others = limitsOf(world, at).filter((each) => each !== limit);
  if (others.some((each) => subjectOf(each) === subjectOf(changed))) return no(world, 409, 'limit-exists');
  if (facts(changed) === facts(limit)) return { world, answer: limitSaid(200, at, id)(world) };
  const set = (_on: Board, then: World) => void Object.assign(find(then, at, id), changed);
  return change(world, at, set, limitSaid(200, at, id));
}

export function removeLimit(world: World, at: number, id: string): Outcome {
  if (!limitsOf(world, at).some((each) => each.id === id)) return absent(world);
  const drop = (on: Board, then: World) => {
    on.limits = on.limits.filter((each) => each.id !== id);
    then.personal = then.personal.filter((each) => each.id !== id);
  };
  return change(world, at, drop, () => gone);
}

/** The key of a limit's subject. No two limits may have the same. */
function subjectOf({
  scope,
  columnId,
  columnIds,
  swimlaneId,
  userId,
  across,
  classOfService,
}: Limit): string {
  return JSON.stringify([scope, columnId, columnIds?.toSorted(), swimlaneId, userId, across, classOfService]);
}

function facts(limit: Limit): string {
  return JSON.stringify([subjectOf(limit), limit.max, limit.min, limit.mode]);
}

function find(world: World, at: number, id: string): Limit {
  return limitsOf(world, at).find((each) => each.id === id) as Limit;
}

function limitSaid(status: number, at: number, id: string) {
  return (world: World): Expected => ({ status, limit: limitView(world, at, find(world, at, id)) });
}

// ------------------------------------------------------------------------------------------ columns

export function addColumn(world: World, at: number, body: NewColumn, ids: NewIds): Outcome {
  const { name, kind, split = false, limit } = body;
  const column: Column = { id: ids.thing, name, kind, split };
  const { columns } = world.boards[at]!;
  const order = placed(columns, column, body);
  if ((split && kind !== 'active') || !isRightLimit(limit) || !order) return invalid(world);
  if (columns.some((each) => each.name === name)) return no(world, 409, 'name-taken');
  const add = (on: Board) => {
    on.columns = order;
    if (limit) limitColumn(on, column.id, limit, ids.limit);
  };
  return change(world, at, add, columnSaid(201, at, column.id));
}

export function changeColumn(world: World, at: number, id: string, body: ColumnChange, ids: NewIds): Outcome {
  const board = world.boards[at]!;
  const column = board.columns.find((each) => each.id === id);
  if (!column) return absent(world);
  const { name = column.name, split = column.split, limit } = body;
  const changed = { ...column, name, split };
  const others = board.columns.filter((each) => each !== column);
  const order =
    body.before || body.after
      ? placed(others, changed, body)
      : board.columns.map((each) => (each === column ? changed : each));
  if ((split && column.kind !== 'active') || !isRightLimit(limit) || !order) return invalid(world);
  if (name !== column.name && others.some((each) => each.name === name)) return no(world, 409, 'name-taken');
  const set = (on: Board) => {
    on.columns = structuredClone(order);
    if (split !== column.split) for (const card of on.cards) if (card.columnId === id) card.done = false;
    if (limit) limitColumn(on, id, limit, ids.limit);
    if (limit === null)
      on.limits = on.limits.filter((each) => !(each.scope === 'column' && each.columnId === id));
  };
  const then = structuredClone(board);
  set(then);
  if (JSON.stringify(then) === JSON.stringify(board))
    return { world, answer: columnSaid(200, at, id)(world) };
  return change(world, at, set, columnSaid(200, at, id));
}

/** Removes a column. Its cards, archived ones too, go to the end of another column if that has room. */
export function removeColumn(
  world: World,
  at: number,
  id: string,
  cardsTo: string | undefined,
  toRequester: ToRequester | undefined,
): Outcome {
  const board = world.boards[at]!;
  const column = board.columns.find((each) => each.id === id);
  if (!column) return absent(world);
  const left = board.columns.filter((each) => each !== column);
  if (cardsTo !== undefined && !left.some((each) => each.id === cardsTo)) return invalid(world);
  if (!left.some(({ kind }) => kind === column.kind)) return no(world, 409, 'last-column-of-kind');
  const cards = board.cards.filter((card) => card.columnId === id);
  if (cards.length > 0 && cardsTo === undefined)
    return no(world, 409, 'column-not-empty', { cards: cards.length });
  if (cardsTo !== undefined) {
    const isUndone = column.kind === 'done' && columnOf(board, cardsTo).kind !== 'done';
    const leaving = {
      putBack: cards.filter((card) => !card.archived && isBack(board, card, cardsTo)),
      takenOff: cards.filter((card) => card.archived && isUndone),
    };
    const refused = silent(world, leaving, toRequester);
    if (refused) return refused;
  }
  const rehouse = (on: Board) => {
    for (const number of numbersOf(cards)) put(on, number, { columnId: cardsTo as string });
  };
  const outcome = decide(world, at, [rehouse], undefined, () => gone);
  if (outcome.world === world) return outcome;
  const remaining = board.limits.flatMap((limit) => withoutColumn(limit, id));
  if (new Set(remaining.map(subjectOf)).size < remaining.length) return no(world, 409, 'limit-exists');
  const after = outcome.world.boards[at]!;
  after.columns = after.columns.filter((each) => each.id !== id);
  after.limits = remaining;
  return outcome;
}

function withoutColumn(limit: Limit, id: string): Limit[] {
  if (limit.columnId === id) return [];
  if (!limit.columnIds?.includes(id)) return [limit];
  const columnIds = limit.columnIds.filter((each) => each !== id);
  return columnIds.length < 2 ? [] : [{ ...limit, columnIds }];
}

function limitColumn(board: Board, columnId: string, { max, min, mode }: NewColumnLimit, id: string): void {
  const limit = board.limits.find((each) => each.scope === 'column' && each.columnId === columnId);
  const facts = { max, min: min ?? null, mode: mode ?? 'block' };
  if (limit) Object.assign(limit, facts);
  else board.limits.push({ id, scope: 'column', columnId, ...facts });
}

function isRightLimit(limit: NewColumnLimit | null | undefined): boolean {
  return limit?.min === undefined || limit.min <= limit.max;
}

function columnSaid(status: number, at: number, id: string) {
  return (world: World): Expected => {
    const column = world.boards[at]!.columns.find((each) => each.id === id) as Column;
    return { status, column: columnView(world, at, column) };
  };
}

type Neighbours = { before?: string | undefined; after?: string | undefined };

/** The columns with this one in its place, by default last of its kind. Null if the place is impossible. */
function placed(row: Column[], column: Column, { before, after }: Neighbours): Column[] | null {
  const near = before ?? after ?? row.findLast(({ kind }) => kind === column.kind)?.id;
  const at = row.findIndex(({ id }) => id === near);
  if (at === -1) return null;
  const order = row.toSpliced(before === undefined ? at + 1 : at, 0, column);
  const ranks = order.map(({ kind }) => ['queue', 'active', 'done'].indexOf(kind));
  return ranks.every((rank, n) => n === 0 || rank >= ranks[n - 1]!) ? order : null;
}

// -------------------------------------------------------------------------------------------- lanes

export function addLane(world: World, at: number, name: string, { thing: id }: NewIds): Outcome {
  if (world.boards[at]!.lanes.some((lane) => lane.name === name)) return no(world, 409, 'name-taken');
  const add = (on: Board) => void on.lanes.push({ id, name });
  return change(world, at, add, () => ({ status: 201, lane: { id, name } }));
}

/** Removes a swimlane. Its cards go to another one or to `none`. */
export function removeLane(world: World, at: number, id: string, cardsTo: string | undefined): Outcome {
  const board = world.boards[at]!;
  if (!board.lanes.some((lane) => lane.id === id)) return absent(world);
  const isHome = cardsTo === 'none' || board.lanes.some((lane) => lane.id === cardsTo && lane.id !== id);
  if (cardsTo !== undefined && !isHome) return invalid(world);
  const cards = board.cards.filter((card) => card.swimlaneId === id).length;
  if (cards > 0 && cardsTo === undefined) return no(world, 409, 'swimlane-not-empty', { cards });
  const rehouse = (on: Board) => {
    for (const card of on.cards)
      if (card.swimlaneId === id) card.swimlaneId = cardsTo === 'none' ? null : (cardsTo as string);
  };
  const outcome = decide(world, at, [rehouse], undefined, () => gone);
  if (outcome.world === world) return outcome;
  const after = outcome.world.boards[at]!;
  after.lanes = after.lanes.filter((lane) => lane.id !== id);
  after.limits = after.limits.filter((limit) => limit.swimlaneId !== id);
  return outcome;
}

// -------------------------------------------------------------------------------------------- board

export type BoardWish = { overrideBudget?: number; archived?: boolean };

export function changeBoard(
  world: World,
  at: number,
  wish: BoardWish,
  toRequester: ToRequester | undefined,
): Outcome {
  const board = world.boards[at]!;
  const waits = board.requests.filter(({ answered }) => !answered).length;
  if (wish.archived && waits > 0) return no(world, 409, 'requests-waiting', { waiting: waits });
  if (wish.archived && !board.archived) {
    const isOpen = ({ columnId }: { columnId: string }) => columnOf(board, columnId).kind !== 'done';
    const takenOff = board.cards.filter((card) => !card.archived && isOpen(card));
    const refused = silent(world, { takenOff }, toRequester);
    if (refused) return refused;
  }
  const { overrideBudget: budget = board.budget, archived = board.archived } = wish;
  const said = { status: 200, archived };
  if (budget === board.budget && archived === board.archived) return { world, answer: said };
  return decide(world, at, [(on) => void Object.assign(on, { budget, archived })], undefined, () => said);
}
