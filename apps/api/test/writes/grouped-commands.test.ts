import { expect, test } from '@jest/globals';
import type pg from 'pg';
import { boardIdsOf, deadlocksOf } from '../races/crowd.js';
import { historyOf } from '../races/history.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { untilWaiting } from '../support/board-clock.js';
import { metricsOf, metricsToken, sampleOf } from '../support/metrics.js';

// Writes of one board that wait in an instance are sent together. Two are under way at once, so those that come while two
// wait for the clock form a group.

const api = theApi({ WEIR_METRICS_TOKEN: metricsToken });
const { owner, manager, member, secondMember, viewer, stranger, requester, secondRequester } = api.people;

test('moves that are sent together are answered each for itself', async () => {
  const board = await aBoard().column('Doing').column('Full', { limit: 1 }).make();
  const numbers = await board.cards('Ready', 8);
  const [a, b, c, d, e, f, taken, last] = numbers as [number, ...number[]] & number[];
  await member.moveCard(board, taken!, { column: 'Full' });
  const { seq } = await board.read();
  const key = { 'idempotency-key': 'once' };
  const answers = await sentTogether(board, () => [
    member.moveCard(board, a, { column: 'Doing' }),
    secondMember.moveCard(board, b!, { column: 'Full' }),
    viewer.moveCard(board, c!, { column: 'Doing' }),
    stranger.moveCard(board, c!, { column: 'Doing' }),
    member.moveCard(board, d!, { column: 'Doing' }, { 'if-match': '"99"' }),
    member.moveCard(board, 999, { column: 'Doing' }),
    member.moveCard(board, e!, { column: 'Doing' }, key),
    member.moveCard(board, e!, { column: 'Doing' }, key),
    member.moveCard(board, f!, { column: 'Full', swapWith: taken }),
    secondMember.moveCard(board, last!, { column: 'Doing', before: a }),
  ]);
  expect(answers.map(({ status, body }) => body.code ?? status)).toEqual([
    200,
    'wip-limit-reached',
    'not-allowed',
    'not-found',
    'precondition-failed',
    'not-found',
    200,
    200,
    200,
    200,
  ]);
  expect(answers[6]?.body).toEqual(answers[7]?.body);
  const after = await board.read();
  // The two ahead of the group, and four that moved something.
  expect(after.seq).toBe(seq + 6);
  const inColumn = (name: string) =>
    after.cards.filter(({ columnId }) => columnId === board.id(name)).map(({ number }) => number);
  expect(inColumn('Doing').sort()).toEqual([a, e, last].sort());
  expect(inColumn('Full')).toEqual([f]);
  await historyOf(member, board.path);
});

