import { expect, test } from '@jest/globals';
import type { RequestList } from '@weir/contract';
import { pageStatements, pageValues } from '../../../src/requests/reading/request-pages.repository.js';
import { decline, theWorld } from '../../support/intake-world.js';
import { manyAnswered } from './many-answered.js';
import { rowsRead } from './rows-read.js';

const world = theWorld();

/** All pages of a list, of so many items at most, joined. */
async function paged(who: 'requester' | 'otherRequester' | 'viewer', path: string, size: number) {
  const seen: number[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = `size=${size}${cursor && `&cursor=${cursor}`}`;
    const page: RequestList = (await world[who].get<RequestList>(`${path}${query}`)).body;
    seen.push(...page.items.map(({ number }) => number));
    cursor = page.nextCursor;
  }
  return seen;
}

test('pages are joined the whole list, of all and of one’s own, where many were answered in one instant', async () => {
  const board = await world.board({ intake: { depth: 40, openPerRequester: 20 } });
  for (let n = 0; n < 6; n += 1) {
    await world.ask(board);
    await world.otherRequester.post(`${board}/requests`, { title: 'The same' });
  }
  await world.manager.put(`${board}/requests/2/answer`, { kind: 'duplicate', of: 3 });
  await world.manager.put(`${board}/requests/4/answer`, { kind: 'duplicate', of: 1 });
  const answers = [1, 5, 6, 8].map((request) => ({ request, answer: decline }));
  expect((await world.manager.post(`${board}/answers`, { answers })).status).toBe(200);
  world.clock.pass({ hours: 1 });
  await world.manager.put(`${board}/requests/9/answer`, decline);

  const lists = {
    requester: [3, 7, 11, 9, 5, 1],
    otherRequester: [3, 10, 12, 8, 6, 1, 4, 2],
    viewer: [3, 7, 10, 11, 12, 9, 8, 6, 5, 1, 4, 2],
  };
  for (const who of ['requester', 'otherRequester', 'viewer'] as const) {
    const of = (query: string, size: number) => paged(who, `${board}/requests?${query}`, size);
    for (const size of [1, 2, 3, 5, 100]) expect(await of('', size)).toEqual(lists[who]);
    expect([...(await of('state=waiting&', 2)), ...(await of('state=answered&', 2))]).toEqual(lists[who]);
  }
});

test('a page reads about its own size, however many requests there are', async () => {
  const board = await world.board({ intake: { depth: 20, openPerRequester: 20 } });
  for (let n = 0; n < 5; n += 1) await world.ask(board);
  const place = await manyAnswered(world, board, 4000);
  const midway = `1.0.0.-${world.clock.now().getTime() - 2000 * 60_000}.-2100`;
  for (const own of [null, world.requester.id]) {
    for (const after of [null, midway]) {
      const values = pageValues(place, { own, state: undefined, after, size: 50 });
      expect(await rowsRead(world.sql, pageStatements[own ? 'own' : 'all'], values)).toBeLessThan(200);
    }
  }
});
