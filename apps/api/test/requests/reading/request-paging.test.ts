import { expect, test } from '@jest/globals';
import type { RequestList } from '@weir/contract';
import { pageStatement } from '../../../src/requests/reading/request-pages.repository.js';
import { decline } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { insertAnswered } from './many-answered.js';
import { rowsRead } from './rows-read.js';

const api = theApi();
const { manager, requester, secondRequester } = api.people;

/** Reads all pages of a list and joins them. */
async function paged(who: 'requester' | 'secondRequester' | 'viewer', path: string, size: number) {
  const seen: number[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = `size=${size}${cursor && `&cursor=${cursor}`}`;
    const page: RequestList = (await api.people[who].get<RequestList>(`${path}${query}`)).body;
    seen.push(...page.items.map(({ number }) => number));
    cursor = page.nextCursor;
  }
  return seen;
}

test('pages join to the whole list, even if several requests were answered at the same instant', async () => {
  const board = await aBoard().intake({ depth: 40, openPerRequester: 20 }).make();
  for (let n = 0; n < 6; n += 1) {
    await board.ask();
    await secondRequester.submit(board, { title: 'The same' });
  }
  await manager.answer(board, 2, { kind: 'duplicate', of: 3 });
  await manager.answer(board, 4, { kind: 'duplicate', of: 1 });
  const answers = [1, 5, 6, 8].map((request) => ({ request, answer: decline }));
  expect((await manager.post(`${board.path}/answers`, { answers })).status).toBe(200);
  api.clock.pass({ hours: 1 });
  await manager.answer(board, 9, decline);

  const lists = {
    requester: [3, 7, 11, 9, 5, 1],
    secondRequester: [3, 10, 12, 8, 6, 1, 4, 2],
    viewer: [3, 7, 10, 11, 12, 9, 8, 6, 5, 1, 4, 2],
  };
  for (const who of ['requester', 'secondRequester', 'viewer'] as const) {
    const of = (query: string, size: number) => paged(who, `${board.path}/requests?${query}`, size);
    for (const size of [1, 2, 3, 5, 100]) expect(await of('', size)).toEqual(lists[who]);
    expect([...(await of('state=waiting&', 2)), ...(await of('state=answered&', 2))]).toEqual(lists[who]);
  }
});

test('reads few rows per page of a board’s requests, however many there are', async () => {
  const board = await aBoard().intake({ depth: 20, openPerRequester: 20 }).make();
  for (let n = 0; n < 5; n += 1) await board.ask();
  const place = await insertAnswered(api, board, 4000);
  const midway = `1.0.0.-${api.clock.now().getTime() - 2000 * 60_000}.-2100`;
  for (const own of [null, requester.id]) {
    for (const after of [null, midway]) {
      const { text, values } = pageStatement(place, { requesterId: own, state: undefined, after, size: 50 });
      expect(await rowsRead(api.pool, text, values)).toBeLessThan(200);
    }
  }
});