test('cards that are created together have numbers without a gap, and one that a limit refuses uses up none', async () => {
  const board = await aBoard().column('Doing', { limit: 2 }).make();
  const answers = await sentTogether(board, () =>
    ['a', 'b', 'c', 'd'].map((title) => member.createCard(board, { title, column: 'Doing' })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
  // One of the two ahead of the group can come after it.
  expect((await board.read()).cards.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4]);
  expect(answers.filter(({ body }) => body.code === 'wip-limit-reached')).toHaveLength(2);
  expect((await member.createCard(board)).body.number).toBe(5);
});

test('requests that are sent together fill the queue to its depth, and each refused one is counted', async () => {
  const board = await aBoard().intake({ depth: 3, openPerRequester: 2 }).make();
  const answers = await sentTogether(board, () =>
    [requester, requester, requester, secondRequester, secondRequester].map((person) => person.submit(board)),
  );
  const codes = answers.map(({ status, body }) => (status === 201 ? body.number : body.code));
  expect(codes.filter((code) => typeof code === 'number').sort()).toEqual([1, 2, 3]);
  expect(codes.filter((code) => typeof code === 'string')).toHaveLength(2);
  const { rows } = await api.pool.query<{ code: string; count: number }>(
    `SELECT d.code, sum(d.count)::int AS count FROM door_refusals d JOIN boards b ON b.id = d.board_id
      WHERE b.key = $1 GROUP BY 1`,
    [board.key],
  );
  const counted = rows.flatMap(({ code, count }) => Array.from({ length: count }, () => code));
  expect(counted.sort()).toEqual(codes.filter((code) => typeof code === 'string').sort());
});

test('answers that are sent together are given each once', async () => {
  const board = await aBoard().make();
  const asked = [await board.ask(), await board.ask(), await board.ask()];
  const [a, b, c] = asked.map(({ number }) => number) as [number, number, number];
  const decline = { kind: 'decline', reason: 'noCapacity', message: 'There is no room for this.' };
  const answers = await sentTogether(board, () => [
    manager.answer(board, a, decline),
    owner.answer(board, a, decline),
    manager.answer(board, b, decline, { 'if-match': '"99"' }),
    manager.answer(board, c, { ...decline, kind: 'defer', until: '2020-01-01' }),
    owner.answer(board, c, decline),
    manager.answer(board, 999, decline),
  ]);
  const [first, second, ...others] = answers.map(({ status, body }) => body.code ?? status);
  expect([first, second].sort()).toEqual([200, 'already-answered']);
  expect(others).toEqual(['precondition-failed', 'invalid-input', 200, 'not-found']);
  const states = await Promise.all([a, b, c].map((number) => manager.readRequest(board, number)));
  expect(states.map(({ body }) => body.state)).toEqual(['answered', 'waiting', 'answered']);
});

test('a card that somebody has locked keeps only its own move waiting', async () => {
  const board = await aBoard().column('Doing').make();
  const [locked, ...others] = (await board.cards('Ready', 5)) as [number, ...number[]];
  const holder = await api.pool.connect();
  try {
    await holder.query('BEGIN');
    await lockCard(holder, board, locked);
    let moved: Promise<{ status: number }> | undefined;
    const answers = await sentTogether(board, () => {
      moved = member.moveCard(board, locked, { column: 'Doing' });
      return others.map((number) => member.moveCard(board, number, { column: 'Doing' }));
    });
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await holder.query('COMMIT');
    expect(await moved).toMatchObject({ status: 200 });
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
});

test('a move that has to lock another board is sent alone', async () => {
  const blocked = await aBoard().make();
  const board = await aBoard().column('Doing').column('Done', { kind: 'done' }).make();
  const [theirs] = await blocked.cards('Ready', 1);
  const [blocker, plain, ...more] = (await board.cards('Ready', 4)) as [number, number, ...number[]];
  const link = { kind: 'blocks', board: blocked.key, card: theirs };
  expect(await member.post(`${board.path}/cards/${blocker}/links`, link)).toMatchObject({ status: 201 });
  const before = await deadlocksOf(api);
  const answers = await sentTogether(board, () =>
    [blocker, plain, ...more].map((number) => member.moveCard(board, number, { column: 'Done' })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await blocked.read()).cards).toMatchObject([{ blockedBy: [] }]);
  expect(await deadlocksOf(api)).toBe(before);
});

test('a group whose connection is cut changes nothing, and its keys take effect once', async () => {
  const board = await aBoard().make();
  const titles = ['a', 'b', 'c', 'd', 'e', 'f'];
  const send = () =>
    titles.map((title) => member.createCard(board, { title }, { 'idempotency-key': `cut-${title}` }));
  const answers = await sentTogether(board, send, async () => {
    // Those ahead of the group, and then the group itself.
    expect(await cut('weir.create_card')).toBe(2);
    while ((await cut('weir.run_group')) === 0);
  });
  expect(answers.map(({ status }) => status)).toEqual(titles.map(() => 503));
  expect((await board.read()).cards).toEqual([]);
  const again = await Promise.all(send());
  expect(again.map(({ body }) => body.title)).toEqual(titles);
  const replays = await Promise.all(send());
  expect(replays.map(({ body }) => body)).toEqual(again.map(({ body }) => body));
  expect((await board.read()).cards).toHaveLength(titles.length);
});

test('a call in which the database fails costs the others of its group nothing', async () => {
  const board = await aBoard().make();
  await api.pool.query(`
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'broken' USING ERRCODE = 'check_violation';
    END $$;
    CREATE TRIGGER fail BEFORE INSERT ON cards FOR EACH ROW WHEN (NEW.title = 'Broken') EXECUTE FUNCTION fail()`);
  try {
    const answers = await sentTogether(board, () =>
      ['a', 'Broken', 'b'].map((title) => member.createCard(board, { title })),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 500, 201]);
    expect((await board.read()).cards).toHaveLength(4);
  } finally {
    await api.pool.query('DROP TRIGGER fail ON cards; DROP FUNCTION fail()');
  }
});

test('groups of the same cards in opposite order, with plain SQL among them, cause no deadlock', async () => {
  const board = await aBoard().column('Doing').column('Review').make();
  const numbers = await board.cards('Ready', 8);
  const { workspaceId, boardId } = await boardIdsOf(api, board);
  const before = await deadlocksOf(api);
  const columns = ['Ready', 'Doing', 'Review'].map((name) => board.id(name));
  const { rows } = await api.pool.query<{ session: string }>(
    'SELECT id AS session FROM sessions WHERE user_id = $1',
    [member.id],
  );
  const callOf = (number: number, columnId: string) => [
    rows[0]?.session,
    member.id,
    'demo',
    board.key,
    ['member'],
    new Date(),
    number,
    JSON.stringify({ columnId }),
    ...[null, null, null, null],
  ];
  const runGroup = async (order: number[], columnId: string) => {
    const calls = JSON.stringify(order.map((number) => callOf(number, columnId)));
    const group = await api.pool.query<{ alone: boolean; outcome: object | null }>(
      `SELECT alone, outcome FROM weir.run_group('move-card', $1)`,
      [calls],
    );
    for (const { alone, outcome } of group.rows)
      expect(alone ? { body: {} } : outcome).toHaveProperty('body');
    return group.rows.length;
  };
  const sql = 'UPDATE cards SET column_id = $1 WHERE workspace_id = $2 AND board_id = $3 AND number = $4';
  for (let round = 0; round < 6; round += 1) {
    const [here, there] = [columns[round % 3]!, columns[(round + 1) % 3]!];
    const ran = await Promise.all([
      runGroup(numbers, here),
      runGroup(numbers.toReversed(), there),
      ...numbers.map((number) => api.pool.query(sql, [there, workspaceId, boardId, number])),
    ]);
    expect(ran.slice(0, 2)).toEqual([8, 8]);
  }
  await historyOf(member, board.path);
  expect(await deadlocksOf(api)).toBe(before);
});

/** Sends these writes while two others wait for the clock. `meanwhile` runs once they wait. Resolves with their answers. */
async function sentTogether<T>(
  board: BoardUnderTest,
  writes: () => Promise<T>[],
  meanwhile?: () => Promise<void>,
): Promise<T[]> {
  const holder = await api.pool.connect();
  try {
    await holder.query('BEGIN');
    await lockClock(holder, board);
    const ahead = [0, 1].map(() => member.createCard(board, { title: 'Ahead of the group' }));
    await untilWaiting(api.pool, 2);
    const written = writes();
    await untilQueued(written.length);
    await meanwhile?.();
    await holder.query('COMMIT');
    await Promise.all(ahead);
    return await Promise.all(written);
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
}

async function untilQueued(count: number): Promise<void> {
  while (sampleOf(await metricsOf(api.origin), 'weir_board_writes_waiting') < count);
}

/** Ends the connections on which this function runs. Returns how many. */
async function cut(called: string): Promise<number> {
  const { rowCount } = await api.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'weir-api' AND state = 'active'
        AND strpos(query, $1) > 0`,
    [called],
  );
  return rowCount ?? 0;
}

function lockClock(holder: pg.PoolClient, { key }: BoardUnderTest) {
  const sql = 'UPDATE board_clock k SET seq = k.seq FROM boards b WHERE b.id = k.board_id AND b.key = $1';
  return holder.query(sql, [key]);
}

function lockCard(holder: pg.PoolClient, { key }: BoardUnderTest, number: number) {
  const sql =
    'SELECT FROM cards c JOIN boards b ON b.id = c.board_id WHERE b.key = $1 AND c.number = $2 FOR UPDATE OF c';
  return holder.query(sql, [key, number]);
}
