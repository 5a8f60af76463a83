import { expect, test } from '@jest/globals';
import { QueueList } from '@weir/contract';
import { ownQueueStatement, ownQueueValues } from '../../../src/requests/queue/my-requests.repository.js';
import { type Actor, decline, defer, theWorld, told } from '../../support/intake-world.js';
import { manyAnswered } from './many-answered.js';
import { rowsRead } from './rows-read.js';

const world = theWorld();
const path = '/v1/workspaces/demo/requests?of=me';
const intake = { depth: 20, openPerRequester: 20, graceHours: 2000 };
const keyOf = (board: string) => board.split('/').at(-1) as string;
const own = async (by: Actor, query = '') =>
  QueueList.parse((await by.get<QueueList>(`${path}${query}`)).body);
const titles = ({ items }: QueueList) => items.map(({ request }) => request.title);
const answer = (board: string, number: number, given: object) =>
  world.manager.put(`${board}/requests/${number}/answer`, given);
const askBack = (board: string, number: number) =>
  world.manager.post(`${board}/requests/${number}/messages`, { body: 'For whom is it?', asks: true });

test('what rests in one’s own hands comes first, then what waits by its deadline, then the answers, of all boards', async () => {
  const [slow, quick, closed] = [
    await world.board({ intake: { ...intake, answerWithinHours: 400, timeZone: 'Pacific/Auckland' } }),
    await world.board({ intake: { ...intake, answerWithinHours: 200 } }),
    await world.board({ intake }),
  ];
  await world.ask(slow, 'Ticket of the day before');
  await world.ask(quick, 'Ticket of today');
  await world.ask(quick, 'Ticket that was used');
  await world.ask(quick, 'Ticket of next month');
  await answer(slow, 1, defer(world.day(2)));
  await answer(quick, 1, defer(world.day(3)));
  await answer(quick, 2, defer(world.day(2)));
  await answer(quick, 3, defer(world.day(40)));
  world.clock.pass({ hours: 72 });
  await world.ask(slow, 'Waits, due later');
  await world.ask(quick, 'Waits, due sooner');
  expect((await world.requester.post(`${quick}/requests/2/ask-again`)).status).toBe(201);
  await world.ask(slow, 'Asked back last');
  await world.ask(quick, 'Asked back first');
  await askBack(quick, 6);
  world.clock.pass({ hours: 1 });
  await askBack(slow, 3);
  await world.ask(quick, 'Declined');
  await answer(quick, 7, decline);
  await world.ask(closed, 'On a board that is archived');
  await world.sql.query('UPDATE boards SET archived_at = now() WHERE key = $1', [keyOf(closed)]);
  await world.otherRequester.post(`${quick}/requests`, { title: 'Somebody else’s' });

  const mine = await own(world.requester);
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
  expect(mine.items[0]).toMatchObject({ board: { key: keyOf(quick) }, request: { position: 3 } });
  expect(mine.items[3]?.board).toMatchObject({ key: keyOf(slow), timeZone: 'Pacific/Auckland' });
  expect(titles(await own(world.otherRequester))).toEqual(['Somebody else’s']);

  for (const size of [1, 2, 3, 7]) {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await own(world.requester, `&size=${size}${cursor && `&cursor=${cursor}`}`);
      seen.push(...titles(page));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(titles(mine));
  }
});

test('after the reply a request is among those that wait', async () => {
  const board = await world.board({ intake });
  const ask = async (title: string) =>
    (await world.member.post<{ number: number }>(`${board}/requests`, { title })).body.number;
  await ask('Waits');
  const asked = await ask('Asked back');
  await askBack(board, asked);
  expect(titles(await own(world.member))).toEqual(['Asked back', 'Waits']);
  await world.member.post(`${board}/requests/${asked}/messages`, { body: 'For all of us.' });
  expect(titles(await own(world.member))).toEqual(['Waits', 'Asked back']);
});

test('each sees their own alone, whatever else they may read; a viewer asks for nothing and has none', async () => {
  const board = await world.board({ intake });
  await world.ask(board, 'The requester’s');
  for (const by of [world.owner, world.manager, world.viewer]) {
    const all = (await by.get<QueueList>('/v1/workspaces/demo/requests')).body;
    expect(titles(all)).toContain('The requester’s');
  }
  expect(titles(await own(world.owner))).toEqual([]);
  await world.manager.post(`${board}/requests`, { title: 'The manager’s' });
  expect(titles(await own(world.manager))).toEqual(['The manager’s']);
  expect(titles(await own(world.requester))).not.toContain('The manager’s');
  expect(told(await world.viewer.get(path), 'detail')).toEqual({
    status: 403,
    code: 'not-allowed',
    detail: 'A viewer asks for nothing, so there is nothing of theirs to read.',
  });
});

test('who only asks is told how to read their own, and in another workspace there is nothing to read', async () => {
  expect(told(await world.requester.get('/v1/workspaces/demo/requests'), 'detail')).toEqual({
    status: 403,
    code: 'not-allowed',
    detail: 'Who only asks reads their own requests: with ?of=me.',
  });
  expect((await world.api.as('stranger').get(path)).status).toBe(404);
  expect((await world.requester.get(path.replace('demo', 'other'))).status).toBe(404);
});

test('what is no list’s is refused: another’s `of`, a cursor of the queue', async () => {
  const named = (name: string) => Buffer.from(name).toString('base64url');
  const uuid = '00000000-0000-0000-0000-000000000000';
  for (const wrong of [
    path.replace('me', world.manager.id),
    `${path}&state=waiting`,
    `${path}&cursor=${named(`12345_standard_${uuid}_1`)}`,
    `${path}&cursor=${named(`4_1_${uuid}_1`)}`,
  ])
    expect(told(await world.requester.get(wrong))).toEqual({ status: 422, code: 'invalid-input' });
});

test('the title of the card that made way for one’s own is not told to who only asks', async () => {
  const board = await world.board({ intake, ready: 1 });
  await world.otherRequester.post(`${board}/requests`, { title: 'What they keep to themselves' });
  await answer(board, 1, { kind: 'accept' });
  const { number } = await world.ask(board, 'It came in trade');
  await answer(board, number, { ...decline, kind: 'trade', displaces: 1, until: world.day(30) });
  const { items } = await own(world.requester);
  const traded = items.find(({ request }) => request.title === 'It came in trade');
  expect(traded?.request.answer?.displaced).toMatchObject({ ref: `${keyOf(board)}-1`, title: null });
});

test('a page reads about its own size and so many of one’s newest answers, however many there are', async () => {
  const board = await world.board({ intake });
  await world.ask(board, 'Waits');
  for (let more = 0; more < 20; more += 1) await world.board();
  const { workspaceId, boardId } = await manyAnswered(world, board, 8000);
  const reader = { workspaceId, userId: world.requester.id };
  const midway = { group: 3, rank: 3000 * 60_000 - world.clock.now().getTime(), boardId, number: 3100 };
  for (const after of [null, midway]) {
    const values = ownQueueValues(reader, { after, size: 50, now: world.clock.now() });
    expect(await rowsRead(world.sql, ownQueueStatement, values)).toBeLessThan(800);
  }
});
