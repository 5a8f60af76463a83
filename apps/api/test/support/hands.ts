import type { Card, EventList, ProblemOf } from '@weir/contract';
import type { BoardUnderTest } from './board.js';
import type { Caller } from './caller.js';

type Headings = Record<string, string>;

/** A card, or whichever refusal: what the tests look at of either. */
export type Told = Card &
  Pick<ProblemOf<'invalid-input'>, 'errors'> &
  Pick<ProblemOf<'wip-limit-reached'>, 'code' | 'detail' | 'limits' | 'options'>;

/** What somebody does with the cards of a board, and how a test sees what came of it. */
export function handsOf(by: () => Caller) {
  const create = (board: BoardUnderTest, card: object, headers?: Headings) =>
    by().post<Told>(`${board.path}/cards`, { title: 'A card', ...card }, headers);

  const move = (board: BoardUnderTest, number: number, to: object, headers?: Headings) =>
    by().put<Told>(`${board.path}/cards/${number}/position`, to, headers);

  async function cardsIn(board: BoardUnderTest, column: string, count: number, card: object = {}) {
    const numbers: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const made = await create(board, { columnId: board.id(column), ...card });
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

  return { create, move, cardsIn, orderIn, eventsSince };
}
