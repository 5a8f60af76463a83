import { expect, test } from '@jest/globals';
import type { Board, Card, ProblemOf, Request } from '@weir/contract';
import type pg from 'pg';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Answer } from '../support/caller.js';

const api = theApi();
const refused = (sql: Promise<unknown>) =>
  sql.then(() => null).catch(({ code, message }: pg.DatabaseError) => (code === 'WIP00' ? message : code));
const whereBoard = (key: string) =>
  `(workspace_id, board_id) = (SELECT workspace_id, id FROM boards WHERE key = '${key}')`;

test('a board is not archived while requests wait, and is once they have their answers', async () => {
  const board = await aBoard(api).make();
  const asked = await api.as('requester').post<Request>(`${board.path}/requests`, { title: 'Something' });
  const archive = () =>
    api.as('manager').patch<ProblemOf<'requests-waiting'>>(board.path, { archived: true });
  const held = await archive();
  expect(held.status).toBe(409);
  expect(held.body).toMatchObject({ code: 'requests-waiting', waiting: 1 });
  expect((await api.as('requester').delete(`${board.path}/requests/${asked.body.number}`)).status).toBe(200);
  expect((await archive()).status).toBe(200);
});

test('nobody gets a card into a board that was archived while they waited for its clock', async () => {
  const board = await aBoard(api).make();
  const client = await api.pool.connect();
  await client.query('BEGIN');
  await client.query(`UPDATE board_clock SET seq = seq WHERE ${whereBoard(board.key)}`);
  const creating = api.as('member').post(`${board.path}/cards`, { title: 'Late' });
  const waits = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%create_card%' AND datname = current_database()`;
  while ((await api.pool.query<{ n: number }>(waits)).rows[0]?.n === 0);
  await client.query(`UPDATE boards SET archived_at = now() WHERE key = $1`, [board.key]);
  await client.query('COMMIT');
  client.release();
  const answer = await creating;
  expect([answer.status, answer.body]).toMatchObject([409, { code: 'board-archived' }]);
  expect((await board.read()).cards).toEqual([]);
});

test.each<[string, (board: BoardUnderTest) => Promise<Answer<unknown>>]>([
  ['in one statement', (board) => api.as('secondMember').post(`${board.path}/cards`, { title: 'Late' })],
  ['in a transaction', (board) => api.as('secondMember').patch(`${board.path}/cards/1`, { title: 'Late' })],
])('nobody writes who may no more when the clock is theirs, %s', async (_, write) => {
  const board = await aBoard(api).make();
  await api.as('member').post(`${board.path}/cards`, { title: 'In time' });
  const { seq } = await board.read();
  const role = (to: string) =>
    api.pool.query(`UPDATE memberships SET role = '${to}' WHERE user_id = $1`, [api.cast.secondMember.id]);
  const client = await api.pool.connect();
  await client.query('BEGIN');
  await client.query(`UPDATE board_clock SET seq = seq WHERE ${whereBoard(board.key)}`);
  const writing = write(board);
  const waits = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  while ((await api.pool.query<{ n: number }>(waits)).rows[0]?.n === 0);
  await role('viewer');
  await client.query('COMMIT');
  client.release();
  const answer = await writing;
  await role('member');
  expect([answer.status, answer.body]).toMatchObject([403, { code: 'not-allowed' }]);
  expect((await board.read()).seq).toBe(seq);
});

