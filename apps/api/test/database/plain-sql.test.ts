// Writes in plain SQL, as an import or psql makes them.
import { expect, test } from '@jest/globals';
import type { Board } from '@weir/contract';
import type pg from 'pg';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { member, requester, viewer } = api.people;
const refused = (sql: Promise<unknown>) =>
  sql.then(() => null).catch(({ code, message }: pg.DatabaseError) => (code === 'WIP00' ? message : code));
const whereBoard = (key: string) =>
  `(workspace_id, board_id) = (SELECT workspace_id, id FROM boards WHERE key = '${key}')`;

test('does not reuse a card number inserted by SQL', async () => {
  const board = await aBoard().make();
  await member.createCard(board, { title: 'One' });
  await api.pool.query(`
    INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at)
    SELECT workspace_id, board_id, gen_random_uuid(), 7, 'Imported', column_id, 9, now(), created_by, now()
      FROM cards WHERE number = 1 AND ${whereBoard(board.key)}`);
  const made = await member.createCard(board, { title: 'Next' });
  expect([made.status, made.body.number]).toEqual([201, 8]);
});

test('refuses to delete a waiting request and to truncate answers', async () => {
  const board = await aBoard().make();
  await requester.submit(board, { title: 'Something' });
  // What refers to it goes first.
  for (const table of ['given_forecasts', 'notices'])
    await api.pool.query(`DELETE FROM ${table} WHERE ${whereBoard(board.key)}`);
  expect(await refused(api.pool.query(`DELETE FROM requests WHERE ${whereBoard(board.key)}`))).toBe('23000');
  expect(await refused(api.pool.query('TRUNCATE answers'))).toBe('23000');
});

test('changes the ETag when SQL renames a board', async () => {
  const board = await aBoard().make();
  const before = await viewer.get<Board>(board.path);
  await api.pool.query(`UPDATE boards SET name = 'Renamed' WHERE key = $1`, [board.key]);
  const after = await viewer.get<Board>(board.path, { 'if-none-match': before.headers.get('etag') ?? '' });
  expect([after.status, after.body.name]).toEqual([200, 'Renamed']);
});

test('refuses to make a column active with more cards of a class than its limit', async () => {
  const board = await aBoard().make();
  for (const title of ['One', 'Two']) {
    await member.createCard(board, { title, classOfService: 'expedite' });
  }
  const turn = `UPDATE columns SET kind = 'active' WHERE kind = 'queue' AND ${whereBoard(board.key)}`;
  expect(await refused(api.pool.query(turn))).toBe('wip-limit-reached');
});
