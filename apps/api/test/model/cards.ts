import type { CardChange, CardPosition, NewCard, ToRequester } from '@weir/contract';
import {
  absent,
  cardSaid,
  cardView,
  change,
  decide,
  findCard,
  invalid,
  no,
  type Outcome,
  silent,
} from './answers.js';
import type { Override } from './rules.js';
import { type Board, type Card, columnOf, firstQueue, numbersOf, rowOf, type World } from './world.js';

export type BulkMove = Omit<CardPosition, 'swapWith' | 'override' | 'toRequester'> & {
  card: number;
  columnId: string;
};

export function create(world: World, at: number, body: NewCard): Outcome {
  const board = world.boards[at]!;
  const columnId = body.columnId ?? firstQueue(board).id;
  if (!isThere(board.columns, columnId) || !isThere(board.lanes, body.swimlaneId)) return invalid(world);
  const people = body.assigneeIds ?? [];
  if (people.some((id) => !(id in world.team))) return invalid(world);
  const card: Card = {
    number: board.cards.length + 1,
    columnId,
    swimlaneId: body.swimlaneId ?? null,
    done: false,
    classOfService: body.classOfService ?? 'standard',
    people: [],
    archived: false,
    blocked: false,
    asked: false,
  };
  const steps = [(on: Board) => void on.cards.push({ ...card }), assign(card.number, people)];
  return decide(world, at, steps, body.override, cardSaid(201, at, card.number));
}

export function move(world: World, at: number, number: number, to: CardPosition): Outcome {
  const board = world.boards[at]!;
  const card = findCard(board, number);
  if (!card) return absent(world);
  if (card.archived) return no(world, 409, 'card-archived');
  if (to.swapWith !== undefined) return swap(world, at, card, to);
  const place = { ...to, columnId: to.columnId as string };
  if (!isPlace(board, place)) return invalid(world);
  if (!hasNeighbour(board, number, place)) return invalid(world);
  if (!mayLeave(board, card, place.columnId)) return notDone(world, card);
  const putBack = isBack(board, card, place.columnId) ? [card] : [];
  const refused = silent(world, { putBack }, to.toRequester);
  if (refused) return refused;
  const after = structuredClone(board);
  put(after, number, place);
  if (isSame(board, after, number)) return { world, answer: cardSaid(200, at, number)(world) };
  return decide(world, at, [(on) => put(on, number, place)], to.override, cardSaid(200, at, number));
}

function swap(world: World, at: number, card: Card, to: CardPosition): Outcome {
  const { swapWith, columnId, half, override } = to;
  const board = world.boards[at]!;
  const other = findCard(board, swapWith as number);
  if (!other || other.archived || other === card) return invalid(world);
  if (columnId !== undefined && columnId !== other.columnId) return invalid(world);
  if (half && !columnOf(board, other.columnId).split) return invalid(world);
  if (!mayLeave(board, card, other.columnId)) return notDone(world, card);
  if (!mayLeave(board, other, card.columnId)) return notDone(world, other);
  const putBack = [
    ...(isBack(board, card, other.columnId) ? [card] : []),
    ...(isBack(board, other, card.columnId) ? [other] : []),
  ];
  const refused = silent(world, { putBack }, to.toRequester);
  if (refused) return refused;
  const exchange = ({ cards }: Board) => {
    const [one, two] = [card, other].map(({ number }) => cards.findIndex((each) => each.number === number));
    const [first, second] = [cards[one!]!, cards[two!]!];
    const isSameColumn = first.columnId === second.columnId;
    const done = half ? half === 'done' : first.done && isSameColumn;
    const otherDone = half ? first.done : second.done && isSameColumn;
    cards[one!] = { ...second, ...placeOf(first), done: otherDone };
    cards[two!] = { ...first, ...placeOf(second), done };
  };
  return decide(world, at, [exchange], override, cardSaid(200, at, card.number));
}

