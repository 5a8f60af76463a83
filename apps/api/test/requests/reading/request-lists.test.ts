import { describe, expect, test } from '@jest/globals';
import { Ledger, type QueueList, Request, type RequestList } from '@weir/contract';
import { addDays, sortQueue, todayIn } from '@weir/domain';
import { decline, defer } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, member, requester, secondRequester, viewer } = api.people;
const list = async (
  who: 'requester' | 'secondRequester' | 'member' | 'viewer',
  board: BoardUnderTest,
  query = '',
) => (await api.people[who].get<RequestList>(`${board.path}/requests${query}`)).body;
const numbers = ({ items }: RequestList) => items.map(({ number }) => number);

describe('the requests of a board', () => {
  test('are listed waiting first in queue order, then answered, newest first', async () => {
    const board = await aBoard().intake({ depth: 20, openPerRequester: 20 }).make();
    const classes = ['standard', 'intangible', 'fixedDate', 'standard', 'expedite', 'standard', 'standard'];
    for (const classOfService of classes) {
      await board.ask(`As ${classOfService}`, { classOfService, neededBy: api.day(9) });
    }
    await manager.answer(board, 1, defer(api.day(1)));
    await manager.answer(board, 6, decline);
    api.clock.pass({ days: 2 });
    await requester.askAgain(board, 1);

    const all = await list('member', board);
    expect(numbers(all)).toEqual([5, 3, 8, 4, 7, 2, 6, 1]);
    const waiting = all.items.filter(({ state }) => state === 'waiting');
    expect(waiting.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
    const known = waiting.map((each) => ({ ...each, byTicket: each.number === 8 }));
    expect(sortQueue(known.toReversed(), 'UTC').map(({ number }) => number)).toEqual(
      numbers({ ...all, items: waiting }),
    );
    for (const item of all.items) Request.parse(item);

    expect(numbers(await list('member', board, '?state=waiting'))).toEqual([5, 3, 8, 4, 7, 2]);
    expect(numbers(await list('member', board, '?state=answered'))).toEqual([6, 1]);
  });

  test('come in a class by deadline or need, whichever is earlier, also when plain SQL submitted them', async () => {
    const timeZone = 'Asia/Kolkata';
    const board = await aBoard().intake({ depth: 20, openPerRequester: 20, timeZone }).make();
    const there = (days: number) => addDays(todayIn(api.clock.now(), timeZone), days);
    await board.ask('In turn');
    await board.ask('Needed sooner', { neededBy: there(2) });
    await board.ask('The later date', { classOfService: 'fixedDate', neededBy: there(9) });
    await board.ask('The earlier date', { classOfService: 'fixedDate', neededBy: there(8) });
    // Due in a month by hand, and needed today.
    await api.pool.query(
      `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, needed_by, submitted_at, answer_by, expires_at)
       SELECT workspace_id, board_id, gen_random_uuid(), 5, 'By plain SQL', requester_id, $2, now(), now() + interval '30 days', now() + interval '31 days'
         FROM requests WHERE number = 1 AND board_id = (SELECT id FROM boards WHERE key = $1)`,
      [board.key, there(0)],
    );
    const unseen = api.pool.query(`UPDATE requests SET title = $1 WHERE title = 'By plain SQL'`, ['\u2800']);
    await expect(unseen).rejects.toThrow('requests_title_is_visible');
    const listed = await list('member', board);
    expect(numbers(listed)).toEqual([3, 4, 5, 2, 1]);
    expect(listed.items.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
    const known = listed.items.map((each) => ({ ...each, byTicket: false }));
    expect(sortQueue(known.toReversed(), timeZone).map(({ number }) => number)).toEqual(numbers(listed));
    expect(listed.items.find(({ number }) => number === 5)).toMatchObject({ answerAfterNeededBy: true });

    const { items } = (await manager.get<QueueList>('/v1/workspaces/demo/requests?size=200')).body;
    const here = items.filter(({ board: { key } }) => key === board.key);
    expect(here.map(({ request }) => request.number)).toEqual([5, 2, 1, 3, 4]);
  });

  test('that are due at the same time come by the day on which they are needed, here and among all boards', async () => {
    const board = await aBoard().intake({ depth: 20, openPerRequester: 20, answerWithinHours: 8 }).make();
    for (const days of [40, 20, 30])
      await board.ask(`In ${days} days`, { classOfService: 'fixedDate', neededBy: api.day(days) });
    await board.ask('Whenever');
    await board.ask('In 50 days', { neededBy: api.day(50) });
    await api.pool.query(
      `UPDATE requests SET answer_by = (SELECT max(answer_by) FROM requests r WHERE r.board_id = b.id),
                           expires_at = (SELECT max(expires_at) FROM requests r WHERE r.board_id = b.id)
         FROM boards b WHERE b.id = requests.board_id AND b.key = $1`,
      [board.key],
    );
    const listed = await list('member', board);
    expect(numbers(listed)).toEqual([2, 3, 1, 5, 4]);
    expect(listed.items.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
    const known = listed.items.map((each) => ({ ...each, byTicket: false }));
    expect(sortQueue(known.toReversed(), 'UTC').map(({ number }) => number)).toEqual(numbers(listed));
    const inPages: number[] = [];
    const ofAll: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: RequestList = await list('member', board, `?size=2${cursor && `&cursor=${cursor}`}`);
      inPages.push(...numbers(page));
      cursor = page.nextCursor;
    }
    for (let cursor: string | null = ''; cursor !== null; ) {
      const path: string = `/v1/workspaces/demo/requests?size=3${cursor && `&cursor=${cursor}`}`;
      const page: QueueList = (await manager.get<QueueList>(path)).body;
      const here = page.items.filter(({ board: { key } }) => key === board.key);
      ofAll.push(...here.map(({ request }) => request.number));
      cursor = page.nextCursor;
    }
    expect([inPages, ofAll]).toEqual([
      [2, 3, 1, 5, 4],
      [2, 3, 1, 5, 4],
    ]);
  });

  test('come in pages without gaps or repeats', async () => {
    const board = await aBoard().intake({ depth: 20, openPerRequester: 20 }).make();
    for (let n = 0; n < 7; n += 1) await requester.submit(board, { title: `Number ${n}` });
    for (const n of [2, 5, 6]) await manager.answer(board, n, decline);
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: RequestList = await list('viewer', board, `?size=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...numbers(page));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([1, 3, 4, 7, 6, 5, 2]);
    expect(refusalOf(await viewer.get(`${board.path}/requests?cursor=bm9uZQ`))).toEqual({
      status: 422,
      code: 'invalid-input',
    });
  });

  test('are listed for their requester only; another’s is 404', async () => {
    const board = await aBoard().make();
    await requester.submit(board, { title: 'Mine' });
    await secondRequester.submit(board, { title: 'Theirs' });
    expect(numbers(await list('requester', board))).toEqual([1]);
    expect(numbers(await list('secondRequester', board))).toEqual([2]);
    const paths = (number: number) => `${board.path}/requests/${number}`;
    expect((await requester.get(paths(2))).status).toBe(404);
    expect((await requester.patch(paths(2), { title: 'Mine now' })).status).toBe(404);
    expect((await requester.delete(paths(2))).status).toBe(404);
    expect((await member.get(paths(2))).status).toBe(200);
    expect((await member.patch(paths(2), { title: 'Better' })).status).toBe(403);
    expect((await member.delete(paths(2))).status).toBe(403);
    expect((await secondRequester.get(paths(2))).body).toMatchObject({ title: 'Theirs', version: 1 });
  });
});

describe('a waiting request', () => {
  test('is overdue from its deadline until it is answered', async () => {
    const board = await aBoard().intake({ answerWithinHours: 1 }).make();
    await requester.submit(board, { title: 'Soon, please' });
    const overdue = async () => (await requester.readRequest(board, 1)).body.overdue;
    expect(await overdue()).toBe(false);
    api.clock.pass({ hours: 1 });
    expect(await overdue()).toBe(true);
    await manager.answer(board, 1, decline);
    expect(await overdue()).toBe(false);
  });

  test('is edited by its requester, and refuses a stale version', async () => {
    const board = await aBoard().make();
    await requester.submit(board, { title: 'A sandbx' });
    const corrected = await requester.patchRequest(
      board,
      1,
      { title: 'A sandbox', neededBy: '2031-05-01' },
      { 'if-match': '"1"' },
    );
    expect(Request.parse(corrected.body)).toMatchObject({
      title: 'A sandbox',
      neededBy: '2031-05-01',
      version: 2,
    });
    expect(corrected.headers.get('etag')).toMatch(/^"2-/);
    expect((await requester.patchRequest(board, 1, { title: 'No' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await requester.patchRequest(board, 1, { title: 'A sandbox' })).body.version).toBe(2);
    expect((await requester.patchRequest(board, 1, { neededBy: null })).body.neededBy).toBe(null);
  });

  test('is withdrawn by its requester, which frees its place', async () => {
    const board = await aBoard().intake({ depth: 1 }).make();
    await requester.submit(board, { title: 'Never mind' });
    const withdrawn = await requester.withdraw(board, 1);
    expect(Request.parse(withdrawn.body)).toMatchObject({
      state: 'answered',
      answer: { kind: 'withdrawn', reason: null, message: null, by: { id: requester.id } },
    });
    const alreadyAnswered = { status: 409, code: 'already-answered' };
    expect(refusalOf(await requester.withdraw(board, 1))).toEqual(alreadyAnswered);
    expect(refusalOf(await requester.patchRequest(board, 1, { title: 'But' }))).toEqual(alreadyAnswered);
    expect(refusalOf(await manager.answer(board, 1, decline))).toEqual(alreadyAnswered);
    expect((await secondRequester.submit(board, { title: 'My turn' })).status).toBe(201);
  });
});

test('the ledger adds up: asked equals waiting plus every answer', async () => {
  const board = await aBoard().intake({ depth: 5, openPerRequester: 5 }).make();
  for (let n = 0; n < 5; n += 1) await requester.submit(board, { title: `Number ${n}` });
  for (let n = 0; n < 3; n += 1) await requester.submit(board, { title: 'Too many' });
  api.clock.pass({ hours: 2 });
  await manager.answer(board, 1, decline);
  await manager.answer(board, 2, { kind: 'accept' });
  await manager.answer(board, 3, decline);
  await requester.withdraw(board, 4);

  const ledger = Ledger.parse((await viewer.get(`${board.path}/intake/ledger`)).body);
  expect(ledger).toMatchObject({
    to: api.day(),
    from: api.day(-29),
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
  expect((await viewer.get(`${board.path}/intake/ledger?from=2020-01-01&to=2020-02-01`)).body).toMatchObject({
    asked: 0,
    refusedAtTheDoor: [],
    timeToAnswer: null,
  });
  expect((await requester.get(`${board.path}/intake/ledger`)).status).toBe(403);
});
