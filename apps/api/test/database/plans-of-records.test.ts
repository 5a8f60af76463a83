import type { LimitTrial, Wait } from '@weir/contract';
import { addDays, todayIn } from '@weir/domain';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { insertedTrial } from '../trials/inserted-trial.js';
import { readsOf } from './table-reads.js';

const api = theApi();
const { owner, manager, member, requester, viewer } = api.people;
// Reading the counters also ends the connections of this pool.
beforeAll(() => void api.pool.on('error', () => {}));

const tables = ['request_waits', 'load_periods', 'rest_days', 'rests', 'limit_trials', 'board_prices'];
/** Each table gets this many rows of earlier days, all of one board. Trials get fewer, because only one runs at a time. */
const earlier = 2_500;
const rounds = 4;
/** The most rows of each table that a round of all calls below may read. */
const few = 400;
const rest = {
  ...{ overloadedDays: 2, ofDays: 3, load: 50, age: 50, overrides: 1, overdue: 1, byItself: false },
  ...{ calmDays: 2, lowMark: 70, longestDays: 5 },
};

/** Inserts what earlier days left: waits that have ended, days and rests, trials that were decided, and prices. Nothing runs ANALYZE. */
async function fill({ key }: BoardUnderTest, on: BoardUnderTest, trial: LimitTrial): Promise<void> {
  const insert = (sql: string, values: unknown[] = []) => api.pool.query(sql, [key, earlier, ...values]);
  for (const table of [...tables, 'cards', 'requests'])
    await api.pool.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
  // The triggers would queue a job that corrects the state of these waits.
  await api.pool.query('ALTER TABLE request_waits DISABLE TRIGGER USER');
  await insert(
    `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at, committed_at, delivered_at)
     SELECT k.workspace_id, k.board_id, uuidv7(), 1000 + n, 'Card ' || n, k.id, n, now(), b.created_by, now(), now(), now()
       FROM boards b
       JOIN columns k ON k.workspace_id = b.workspace_id AND k.board_id = b.id AND k.kind = 'done', generate_series(1, $2::int / 10) n
      WHERE b.key = $1`,
  );
  await insert(
    `INSERT INTO request_waits (workspace_id, board_id, id, card_id, on_board_id, on_request_id, state, since, ended_at)
     SELECT c.workspace_id, c.board_id, gen_random_uuid(), c.id, r.board_id, r.id, 'delivered', now() - interval '9 days', now()
       FROM boards b
       JOIN cards c    ON c.workspace_id = b.workspace_id AND c.board_id = b.id
       JOIN boards o   ON o.workspace_id = b.workspace_id AND o.key = $3
       JOIN requests r ON r.workspace_id = o.workspace_id AND r.board_id = o.id AND r.number BETWEEN 11 AND 20
      WHERE b.key = $1 AND c.number > 1000 AND $2 > 0`,
    [on.key],
  );
  await api.pool.query('ALTER TABLE request_waits ENABLE TRIGGER USER');
  await insert(
    `INSERT INTO load_periods (workspace_id, board_id, mark, began_at, ended_at)
     SELECT b.workspace_id, b.id, m, now() - n * interval '1 day', now() - n * interval '1 day' + interval '1 hour'
       FROM boards b, generate_series(2, $2::int / 2 + 1) n, unnest(enum_range(NULL::load_mark)) m WHERE b.key = $1`,
  );
  await insert(
    `INSERT INTO rest_days (workspace_id, board_id, day, kind, worked_seconds)
     SELECT b.workspace_id, b.id, current_date - 1 - n, 'measured', 86400 FROM boards b, generate_series(1, $2::int) n WHERE b.key = $1`,
  );
  await insert(
    `INSERT INTO rests (workspace_id, board_id, id, state, overloaded_days, of_days, at, until, closed_at)
     SELECT b.workspace_id, b.id, gen_random_uuid(), 'expired', 2, 3, t.at, t.at + interval '1 hour', t.at + interval '1 hour'
       FROM boards b, generate_series(1, $2::int) n, LATERAL (SELECT now() - n * interval '2 hours' AS at) t WHERE b.key = $1`,
  );
  await insert(
    `INSERT INTO limit_trials (workspace_id, board_id, id, limits, starts_on, ends_on, started_at, reason, prediction, calendar, ended_at, cause,
                               decision, decided_at)
     SELECT t.workspace_id, t.board_id, uuidv7(-n * interval '1 day'), t.limits, t.starts_on - n, t.ends_on - n, t.started_at, t.reason, t.prediction, t.calendar,
            now(), 'limitChanged', 'keep', now()
       FROM boards b JOIN limit_trials t ON t.workspace_id = b.workspace_id AND t.board_id = b.id AND t.id = $3, generate_series(1, $2::int / 40) n
      WHERE b.key = $1`,
    [trial.id],
  );
  await insert(
    `INSERT INTO board_prices (workspace_id, board_id, day, thousandths, level, at)
     SELECT b.workspace_id, b.id, current_date - n, 1000, 0.5, (current_date - n)::timestamptz FROM boards b, generate_series(1, $2::int) n WHERE b.key = $1`,
  );
}

