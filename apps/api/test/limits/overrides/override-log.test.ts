import { expect, test } from '@jest/globals';
import type { Limit, OverrideLog } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';

const api = theApi();
const { manager, member, secondMember, viewer } = api.people;
type Figures = Pick<Limit, 'id' | 'max' | 'load'>;
const enter = (board: BoardUnderTest, override?: object, by = manager) =>
  by.createCard(board, { title: 'A card', column: 'Doing', override });
const passing = ({ id, max, load }: Figures, reason = 'The auditor sits beside us') => ({
  reason,
  limits: [{ id, max, load }],
});
const log = async (board: BoardUnderTest, query = '') =>
  (await viewer.get<OverrideLog>(`${board.path}/overrides${query}`)).body;
const limitOf = async (board: BoardUnderTest) =>
  (await board.read()).limits.find(({ scope }) => scope === 'column') as Limit;
/** A board with a limit of that mode on Doing, filled up to `max`. */
const aBoardWith = async (mode: 'reason' | 'warn', max = 1) => {
  const board = await aBoard().column('Doing', { limit: max }).make();
  await manager.patch(`${board.path}/limits/${(await limitOf(board)).id}`, { mode });
  for (let n = 0; n < max; n += 1) await enter(board);
  return board;
};

test('a new board has a budget of ten overrides a month and an empty log', async () => {
  const board = await aBoard().make();
  const { overrides, today } = await board.read();
  expect(overrides).toMatchObject({ budget: 10, spent: 0 });
  expect(overrides.renewsOn).toMatch(/-01$/);
  expect(overrides.renewsOn > today).toBe(true);
  expect(await log(board)).toEqual({ items: [], nextCursor: null });
});

test('logs an exceeded limit of mode warn without spending the budget', async () => {
  const board = await aBoardWith('warn');
  const limit = await limitOf(board);
  const { status, body } = await enter(board, undefined, member);
  expect(status).toBe(201);
  const after = await board.read();
  // An archived card is named as well.
  await manager.archive(board, body.number);
  expect(after).toMatchObject({ overrides: { spent: 0 } });
  expect(await limitOf(board)).toMatchObject({ load: 1, passedLately: 1 });
  expect((await log(board)).items).toEqual([
    {
      seq: after.seq,
      at: expect.any(String),
      by: { id: member.id, name: 'Bao Brandt' },
      mode: 'warn',
      reason: null,
      limit: { id: limit.id, scope: 'column', of: 'Doing' },
      max: 1,
      load: 1,
      gain: 1,
      cards: [{ number: body.number, ref: body.ref, title: 'A card' }],
    },
  ]);
});

test('logs an override with its reason, readable by all readers of the board', async () => {
  const board = await aBoardWith('reason');
  const limit = await limitOf(board);
  expect((await enter(board)).status).toBe(409);
  const { status, body } = await enter(board, passing(limit));
  expect(status).toBe(201);
  expect(await board.read()).toMatchObject({ overrides: { budget: 10, spent: 1 } });
  expect((await log(board)).items).toMatchObject([
    {
      by: { name: 'Mira Mensah' },
      mode: 'reason',
      reason: 'The auditor sits beside us',
      max: 1,
      load: 1,
      cards: [{ number: body.number, ref: body.ref, title: 'A card' }],
    },
  ]);
});

test('refuses an override on a spent budget until the month ends or the budget grows', async () => {
  const board = await aBoardWith('reason');
  await manager.patch(board.path, { overrideBudget: 1 });
  expect((await enter(board, passing(await limitOf(board)))).status).toBe(201);
  const { overrides } = await board.read();
  expect(overrides).toMatchObject({ budget: 1, spent: 1 });
  const refused = await enter(board, passing(await limitOf(board)));
  expect(refused).toMatchObject({ status: 409, body: { code: 'override-budget-spent', ...overrides } });
  await manager.patch(board.path, { overrideBudget: 2 });
  expect((await enter(board, passing(await limitOf(board)))).status).toBe(201);
  expect(await board.read()).toMatchObject({ overrides: { budget: 2, spent: 2 } });

  api.clock.pass({ days: 32 });
  const next = await board.read();
  expect(next.overrides).toMatchObject({ budget: 2, spent: 0 });
  expect(next.overrides.renewsOn > overrides.renewsOn).toBe(true);
  expect(await limitOf(board)).toMatchObject({ passedLately: 0 });
  expect((await enter(board, passing(await limitOf(board)))).status).toBe(201);
  expect((await log(board)).items).toHaveLength(3);
});

