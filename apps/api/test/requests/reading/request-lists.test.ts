import { describe, expect, test } from '@jest/globals';
import { Ledger, Request, type RequestList } from '@weir/contract';
import { sortQueue } from '@weir/domain';
import { decline, defer, theWorld, told } from '../../support/intake-world.js';

const world = theWorld();
const list = async (who: 'requester' | 'otherRequester' | 'member' | 'viewer', board: string, query = '') =>
  (await world[who].get<RequestList>(`${board}/requests${query}`)).body;
const numbers = ({ items }: RequestList) => items.map(({ number }) => number);

describe('a list of requests', () => {
  test('has the waiting ones in the order in which they are read, then the answered, newest first', async () => {
    const board = await world.board({ intake: { depth: 20, openPerRequester: 20 } });
    const classes = ['standard', 'intangible', 'fixedDate', 'standard', 'expedite', 'standard', 'standard'];
    for (const classOfService of classes) {
      await world.ask(board, `As ${classOfService}`, { classOfService, neededBy: world.day(9) });
    }
    await world.manager.put(`${board}/requests/1/answer`, defer(world.day(1)));
    await world.manager.put(`${board}/requests/6/answer`, decline);
    world.clock.pass({ days: 2 });
    await world.requester.post(`${board}/requests/1/ask-again`);

    const all = await list('member', board);
    expect(numbers(all)).toEqual([5, 3, 8, 4, 7, 2, 6, 1]);
    const waiting = all.items.filter(({ state }) => state === 'waiting');
    expect(waiting.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
    const known = waiting.map((each) => ({ ...each, byTicket: each.number === 8 }));
    expect(sortQueue(known.toReversed()).map(({ number }) => number)).toEqual(
      numbers({ ...all, items: waiting }),
    );
    for (const item of all.items) Request.parse(item);

    expect(numbers(await list('member', board, '?state=waiting'))).toEqual([5, 3, 8, 4, 7, 2]);
    expect(numbers(await list('member', board, '?state=answered'))).toEqual([6, 1]);
  });

  test('comes in pages that leave nothing out and give nothing twice', async () => {
    const board = await world.board({ intake: { depth: 20, openPerRequester: 20 } });
    for (let n = 0; n < 7; n += 1) await world.requester.post(`${board}/requests`, { title: `Number ${n}` });
    for (const n of [2, 5, 6]) await world.manager.put(`${board}/requests/${n}/answer`, decline);
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: RequestList = await list('viewer', board, `?size=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...numbers(page));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([1, 3, 4, 7, 6, 5, 2]);
    expect(told(await world.viewer.get(`${board}/requests?cursor=bm9uZQ`))).toEqual({
      status: 422,
      code: 'invalid-input',
    });
  });

  test('shows requesters their own, and another’s is not there for them', async () => {
    const board = await world.board();
    await world.requester.post(`${board}/requests`, { title: 'Mine' });
    await world.otherRequester.post(`${board}/requests`, { title: 'Theirs' });
    expect(numbers(await list('requester', board))).toEqual([1]);
    expect(numbers(await list('otherRequester', board))).toEqual([2]);
    const paths = (number: number) => `${board}/requests/${number}`;
    expect((await world.requester.get(paths(2))).status).toBe(404);
    expect((await world.requester.patch(paths(2), { title: 'Mine now' })).status).toBe(404);
    expect((await world.requester.delete(paths(2))).status).toBe(404);
    expect((await world.member.get(paths(2))).status).toBe(200);
    expect((await world.member.patch(paths(2), { title: 'Better' })).status).toBe(403);
    expect((await world.member.delete(paths(2))).status).toBe(403);
    expect((await world.otherRequester.get(paths(2))).body).toMatchObject({ title: 'Theirs', version: 1 });
  });
});

describe('a waiting request', () => {
  test('is overdue from its time on, and no longer once it is answered', async () => {
    const board = await world.board({ intake: { answerWithinHours: 1 } });
    await world.requester.post(`${board}/requests`, { title: 'Soon, please' });
    const overdue = async () => (await world.requester.get(`${board}/requests/1`)).body.overdue;
    expect(await overdue()).toBe(false);
    world.clock.pass({ hours: 1 });
    expect(await overdue()).toBe(true);
    await world.manager.put(`${board}/requests/1/answer`, decline);
    expect(await overdue()).toBe(false);
  });

  test('is corrected by its requester, whose stale copy is refused', async () => {
    const board = await world.board();
    const path = `${board}/requests/1`;
    await world.requester.post(`${board}/requests`, { title: 'A sandbx' });
    const corrected = await world.requester.patch(
      path,
      { title: 'A sandbox', neededBy: '2031-05-01' },
      { 'if-match': '"1"' },
    );
    expect(Request.parse(corrected.body)).toMatchObject({
      title: 'A sandbox',
      neededBy: '2031-05-01',
      version: 2,
    });
    expect(corrected.headers.get('etag')).toBe('"2"');
    expect((await world.requester.patch(path, { title: 'No' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await world.requester.patch(path, { title: 'A sandbox' })).body.version).toBe(2);
    expect((await world.requester.patch(path, { neededBy: null })).body.neededBy).toBe(null);
  });

  test('is withdrawn by its requester, which ends it and frees its place', async () => {
    const board = await world.board({ intake: { depth: 1 } });
    await world.requester.post(`${board}/requests`, { title: 'Never mind' });
    const withdrawn = await world.requester.delete(`${board}/requests/1`);
    expect(Request.parse(withdrawn.body)).toMatchObject({
      state: 'answered',
      answer: { kind: 'withdrawn', reason: null, message: null, by: { id: world.requester.id } },
    });
    const standing = { status: 409, code: 'already-answered' };
    expect(told(await world.requester.delete(`${board}/requests/1`))).toEqual(standing);
    expect(told(await world.requester.patch(`${board}/requests/1`, { title: 'But' }))).toEqual(standing);
    expect(told(await world.manager.put(`${board}/requests/1/answer`, decline))).toEqual(standing);
    expect((await world.otherRequester.post(`${board}/requests`, { title: 'My turn' })).status).toBe(201);
  });
});

test('the ledger adds up: asked is what waits and what became of the rest', async () => {
  const board = await world.board({ intake: { depth: 5, openPerRequester: 5 } });
  for (let n = 0; n < 5; n += 1) await world.requester.post(`${board}/requests`, { title: `Number ${n}` });
  for (let n = 0; n < 3; n += 1) await world.requester.post(`${board}/requests`, { title: 'Too many' });
  world.clock.pass({ hours: 2 });
  await world.manager.put(`${board}/requests/1/answer`, decline);
  await world.manager.put(`${board}/requests/2/answer`, { kind: 'accept' });
  await world.manager.put(`${board}/requests/3/answer`, decline);
  await world.requester.delete(`${board}/requests/4`);

  const ledger = Ledger.parse((await world.viewer.get(`${board}/intake/ledger`)).body);
  expect(ledger).toMatchObject({
    to: world.day(),
    from: world.day(-29),
    asked: 5,
    waiting: 1,
    answered: [
      { kind: 'accept', reason: null, count: 1 },
      { kind: 'decline', reason: 'notAligned', count: 2 },
      { kind: 'withdrawn', reason: null, count: 1 },
    ],
    expired: 0,
    shed: 0,
    refusedAtTheDoor: [{ code: 'intake-queue-full', count: 3 }],
    timeToAnswer: { sample: 3 },
  });
  expect(ledger.timeToAnswer?.p50).toBeGreaterThanOrEqual(7200);
  expect((await world.viewer.get(`${board}/intake/ledger?from=2020-01-01&to=2020-02-01`)).body).toMatchObject(
    {
      asked: 0,
      refusedAtTheDoor: [],
      timeToAnswer: null,
    },
  );
  expect((await world.requester.get(`${board}/intake/ledger`)).status).toBe(403);
});
