import type { ToRequester } from '@weir/contract';
import { attempt, type Change, limitsOf, loadOf, type Override, type Refusal } from './rules.js';
import { type Board, type Card, type Column, columnOf, type Limit, type World } from './world.js';

/** The answer that the model expects of the API, and the world after it. */
export type Expected = { status: number; [fact: string]: unknown };
export type Outcome = { world: World; answer: Expected };

export function no(world: World, status: number, code: string, facts: object = {}): Outcome {
  return { world, answer: { status, code, ...facts } };
}

export const invalid = (world: World) => no(world, 422, 'invalid-input');
export const absent = (world: World) => no(world, 404, 'not-found');

/** Refuses if cards that came from requests go without a reason; null where they may. */
export function silent(
  world: World,
  { putBack = [], takenOff = [] }: { putBack?: Card[]; takenOff?: Card[] },
  toRequester: ToRequester | undefined,
): Outcome | null {
  const effects = [
    ...putBack.map((card) => ({ card, effect: 'putBack' })),
    ...takenOff.map((card) => ({ card, effect: 'takenOff' })),
  ];
  const cards = effects
    .filter(({ card }) => card.asked)
    .map(({ card, effect }) => ({ number: card.number, effect }))
    .toSorted((one, other) => one.number - other.number);
  return cards.length > 0 && !toRequester ? no(world, 409, 'accepted-work', { cards }) : null;
}

/** Tries the changes as one event of a board. `say` makes the answer from the world after them. */
export function decide(
  world: World,
  at: number,
  changes: Change[],
  override: Override | undefined,
  say: (after: World) => Expected,
): Outcome {
  const tried = attempt(world, at, changes, override);
  if (tried.refusal) return { world, answer: tried.refusal as Refusal };
  return { world: tried.world, answer: say(tried.world) };
}

/** Makes a change that no limit applies to, as one event of a board. */
export function change(world: World, at: number, work: Change, say: (after: World) => Expected): Outcome {
  const after = structuredClone(world);
  const board = after.boards[at]!;
  board.seq += 1;
  work(board, after);
  return { world: after, answer: say(after) };
}

export function cardSaid(status: number, at: number, number: number) {
  return (world: World): Expected => {
    const board = world.boards[at]!;
    return { status, card: cardView(board, findCard(board, number) as Card) };
  };
}

export function findCard(board: Board, number: number): Card | undefined {
  return board.cards.find((card) => card.number === number);
}

export function cardView(board: Board, card: Card) {
  const { number, columnId, swimlaneId, classOfService, archived, blocked } = card;
  const { kind, split } = columnOf(board, columnId);
  return {
    number,
    columnId,
    swimlaneId,
    half: split ? (card.done ? 'done' : 'doing') : null,
    classOfService,
    people: card.people.toSorted(),
    archived,
    blocked,
    committed: kind !== 'queue',
    delivered: kind === 'done',
  };
}

export function limitView(world: World, at: number, limit: Limit) {
  return {
    ...limit,
    ...(limit.columnIds && { columnIds: limit.columnIds.toSorted() }),
    load: loadOf(world, at, limit),
  };
}

export function columnView(world: World, at: number, { id, name, kind, split }: Column) {
  const of: Limit = { id: '', scope: 'column', columnId: id, max: 0, min: null, mode: 'block' };
  const limit = world.boards[at]!.limits.find((each) => each.scope === 'column' && each.columnId === id);
  return {
    id,
    name,
    kind,
    split,
    limit: limit ? { id: limit.id, max: limit.max, min: limit.min, mode: limit.mode } : null,
    load: loadOf(world, at, of),
  };
}

/** The whole board as the API should show it. */
export function boardView(world: World, at: number) {
  const board = world.boards[at]!;
  const { seq, archived, lanes, budget, ledger } = board;
  return {
    seq,
    archived,
    lanes,
    columns: board.columns.map((column) => columnView(world, at, column)),
    limits: limitsOf(world, at)
      .map((limit) => limitView(world, at, limit))
      .toSorted(byId),
    cards: board.columns.flatMap(({ id }) =>
      board.cards
        .filter((card) => card.columnId === id && !card.archived)
        .map((card) => cardView(board, card)),
    ),
    overrides: { budget, spent: ledger.filter(({ mode }) => mode === 'reason').length },
    ledger: ledger.toSorted((one, other) => other.seq - one.seq || byText(one.limit, other.limit)),
    waiting: board.requests.filter(({ answered }) => !answered).length,
  };
}

export function byId(one: { id: string }, other: { id: string }): number {
  return byText(one.id, other.id);
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
