import { expect, test } from '@jest/globals';
import { type Message, type MessageList, Request } from '@weir/contract';
import { decline, theWorld, told } from '../../support/intake-world.js';

const world = theWorld();
const hour = 3_600_000;
const say = (
  who: 'manager' | 'member' | 'requester' | 'otherRequester' | 'viewer',
  board: string,
  more: object = {},
) => world[who].post<Message>(`${board}/requests/1/messages`, { body: 'How soon is it needed?', ...more });
const ask = (board: string) => say('manager', board, { asks: true });
const request = async (board: string) =>
  Request.parse((await world.requester.get(`${board}/requests/1`)).body);

test('a question stops the clock until its requester replies, and the time in between is given back', async () => {
  const board = await world.board({ intake: { answerWithinHours: 10, graceHours: 4 } });
  const before = await world.ask(board);
  world.clock.pass({ hours: 6 });
  expect((await ask(board)).status).toBe(201);
  expect((await request(board)).pausedAt).not.toBeNull();
  world.clock.pass({ hours: 48 });
  expect(await request(board)).toMatchObject({ overdue: false, state: 'waiting' });
  await say('requester', board, { body: 'By the end of the month.' });
  const after = await request(board);
  expect(after.pausedAt).toBeNull();
  const later = Date.parse(after.answerBy) - Date.parse(before.answerBy);
  expect(Math.abs(later - 48 * hour)).toBeLessThan(60_000);
  expect(Date.parse(after.expiresAt) - Date.parse(after.answerBy)).toBe(4 * hour);
  const { items } = (await world.requester.get<MessageList>(`${board}/requests/1/messages`)).body;
  expect(items.map(({ asks, by }) => [asks, by.id])).toEqual([
    [true, world.manager.id],
    [false, world.requester.id],
  ]);
});

test('in working hours only the working time that was left is given back', async () => {
  const workingHours = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '12:00', holidays: [] };
  const board = await world.board({ intake: { answerWithinHours: 24, graceHours: 12, workingHours } });
  const { submittedAt, answerBy } = await world.ask(board);
  const days = (Date.parse(answerBy) - Date.parse(submittedAt)) / (24 * hour);
  expect(days).toBeGreaterThan(1);
  expect(days).toBeLessThanOrEqual(2.5);
});

test('what was overdue when the question was asked stays overdue', async () => {
  const board = await world.board({ intake: { answerWithinHours: 1 } });
  const before = await world.ask(board);
  world.clock.pass({ hours: 2 });
  await ask(board);
  expect(await request(board)).toMatchObject({ overdue: true });
  await say('requester', board);
  expect(await request(board)).toMatchObject({ overdue: true, answerBy: before.answerBy });
});

test('one question at a time; what asks nothing may always be said', async () => {
  const board = await world.board();
  await world.ask(board);
  await ask(board);
  expect(told(await ask(board))).toMatchObject({ status: 409, code: 'question-waiting' });
  expect((await say('member', board)).status).toBe(201);
  expect((await request(board)).pausedAt).not.toBeNull();
});

test('a request that has its answer waits for no reply: it is paused no longer', async () => {
  const board = await world.board();
  await world.ask(board);
  await ask(board);
  await world.manager.put(`${board}/requests/1/answer`, decline);
  expect(await request(board)).toMatchObject({ state: 'answered', pausedAt: null });
});

test('only who answers asks back, and nobody themselves', async () => {
  const board = await world.board();
  await world.ask(board);
  expect((await say('member', board, { asks: true })).status).toBe(403);
  expect((await say('requester', board, { asks: true })).status).toBe(403);
  expect((await say('viewer', board)).status).toBe(403);
  expect((await say('otherRequester', board)).status).toBe(404);
});

test('an answered request is asked nothing, but may be talked of', async () => {
  const board = await world.board();
  await world.ask(board);
  await world.manager.put(`${board}/requests/1/answer`, decline);
  expect(told(await ask(board))).toMatchObject({ status: 409, code: 'already-answered' });
  expect((await say('requester', board, { body: 'Thank you for saying so.' })).status).toBe(201);
});

test('a question is told to its requester, a reply to who asked', async () => {
  const board = await world.board();
  await world.ask(board);
  await ask(board);
  await say('requester', board, { body: 'By Friday.' });
  const { rows } = await world.sql.query(
    `SELECT n.kind, n.user_id AS "userId" FROM notices n
       JOIN boards b ON b.workspace_id = n.workspace_id AND b.id = n.board_id AND b.key = $1 ORDER BY n.at`,
    [board.split('/').at(-1)],
  );
  expect(rows).toEqual([
    { kind: 'question', userId: world.requester.id },
    { kind: 'reply', userId: world.manager.id },
  ]);
});

test('a message is refused where it says nothing or too much', async () => {
  const board = await world.board();
  await world.ask(board);
  for (const body of ['', '   ', 'x'.repeat(5001)]) {
    expect((await say('manager', board, { body })).status).toBe(422);
  }
});