/** Moves all cards to the end of their columns first, then puts those with `before` or `after` next to their neighbours. */
export function bulk(
  world: World,
  at: number,
  moves: BulkMove[],
  override: Override | undefined,
  toRequester: ToRequester | undefined,
): Outcome {
  const board = world.boards[at]!;
  const cards = moves.map(({ card }) => findCard(board, card));
  if (new Set(cards).size < cards.length) return invalid(world);
  for (const [n, to] of moves.entries()) {
    const card = cards[n];
    if (!card) return absent(world);
    if (card.archived) return no(world, 409, 'card-archived');
    if (!isPlace(board, to)) return invalid(world);
  }
  const after = structuredClone(board);
  for (const { card, before: _, after: __, ...to } of moves) put(after, card, to);
  if (!moves.every((to) => hasNeighbour(after, to.card, to))) return invalid(world);
  for (const [n, { columnId }] of moves.entries()) {
    if (!mayLeave(board, cards[n]!, columnId)) return notDone(world, cards[n]!);
  }
  const putBack = moves.flatMap(({ columnId }, n) => (isBack(board, cards[n]!, columnId) ? [cards[n]!] : []));
  const refused = silent(world, { putBack }, toRequester);
  if (refused) return refused;
  const all = (on: Board) => {
    for (const { card, before: _, after: __, ...to } of moves) put(on, card, to);
    for (const { card, ...to } of moves) if (to.before ?? to.after) put(on, card, to);
  };
  const then = structuredClone(board);
  all(then);
  const numbers = moves.map(({ card }) => card);
  const said = (world: World) => {
    const stands = world.boards[at]!;
    return {
      status: 200,
      cards: numbers.map((number) => cardView(stands, findCard(stands, number) as Card)),
    };
  };
  if (moves.every(({ card }) => isSame(board, then, card))) return { world, answer: said(world) };
  return decide(world, at, [all], override, said);
}

export function putBack(world: World, at: number, number: number, override: Override | undefined): Outcome {
  const board = world.boards[at]!;
  const card = findCard(board, number);
  if (!card) return absent(world);
  if (card.archived) return no(world, 409, 'card-archived');
  const { id, kind } = columnOf(board, card.columnId);
  if (kind === 'queue') return no(world, 409, 'card-not-committed', { card: number, columnId: id });
  const back = (on: Board) => put(on, number, { columnId: firstQueue(on).id });
  return decide(world, at, [back], override, cardSaid(200, at, number));
}

export function archive(
  world: World,
  at: number,
  number: number,
  toRequester: ToRequester | undefined,
): Outcome {
  const board = world.boards[at]!;
  const card = findCard(board, number);
  if (!card) return absent(world);
  if (card.archived) return { world, answer: cardSaid(200, at, number)(world) };
  const takenOff = columnOf(board, card.columnId).kind === 'done' ? [] : [card];
  const refused = silent(world, { takenOff }, toRequester);
  if (refused) return refused;
  return change(world, at, set(number, { archived: true }), cardSaid(200, at, number));
}

/** Restores a card to the end of its column or of another. */
export function restore(
  world: World,
  at: number,
  number: number,
  columnId: string | undefined,
  toRequester: ToRequester | undefined,
): Outcome {
  const board = world.boards[at]!;
  const card = findCard(board, number);
  if (!card) return absent(world);
  if (!card.archived) return { world, answer: cardSaid(200, at, number)(world) };
  const to = columnId ?? card.columnId;
  if (!isThere(board.columns, to)) return invalid(world);
  if (!mayLeave(board, card, to)) return notDone(world, card);
  const wasDelivered = columnOf(board, card.columnId).kind === 'done';
  const putBack = wasDelivered && isBack(board, card, to) ? [card] : [];
  const refused = silent(world, { putBack }, toRequester);
  if (refused) return refused;
  const done = to === card.columnId && card.done;
  const back = (on: Board) => {
    on.cards = [
      ...on.cards.filter((each) => each.number !== number),
      { ...card, columnId: to, done, archived: false },
    ];
  };
  return decide(world, at, [back], undefined, cardSaid(200, at, number));
}

