import { expect, test } from '@jest/globals';
import { type Message, type MessageList, Request } from '@weir/contract';
import { decline } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, requester } = api.people;
const hour = 3_600_000;
const say = (
  who: 'manager' | 'member' | 'requester' | 'secondRequester' | 'viewer',
  board: BoardUnderTest,
  more: object = {},
) =>
  api.people[who].post<Message>(`${board.path}/requests/1/messages`, {
    body: 'How soon is it needed?',
    ...more,
  });
const ask = (board: BoardUnderTest) => say('manager', board, { asks: true });
const request = async (board: BoardUnderTest) => Request.parse((await requester.readRequest(board, 1)).body);

test('a question pauses the deadline until the requester replies', async () => {
  const board = await aBoard().intake({ answerWithinHours: 10, graceHours: 4 }).make();
  const before = await board.ask();
  api.clock.pass({ hours: 6 });
  expect((await ask(board)).status).toBe(201);
  expect((await request(board)).pausedAt).not.toBeNull();
  api.clock.pass({ hours: 48 });
  expect(await request(board)).toMatchObject({ overdue: false, state: 'waiting' });
  await say('requester', board, { body: 'By the end of the month.' });
  const after = await request(board);
  expect(after.pausedAt).toBeNull();
  const later = Date.parse(after.answerBy) - Date.parse(before.answerBy);
  expect(Math.abs(later - 48 * hour)).toBeLessThan(60_000);
  expect(Date.parse(after.expiresAt) - Date.parse(after.answerBy)).toBe(4 * hour);
  const { items } = (await requester.get<MessageList>(`${board.path}/requests/1/messages`)).body;
  expect(items.map(({ asks, by }) => [asks, by.id])).toEqual([
    [true, manager.id],
    [false, requester.id],
  ]);
});

test('a deadline counts working hours only', async () => {
  const workingHours = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '12:00', holidays: [] };
  const board = await aBoard().intake({ answerWithinHours: 24, graceHours: 12, workingHours }).make();
  const { submittedAt, answerBy } = await board.ask();
  const days = (Date.parse(answerBy) - Date.parse(submittedAt)) / (24 * hour);
  expect(days).toBeGreaterThan(1);
  expect(days).toBeLessThanOrEqual(2.5);
});

test('an overdue request stays overdue during a question', async () => {
  const board = await aBoard().intake({ answerWithinHours: 1 }).make();
  const before = await board.ask();
  api.clock.pass({ hours: 2 });
  await ask(board);
  expect(await request(board)).toMatchObject({ overdue: true });
  await say('requester', board);
  expect(await request(board)).toMatchObject({ overdue: true, answerBy: before.answerBy });
});

test('refuses a second open question and accepts plain messages', async () => {
  const board = await aBoard().make();
  await board.ask();
  await ask(board);
  expect(refusalOf(await ask(board))).toMatchObject({ status: 409, code: 'question-waiting' });
  expect((await say('member', board)).status).toBe(201);
  expect((await request(board)).pausedAt).not.toBeNull();
});

test('an answer ends the pause', async () => {
  const board = await aBoard().make();
  await board.ask();
  await ask(board);
  await manager.answer(board, 1, decline);
  expect(await request(board)).toMatchObject({ state: 'answered', pausedAt: null });
});

test('only managers ask questions; viewers and other requesters write nothing', async () => {
  const board = await aBoard().make();
  await board.ask();
  expect((await say('member', board, { asks: true })).status).toBe(403);
  expect((await say('requester', board, { asks: true })).status).toBe(403);
  expect((await say('viewer', board)).status).toBe(403);
  expect((await say('secondRequester', board)).status).toBe(404);
});

test('an answered request takes messages but no questions', async () => {
  const board = await aBoard().make();
  await board.ask();
  await manager.answer(board, 1, decline);
  expect(refusalOf(await ask(board))).toMatchObject({ status: 409, code: 'already-answered' });
  expect((await say('requester', board, { body: 'Thank you for saying so.' })).status).toBe(201);
});

test('a question notifies its requester, and the reply notifies the person who wrote it', async () => {
  const board = await aBoard().make();
  await board.ask();
  await ask(board);
  await say('requester', board, { body: 'By Friday.' });
  const { rows } = await api.pool.query(
    `SELECT n.kind, n.user_id AS "userId" FROM notices n
       JOIN boards b ON b.workspace_id = n.workspace_id AND b.id = n.board_id AND b.key = $1 AND n.kind <> 'newRequest' ORDER BY n.at`,
    [board.key],
  );
  expect(rows).toEqual([
    { kind: 'question', userId: requester.id },
    { kind: 'reply', userId: manager.id },
  ]);
});

test('refuses an empty or too long message', async () => {
  const board = await aBoard().make();
  await board.ask();
  for (const body of ['', '   ', 'x'.repeat(5001)]) {
    expect((await say('manager', board, { body })).status).toBe(422);
  }
});