test('lists the log newest first, in pages, with entries of removed limits', async () => {
  const board = await aBoardWith('warn');
  for (let n = 0; n < 4; n += 1) await enter(board);
  const { id } = await limitOf(board);
  await manager.patch(`${board.path}/columns/${board.id('Doing')}`, { name: 'Building' });
  await enter(board);
  await manager.delete(`${board.path}/limits/${id}`);
  const seen = [];
  let cursor: string | null = null;
  do {
    const page: OverrideLog = await log(board, `?size=2${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(page.items);
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen.map((items) => items.map(({ load, limit }) => [limit.of, load]))).toEqual([
    [
      ['Building', 5],
      ['Doing', 4],
    ],
    [
      ['Doing', 3],
      ['Doing', 2],
    ],
    [['Doing', 1]],
  ]);
  expect((await viewer.get(`${board.path}/overrides?cursor=bm9uZQ`)).status).toBe(422);
});

test('logs a limit exceeded by plain SQL without a person', async () => {
  const board = await aBoardWith('warn');
  await enter(board);
  await api.pool.query(
    `UPDATE cards c SET column_id = $2 FROM boards b
      WHERE b.workspace_id = c.workspace_id AND b.id = c.board_id AND b.key = $1`,
    [board.key, board.id('Ready')],
  );
  await api.pool.query(
    `UPDATE cards c SET column_id = $2 FROM boards b
      WHERE b.workspace_id = c.workspace_id AND b.id = c.board_id AND b.key = $1`,
    [board.key, board.id('Doing')],
  );
  const [last] = (await log(board)).items;
  expect(last).toMatchObject({
    by: null,
    mode: 'warn',
    load: 0,
    gain: 2,
    cards: [{ number: 1 }, { number: 2 }],
  });
});

/** Inserts `count` log entries of a limit, one a day, the newest `newest` days ago. */
const insertLog = (board: BoardUnderTest, limitId: string, count: number, newest: number, mode: string) =>
  api.pool.query(
    `INSERT INTO overrides (workspace_id, board_id, seq, limit_id, scope, "of", mode, max, load, gain, reason, at)
     SELECT b.workspace_id, b.id, 1000000 - n, $2, 'column', 'Doing', $5::limit_mode, 1, 1, 1,
            CASE WHEN $5::limit_mode = 'reason' THEN 'As ever' END, $6::timestamptz - ($4::int + n) * interval '1 day'
       FROM boards b, generate_series(0, $3::int - 1) n WHERE b.key = $1`,
    [board.key, limitId, count, newest, mode, api.clock.now()],
  );

test('knows the budget without reading years of log entries', async () => {
  const board = await aBoardWith('reason');
  await insertLog(board, (await limitOf(board)).id, 5000, 40, 'reason');
  await api.pool.query('ANALYZE overrides');
  const client = await api.pool.connect();
  // Flushes what this connection has read before.
  await client.query('SELECT pg_stat_force_next_flush()');
  await client.query('BEGIN');
  const { rows } = await client.query(
    'SELECT weir.overrides_spent(workspace_id, id, $2) AS spent FROM boards WHERE key = $1',
    [board.key, api.clock.now()],
  );
  const read = await client.query(
    `SELECT (seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_xact_user_tables WHERE relname = 'overrides'`,
  );
  await client.query('COMMIT');
  client.release();
  expect(rows[0].spent).toBe(0);
  expect(read.rows[0].rows).toBeLessThan(50);
});

test('counts recent overrides of a person’s limit by date on every board', async () => {
  const [quiet, busy] = [await aBoardWith('warn'), await aBoardWith('warn')];
  const userId = secondMember.id;
  const wanted = { scope: 'person', userId, across: 'workspace', max: 0, mode: 'warn' };
  const { id } = (await manager.post<Limit>(`${quiet.path}/limits`, wanted)).body;
  const made = await manager.createCard(quiet, {
    title: 'Theirs',
    column: 'Doing',
    assigneeIds: [userId],
  });
  expect(made.status).toBe(201);
  await insertLog(busy, id, 1000, 40, 'warn');
  for (const board of [quiet, busy]) {
    const { limits } = await board.read();
    expect(limits.find((limit) => limit.id === id)).toMatchObject({ passedLately: 1 });
  }
});
