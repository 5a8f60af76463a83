import { expect } from '@jest/globals';
import type { NoticeList, Pressure, Wait, Waits, WaitsMap } from '@weir/contract';
import { currentApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Answer, Refused } from '../support/person.js';

/** A board that takes many requests. */
export const aTarget = () => aBoard().intake({ depth: 50, openPerRequester: 50 }).make();

/** A board that waits, with this many cards, and the board that it waits on. */
export async function boards(cards = 1): Promise<[BoardUnderTest, BoardUnderTest]> {
  const [one, other] = [await aBoard().make(), await aTarget()];
  await one.cards('Ready', cards);
  return [one, other];
}

/** A board whose column of ten slots gives it this level. It takes many requests. */
export async function boardAt(level: number): Promise<BoardUnderTest> {
  const intake = { depth: 50, openPerRequester: 50 };
  const board = await aBoard().column('Doing', { limit: 10 }).intake(intake).make();
  await Promise.all(Array.from({ length: Math.round(level * 10) }, () => board.cards('Doing', 1)));
  return board;
}

export function addWait(
  board: BoardUnderTest,
  card: number,
  body: object,
  headers = {},
): Promise<Answer<Wait & Refused>> {
  return currentApi().people.member.post(`${board.path}/cards/${card}/waits`, body, headers);
}

/** Adds a wait of a card on a request of a board. */
export async function wait(
  board: BoardUnderTest,
  card: number,
  on: BoardUnderTest,
  request: number,
): Promise<Wait> {
  const { status, body } = await addWait(board, card, { board: on.key, request });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}

/** What a card waits on. */
export async function waitsOf(board: BoardUnderTest, card: number): Promise<Waits['waitsOn']> {
  return (await currentApi().people.viewer.get<Waits>(`${board.path}/cards/${card}/waits`)).body.waitsOn;
}

/** The requests that the card on the board shows as those it waits on. */
export async function marksOf(board: BoardUnderTest, card: number): Promise<string[] | undefined> {
  return (await board.read()).cards.find(({ number }) => number === card)?.waitsOn;
}

export async function pressureOf(
  board: BoardUnderTest,
  as = currentApi().people.requester,
): Promise<Pressure> {
  return (await as.get<Pressure>(`${board.path}/pressure`)).body;
}

export async function mapOf(): Promise<WaitsMap> {
  return (await currentApi().people.viewer.get<WaitsMap>('/v1/workspaces/demo/waits/map')).body;
}

/** The notices to the member about changed waits of a card. */
export async function newsOf(board: BoardUnderTest, card: number): Promise<string[]> {
  const { body } = await currentApi().people.member.get<NoticeList>('/v1/workspaces/demo/notices');
  return body.items
    .filter((notice) => notice.kind === 'waitChanged' && notice.card?.ref === `${board.key}-${card}`)
    .map(({ text }) => text);
}

/** Updates waits whose requests changed. */
export const settle = () => currentApi().service('WaitChecksService').deliverDue();
