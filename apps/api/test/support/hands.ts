import type { Card, CardList, EventList, Limit, ProblemOf } from '@weir/contract';
import type { BoardUnderTest } from './board.js';
import type { Caller } from './caller.js';

type Headings = Record<string, string>;

/** Whichever refusal: what the tests look at of it. */
export type Refused = Pick<ProblemOf<'invalid-input'>, 'errors'> &
  Pick<ProblemOf<'wip-limit-reached'>, 'code' | 'detail' | 'limits' | 'options'>;
/** A card, or why not. */
export type Told = Card & Refused;

/** What somebody does with the cards of a board, and how a test sees what came of it. */
export function handsOf(by: () => Caller) {
  const create = (board: BoardUnderTest, card: object, headers?: Headings) =>
    by().post<Told>(`${board.path}/cards`, { title: 'A card', ...card }, headers);

  const createIn = (board: BoardUnderTest, column: string, card: object = {}) =>
    create(board, { columnId: board.id(column), ...card });

  const move = (board: BoardUnderTest, number: number, to: object, headers?: Headings) =>
    by().put<Told>(`${board.path}/cards/${number}/position`, to, headers);

  /** Several at once: where each goes, by the card's number. */
  const bulk = (board: BoardUnderTest, moves: object[], more: object = {}, headers?: Headings) =>
    by().post<CardList & Refused>(`${board.path}/moves`, { moves, ...more }, headers);

  async function cardsIn(board: BoardUnderTest, column: string, count: number, card: object = {}) {
    const numbers: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const made = await createIn(board, column, card);
      if (made.status !== 201) throw new Error(`no card was made: ${JSON.stringify(made.body)}`);
      numbers.push(made.body.number);
    }
    return numbers;
  }

  async function orderIn(board: BoardUnderTest, column: string) {
    const { cards } = await board.read();
    return cards.filter(({ columnId }) => columnId === board.id(column)).map(({ number }) => number);
  }

  async function eventsSince(board: BoardUnderTest, seq: number) {
    return (await by().get<EventList>(`${board.path}/events?after=${seq}`)).body.items;
  }

  return { create, createIn, move, bulk, cardsIn, orderIn, eventsSince };
}

/** Sets a limit, of mode `block` unless it says another. */
export async function aLimit(by: Caller, board: BoardUnderTest, limit: object): Promise<Limit> {
  const set = await by.post<Limit>(`${board.path}/limits`, limit);
  if (set.status !== 201) throw new Error(`no limit was set: ${JSON.stringify(set.body)}`);
  return set.body;
}

/** Why these limits are passed, with the figures that somebody saw. */
export function overrideOf(reason: string, ...limits: { id: string; max: number; load: number }[]) {
  return { reason, limits: limits.map(({ id, max, load }) => ({ id, max, load })) };
}