test('who is no manager any more when the clock is theirs stops no clock of a request', async () => {
  const board = await aBoard(api).make();
  const { number } = (
    await api.as('requester').post<Request>(`${board.path}/requests`, { title: 'Something' })
  ).body;
  const path = `${board.path}/requests/${number}`;
  const role = (to: string) =>
    api.pool.query(`UPDATE memberships SET role = '${to}' WHERE user_id = $1`, [api.cast.manager.id]);
  const client = await api.pool.connect();
  await client.query('BEGIN');
  await client.query(`UPDATE board_clock SET seq = seq WHERE ${whereBoard(board.key)}`);
  const asking = api
    .as('manager')
    .post(`${path}/messages`, { body: 'Which sandbox do you mean?', asks: true });
  const waits = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  while ((await api.pool.query<{ n: number }>(waits)).rows[0]?.n === 0);
  await role('member');
  await client.query('COMMIT');
  client.release();
  const answer = await asking;
  await role('manager');
  expect([answer.status, answer.body]).toMatchObject([403, { code: 'not-allowed' }]);
  expect((await api.as('requester').get<Request>(path)).body.pausedAt).toBeNull();
});

test('a number given by hand in SQL is not given again', async () => {
  const board = await aBoard(api).make();
  await api.as('member').post(`${board.path}/cards`, { title: 'One' });
  await api.pool.query(`
    INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at)
    SELECT workspace_id, board_id, gen_random_uuid(), 7, 'Imported', column_id, 9, now(), created_by, now()
      FROM cards WHERE number = 1 AND ${whereBoard(board.key)}`);
  const made = await api.as('member').post<Card>(`${board.path}/cards`, { title: 'Next' });
  expect([made.status, made.body.number]).toEqual([201, 8]);
});

test('a request that waits is not deleted, and none is truncated away', async () => {
  const board = await aBoard(api).make();
  await api.as('requester').post(`${board.path}/requests`, { title: 'Something' });
  await api.pool.query(`DELETE FROM given_forecasts WHERE ${whereBoard(board.key)}`);
  expect(await refused(api.pool.query(`DELETE FROM requests WHERE ${whereBoard(board.key)}`))).toBe('23000');
  expect(await refused(api.pool.query('TRUNCATE answers'))).toBe('23000');
});

test('a board renamed in SQL has another ETag and its new name', async () => {
  const board = await aBoard(api).make();
  const before = await api.as('viewer').get<Board>(board.path);
  await api.pool.query(`UPDATE boards SET name = 'Renamed' WHERE key = $1`, [board.key]);
  const after = await api
    .as('viewer')
    .get<Board>(board.path, { 'if-none-match': before.headers.get('etag') ?? '' });
  expect([after.status, after.body.name]).toEqual([200, 'Renamed']);
});

test('a column can’t turn active with more cards of a class than its limit', async () => {
  const board = await aBoard(api).make();
  for (const title of ['One', 'Two']) {
    await api.as('member').post(`${board.path}/cards`, { title, classOfService: 'expedite' });
  }
  const turn = `UPDATE columns SET kind = 'active' WHERE kind = 'queue' AND ${whereBoard(board.key)}`;
  expect(await refused(api.pool.query(turn))).toBe('wip-limit-reached');
});

test('a success that changed nothing is kept for its key like any other', async () => {
  const board = await aBoard(api).column('Doing').make();
  const { number } = (await api.as('member').post<Card>(`${board.path}/cards`, { title: 'One' })).body;
  const place = (column: string, headers?: Record<string, string>) =>
    api
      .as('member')
      .put<Card>(`${board.path}/cards/${number}/position`, { columnId: board.id(column) }, headers);
  const once = { 'idempotency-key': 'stay' };
  const { seq } = await board.read();
  expect((await place('Ready', once)).status).toBe(200);
  expect((await board.read()).seq).toBe(seq);
  await place('Doing');
  expect((await place('Ready', once)).headers.get('idempotent-replayed')).toBe('true');
  expect((await board.read()).cards[0]?.columnId).toBe(board.id('Doing'));
});

test('a name that nothing can have is not found, on routes whose statement looks for it, too', async () => {
  for (const path of ['/v1/workspaces/demo/boards/%00', '/v1/workspaces/%00/boards/PLAT']) {
    expect((await api.as('member').get(path)).status).toBe(404);
  }
  expect((await api.as('member').post('/v1/workspaces/demo/boards/%00/cards', { title: 'x' })).status).toBe(
    404,
  );
});