test('before the first ANALYZE, no call reads the waits, rests, trials and prices of all earlier days', async () => {
  const rule = { credits: 100, period: 'week', timeZone: 'UTC', startPrice: 1, maxPrice: 5 };
  expect((await owner.put('/v1/workspaces/demo/credits/rule', rule)).status).toBe(200);
  await api.pool.query(`UPDATE credit_rules SET since = '2010-01-01'`);
  const policy = { depth: 500, openPerRequester: 500, timeZone: 'UTC' };
  const board = await aBoard()
    .column('Doing', { limit: 90 })
    .intake({ ...policy, rest })
    .make();
  const other = await aBoard().intake(policy).make();
  await board.cards('Doing', 4);
  await board.ask();
  for (let n = 0; n < 20; n += 1) await other.ask();
  const trial = await insertedTrial(
    board,
    [{ column: 'Doing', was: 80 }],
    addDays(todayIn(api.clock.now(), 'UTC'), -2),
  );
  await fill(board, other, trial);
  const { seq } = await board.read();

  const before = await readsOf(tables);
  const statuses: number[] = [];
  const done = async <Body>(called: Promise<{ status: number; body: Body }>): Promise<Body> => {
    const { status, body } = await called;
    statuses.push(status);
    return body;
  };
  const on = { board: other.key, request: 1 };
  for (let round = 1; round <= rounds; round += 1) {
    const waits = `${board.path}/cards/${round}/waits`;
    const { id } = await done(member.post<Wait>(waits, on));
    await done(member.get(waits));
    await done(member.get(`${board.path}/cards/1007/waits`));
    await done(member.get(`${board.path}/cards/${round}`));
    await done(member.get(`${board.path}/changes?after=${seq}`));
    await done(member.post(`${board.path}/requests/1/waits`, { board: other.key, request: round + 1 }));
    await done(member.get(`${board.path}/requests/1/waits`));
    await done(member.get(`${board.path}/intake/waits`));
    await done(manager.get(`${other.path}/requests/1`));
    await done(manager.get(`${other.path}/requests?state=waiting`));
    await done(viewer.get('/v1/workspaces/demo/waits/map'));
    await done(viewer.get(`/v1/workspaces/demo/waits?from=${board.key}&on=${other.key}`));
    await done(member.get(`${board.path}/requests/1/history`));
    await done(member.get(`${board.path}/pressure`));
    await done(requester.get(`${board.path}/requests/1`));
    await api.service('WaitChecksService').deliverDue();
    if (round < rounds) await done(member.delete(`${waits}/${id}`));
    await done(member.get(`${board.path}/intake/rest`));
    await done(member.get(`${board.path}/intake/price`));
    await done(requester.post(`${board.path}/requests`, { title: `Asked ${round}` }));
    await done(member.get(`${board.path}/limits/trials?size=5`));
    await done(member.get(`${board.path}/limits/trials/${trial.id}`));
    await done(manager.patch(`${board.path}/intake`, { depth: 400 + round }));
    for (const job of ['SweepService', 'EndingTrialsService'] as const) await api.service(job).sweep();
    await api.service('PriceDaysService').priceAll();
  }
  expect(statuses.filter((status) => status >= 300)).toEqual([]);
  const after = await readsOf(tables);
  const rows = tables.map((table) => [table, after[table]!.rows - before[table]!.rows] as const);
  expect(rows.filter(([, read]) => read > few * rounds)).toEqual([]);
  expect(tables.filter((table) => after[table]!.whole - before[table]!.whole >= rounds)).toEqual([]);
});
