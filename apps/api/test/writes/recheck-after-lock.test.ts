import { expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { whileClockIsHeld } from '../support/board-clock.js';
import type { Answer, Person } from '../support/person.js';

// A write that waited for the board's clock checks archive and role again once it holds it.

const api = theApi();
const { manager, member, secondMember, requester } = api.people;
const setRole =
  ({ id }: Person, role: string) =>
  (by: Pick<Pool, 'query'>) =>
    by.query('UPDATE memberships SET role = $2 WHERE user_id = $1', [id, role]);

test('refuses a card for a board that was archived while the write waited', async () => {
  const board = await aBoard().make();
  const answer = await whileClockIsHeld(api, board, () => member.createCard(board, { title: 'Late' }), {
    meanwhile: (holder) => holder.query('UPDATE boards SET archived_at = now() WHERE key = $1', [board.key]),
  });
  expect([answer.status, answer.body]).toMatchObject([409, { code: 'board-archived' }]);
  expect((await board.read()).cards).toEqual([]);
});

test.each<[string, (board: BoardUnderTest) => Promise<Answer>]>([
  ['in one statement', (board) => secondMember.createCard(board, { title: 'Late' })],
  ['in a transaction', (board) => secondMember.patchCard(board, 1, { title: 'Late' })],
])('refuses a writer who lost the role while the write waited, %s', async (_, write) => {
  const board = await aBoard().make();
  await member.createCard(board, { title: 'In time' });
  const { seq } = await board.read();
  const answer = await whileClockIsHeld(api, board, () => write(board), {
    meanwhile: setRole(secondMember, 'viewer'),
  });
  await setRole(secondMember, 'member')(api.pool);
  expect([answer.status, answer.body]).toMatchObject([403, { code: 'not-allowed' }]);
  expect((await board.read()).seq).toBe(seq);
});

test('refuses a question by a manager who lost the role while it waited, and does not pause the request', async () => {
  const board = await aBoard().make();
  const { number } = await board.ask();
  const ask = () => manager.say(board, number, 'Which sandbox do you mean?', { asks: true });
  const answer = await whileClockIsHeld(api, board, ask, { meanwhile: setRole(manager, 'member') });
  await setRole(manager, 'manager')(api.pool);
  expect([answer.status, answer.body]).toMatchObject([403, { code: 'not-allowed' }]);
  expect((await requester.readRequest(board, number)).body.pausedAt).toBeNull();
});
