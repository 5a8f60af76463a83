import { expect, test } from '@jest/globals';
import { QueueList } from '@weir/contract';
import { myRequestsStatement, myRequestsValues } from '../../../src/requests/queue/my-requests.repository.js';
import { decline, defer } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Person } from '../../support/person.js';
import { refusalOf } from '../../support/refusals.js';
import { insertAnswered } from './many-answered.js';
import { rowsRead } from './rows-read.js';

const api = theApi();
const { owner, manager, member, requester, secondRequester, viewer, stranger } = api.people;
const path = '/v1/workspaces/demo/requests?of=me';
const intake = { depth: 20, openPerRequester: 20, graceHours: 2000 };
const own = async (by: Person, query = '') =>
  QueueList.parse((await by.get<QueueList>(`${path}${query}`)).body);
const titles = ({ items }: QueueList) => items.map(({ request }) => request.title);
const answer = (board: BoardUnderTest, number: number, given: object) => manager.answer(board, number, given);
const askQuestion = (board: BoardUnderTest, number: number) =>
  manager.post(`${board.path}/requests/${number}/messages`, { body: 'Who is it for?', asks: true });

test('lists my requests of all boards: what needs me, then waiting by deadline, then answered', async () => {
  const [slow, quick, closed] = [
    await aBoard()
      .intake({ ...intake, answerWithinHours: 400, timeZone: 'Pacific/Auckland' })
      .make(),
    await aBoard()
      .intake({ ...intake, answerWithinHours: 200 })
      .make(),
    await aBoard().intake(intake).make(),
  ];
  await slow.ask('Ticket of the day before');
  await quick.ask('Ticket of today');
  await quick.ask('Ticket that was used');
  await quick.ask('Ticket of next month');
  await answer(slow, 1, defer(api.day(2)));
  await answer(quick, 1, defer(api.day(3)));
  await answer(quick, 2, defer(api.day(2)));
  await answer(quick, 3, defer(api.day(40)));
  api.clock.pass({ hours: 72 });
  await slow.ask('Waits, due later');
  await quick.ask('Waits, due sooner');
  expect((await requester.askAgain(quick, 2)).status).toBe(201);
  await slow.ask('Asked back last');
  await quick.ask('Asked back first');
  await askQuestion(quick, 6);
  api.clock.pass({ hours: 1 });
  await askQuestion(slow, 3);
  await quick.ask('Declined');
  await answer(quick, 7, decline);
  await closed.ask('On a board that is archived');
  await api.pool.query('UPDATE boards SET archived_at = now() WHERE key = $1', [closed.key]);
  await secondRequester.submit(quick, { title: 'Somebody else’s' });

  const mine = await own(requester);
  expect(titles(mine)).toEqual([
    'Asked back first',
    'Asked back last',
    'Ticket of today',
    'Ticket of the day before',
    'Waits, due sooner',
    'Ticket that was used',
    'Waits, due later',
    'Declined',
    'Ticket of next month',
    'Ticket that was used',
  ]);
  expect(mine.items[0]).toMatchObject({ board: { key: quick.key }, request: { position: 3 } });
  expect(mine.items[3]?.board).toMatchObject({ key: slow.key, timeZone: 'Pacific/Auckland' });
  expect(titles(await own(secondRequester))).toEqual(['Somebody else’s']);

  for (const size of [1, 2, 3, 7]) {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await own(requester, `&size=${size}${cursor && `&cursor=${cursor}`}`);
      seen.push(...titles(page));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(titles(mine));
  }
});

test('moves a request from “needs me” to waiting after my reply', async () => {
  const board = await aBoard().intake(intake).make();
  const ask = async (title: string) => (await member.submit(board, { title })).body.number;
  await ask('Waits');
  const asked = await ask('Asked back');
  await askQuestion(board, asked);
  expect(titles(await own(member))).toEqual(['Asked back', 'Waits']);
  await member.post(`${board.path}/requests/${asked}/messages`, { body: 'For all of us.' });
  expect(titles(await own(member))).toEqual(['Waits', 'Asked back']);
});

test('lists only the caller’s own requests and refuses a viewer', async () => {
  const board = await aBoard().intake(intake).make();
  await board.ask('The requester’s');
  for (const by of [owner, manager, viewer]) {
    const all = (await by.get<QueueList>('/v1/workspaces/demo/requests')).body;
    expect(titles(all)).toContain('The requester’s');
  }
  expect(titles(await own(owner))).toEqual([]);
  await manager.submit(board, { title: 'The manager’s' });
  expect(titles(await own(manager))).toEqual(['The manager’s']);
  expect(titles(await own(requester))).not.toContain('The manager’s');
  expect(refusalOf(await viewer.get(path), 'detail')).toEqual({
    status: 403,
    code: 'not-allowed',
    detail: 'Viewers can’t submit requests, so you have none.',
  });
});

test('refuses a requester all requests and names ?of=me, and answers 404 in another workspace', async () => {
  expect(refusalOf(await requester.get('/v1/workspaces/demo/requests'), 'detail')).toEqual({
    status: 403,
    code: 'not-allowed',
    detail: 'Requesters can only read their own requests, with ?of=me.',
  });
  expect((await stranger.get(path)).status).toBe(404);
  expect((await requester.get(path.replace('demo', 'other'))).status).toBe(404);
});

test('refuses another person in `of`, a state, and cursors of other lists', async () => {
  const named = (name: string) => Buffer.from(name).toString('base64url');
  const uuid = '00000000-0000-0000-0000-000000000000';
  for (const wrong of [
    path.replace('me', manager.id),
    `${path}&state=waiting`,
    `${path}&cursor=${named(`12345_standard_${uuid}_1`)}`,
    `${path}&cursor=${named(`4_1_${uuid}_1`)}`,
  ])
    expect(refusalOf(await requester.get(wrong))).toEqual({ status: 422, code: 'invalid-input' });
});

test('hides the title of the displaced card in a requester’s own list', async () => {
  const board = await aBoard().column('Ready', { kind: 'queue', limit: 1 }).intake(intake).make();
  await secondRequester.submit(board, { title: 'What they keep to themselves' });
  await answer(board, 1, { kind: 'accept' });
  const { number } = await board.ask('It came in trade');
  await answer(board, number, { ...decline, kind: 'trade', displaces: 1, until: api.day(30) });
  const { items } = await own(requester);
  const traded = items.find(({ request }) => request.title === 'It came in trade');
  expect(traded?.request.answer?.displaced).toMatchObject({ ref: `${board.key}-1`, title: null });
});

test('reads few rows per page of my requests, however many there are', async () => {
  const board = await aBoard().intake(intake).make();
  await board.ask('Waits');
  for (let more = 0; more < 20; more += 1) await aBoard().make();
  const { workspaceId, boardId } = await insertAnswered(api, board, 8000);
  const reader = { workspaceId, userId: requester.id };
  const midway = { group: 3, rank: 3000 * 60_000 - api.clock.now().getTime(), boardId, number: 3100 };
  for (const after of [null, midway]) {
    const values = myRequestsValues(reader, { after, size: 50, now: api.clock.now() });
    expect(await rowsRead(api.pool, myRequestsStatement, values)).toBeLessThan(800);
  }
});