/** Blocks a card. The reason is always the same here, so blocking twice changes nothing. */
export function block(world: World, at: number, number: number, blocked: boolean): Outcome {
  const card = findCard(world.boards[at]!, number);
  if (!card) return absent(world);
  if (blocked && card.archived) return no(world, 409, 'card-archived');
  if (card.blocked === blocked) return { world, answer: cardSaid(200, at, number)(world) };
  return change(world, at, set(number, { blocked }), cardSaid(200, at, number));
}

export function edit(world: World, at: number, number: number, body: CardChange): Outcome {
  const card = findCard(world.boards[at]!, number);
  if (!card) return absent(world);
  const { classOfService = card.classOfService, assigneeIds = card.people } = body;
  if (body.assigneeIds?.some((id) => !(id in world.team))) return invalid(world);
  const stays = `${assigneeIds.toSorted()}` === `${card.people.toSorted()}`;
  if (classOfService === card.classOfService && stays) {
    return { world, answer: cardSaid(200, at, number)(world) };
  }
  const steps = [set(number, { classOfService }), assign(number, assigneeIds)];
  return decide(world, at, steps, body.override, cardSaid(200, at, number));
}

type Place = Pick<CardPosition, 'before' | 'after' | 'swimlaneId' | 'half'> & { columnId: string };

/** Moves the card next to its neighbour, or last. */
export function put({ cards, columns }: Board, number: number, to: Place): void {
  const at = cards.findIndex((card) => card.number === number);
  const [card] = cards.splice(at, 1) as [Card];
  const isSplit = columns.find(({ id }) => id === to.columnId)?.split ?? false;
  const stays = card.columnId === to.columnId && card.done;
  const moved: Card = {
    ...card,
    columnId: to.columnId,
    swimlaneId: to.swimlaneId === undefined ? card.swimlaneId : to.swimlaneId,
    done: isSplit && (to.half === undefined ? stays : to.half === 'done'),
  };
  const near = cards.findIndex((each) => each.number === (to.before ?? to.after));
  if (near === -1) cards.push(moved);
  else cards.splice(to.before === undefined ? near + 1 : near, 0, moved);
}

function isSame(before: Board, after: Board, number: number): boolean {
  const [one, other] = [findCard(before, number) as Card, findCard(after, number) as Card];
  const order = (board: Board) => `${numbersOf(rowOf(board, other.columnId))}`;
  return JSON.stringify(one) === JSON.stringify(other) && order(before) === order(after);
}

/** A card in the doing half of a split column may move back or within it, not on. */
function mayLeave(board: Board, card: Card, columnId: string): boolean {
  const at = (id: string) => board.columns.findIndex((column) => column.id === id);
  return !columnOf(board, card.columnId).split || card.done || at(columnId) <= at(card.columnId);
}

/** Whether a move to the column takes the card back before the commitment point. */
export function isBack(board: Board, card: Card, columnId: string): boolean {
  return columnOf(board, card.columnId).kind !== 'queue' && columnOf(board, columnId).kind === 'queue';
}

function isPlace(board: Board, { columnId, swimlaneId, half }: Place): boolean {
  const column = board.columns.find(({ id }) => id === columnId);
  return column !== undefined && isThere(board.lanes, swimlaneId) && (half === undefined || column.split);
}

function hasNeighbour(board: Board, number: number, { columnId, before, after }: Place): boolean {
  const near = before ?? after;
  return near === undefined || (near !== number && numbersOf(rowOf(board, columnId)).includes(near));
}

function isThere(things: readonly { id: string }[], id: string | null | undefined): boolean {
  return id == null || things.some((each) => each.id === id);
}

function placeOf({ columnId, swimlaneId, done }: Card) {
  return { columnId, swimlaneId, done };
}

function set(number: number, facts: Partial<Card>) {
  return (on: Board) => void Object.assign(findCard(on, number) as Card, facts);
}

function assign(number: number, people: readonly string[]) {
  return set(number, { people: [...people] });
}

function notDone(world: World, { number, columnId }: Card): Outcome {
  return no(world, 409, 'card-not-done', { card: number, columnId });
}
