import type { Claim, ProblemOf } from '@weir/contract';
import type { BoardUnderTest } from '../support/board.js';
import type { Caller, HeaderValues } from '../support/person.js';

type Refused = Partial<
  Omit<ProblemOf<'nothing-to-claim'> & ProblemOf<'lease-lost'> & ProblemOf<'wip-limit-reached'>, 'code'>
> & { code?: string };

/** The header of a write by the holder of a lease. */
export const under = (token: number): HeaderValues => ({ 'weir-lease': String(token) });

/** Claims the next card of a board. */
export const claim = (by: Caller, board: BoardUnderTest, body: object = {}, query = '') =>
  by.post<Claim & Refused>(`${board.path}/claims${query}`, body);

/** Claims, and expects a card. Returns its number and the token. */
export async function claimed(by: Caller, board: BoardUnderTest, body: object = {}, query = '') {
  const answer = await claim(by, board, body, query);
  if (answer.status !== 201) throw new Error(`nothing was claimed: ${JSON.stringify(answer.body)}`);
  const { card, lease } = answer.body;
  return { number: card.number, card, ...lease };
}

/** What a holder does with a claimed card. */
export function holding(by: Caller, board: BoardUnderTest, number: number, token: number) {
  const path = `${board.path}/claims/${number}`;
  const headers = under(token);
  return {
    renew: (body: object = {}) => by.put<Claim & Refused>(path, body, headers),
    complete: () => by.put<Claim['card'] & Refused>(`${path}/completion`, undefined, headers),
    fail: (body: object) => by.put<Claim['card'] & Refused>(`${path}/failure`, body, headers),
    release: () => by.delete<Claim['card'] & Refused>(path, headers),
  };
}
