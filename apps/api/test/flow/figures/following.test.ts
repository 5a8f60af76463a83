import { expect, test } from '@jest/globals';
import type { Arrivals } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';

const api = theApi();
const { member } = api.people;

const rowsOf = async ({ key }: BoardUnderTest) => {
  const of = 'JOIN boards b ON b.workspace_id = t.workspace_id AND b.id = t.board_id WHERE b.key = $1';
  const [cards, stays, days, positions] = await Promise.all(
    [
      `SELECT to_jsonb(t) AS row FROM flow_cards t ${of} ORDER BY t.card`,
      `SELECT to_jsonb(t) AS row FROM flow_stays t ${of} ORDER BY t.card, t.n`,
      `SELECT to_jsonb(t) AS row FROM flow_days t ${of} AND t.change <> 0 ORDER BY t.day, t.stage, t.column_id`,
      `SELECT to_jsonb(t) AS row FROM flow_positions t ${of}`,
    ].map(async (text) => (await api.pool.query(text, [key])).rows),
  );
  return { cards, stays, days, positions };
};

const forget = ({ key }: BoardUnderTest) =>
  api.pool
    .query(
      `WITH b AS (SELECT * FROM boards WHERE key = $1),
          s AS (DELETE FROM flow_stays t USING b WHERE t.board_id = b.id),
          d AS (DELETE FROM flow_days t USING b WHERE t.board_id = b.id),
          p AS (DELETE FROM flow_positions t USING b WHERE t.board_id = b.id)
     SELECT 1`,
      [key],
    )
    .then(() =>
      api.pool.query('DELETE FROM flow_cards t USING boards b WHERE t.board_id = b.id AND b.key = $1', [key]),
    );

test('reads, the job and writers that race read every event once, in its order', async () => {
  const board = await aBoard().column('Doing').column('Review').make();
  const numbers = await board.cards('Ready', 6);
  const read = () => member.get<Arrivals>(`${board.path}/flow/arrivals`);
  const columns = ['Doing', 'Review', 'Doing', 'Done'];
  await Promise.all([
    ...numbers.map(async (number) => {
      for (const column of columns)
        expect((await member.moveCard(board, number, { column })).status).toBe(200);
    }),
    ...Array.from({ length: 8 }, async () => {
      for (let n = 0; n < 5; n += 1) expect((await read()).status).toBe(200);
    }),
    ...Array.from({ length: 3 }, () => api.service('FollowService').sweep()),
  ]);
  await read();
  const followed = await rowsOf(board);
  expect(followed.stays).toHaveLength(6 * 5);

  // Reading the whole log at once gives the same rows.
  await forget(board);
  await api.service('FollowService').sweep();
  expect(await rowsOf(board)).toEqual(followed);
});

test('a read includes everything written before it, even by plain SQL', async () => {
  const board = await aBoard().column('Doing').make();
  const inFlight = async () =>
    (await member.get<Arrivals>(`${board.path}/flow/arrivals`)).body.days.at(-1)?.inFlight;
  await board.cards('Doing', 2);
  expect(await inFlight()).toBe(2);
  await api.pool.query('UPDATE cards SET column_id = $1 WHERE column_id = $2 AND number = 1', [
    board.id('Done'),
    board.id('Doing'),
  ]);
  expect(await inFlight()).toBe(1);
});

test('figures read only the history that overlaps their days, however long the history is', async () => {
  const board = await aBoard().column('Doing').make();
  await board.cards('Doing', 20);
  await member.get(`${board.path}/flow/arrivals`);
  const { workspace_id, id } = (await api.pool.query('SELECT * FROM boards WHERE key = $1', [board.key]))
    .rows[0];
  const of = `'${workspace_id}', ARRAY['${id}'::uuid], current_date - 60, current_date`;
  const cost = async () => {
    // Autovacuum gathers statistics within a minute. Without them, the counts of a class read all stays of the board.
    await api.pool.query('ANALYZE flow_cards, flow_stays, flow_days');
    const calls = [
      `count(*) FROM weir.flow_changes(${of}, '{}')`,
      `count(*) FROM weir.flow_changes(${of}, '{"classes": ["standard"]}')`,
      `count(*) FROM weir.flow_throughput(${of}, '{}')`,
      `weir.flow_efficiency(${of}, '{}', 100)`,
      `weir.flow_cycle_times(${of}, '{}', 100)`,
      `weir.flow_ageing(${of}, '{}', now(), 100)`,
      `weir.flow_blocked(${of}, '{}', now(), 100)`,
    ];
    const blocks: number[] = [];
    for (const call of calls) {
      const { rows } = await api.pool.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT ${call}`);
      blocks.push(rows[0]['QUERY PLAN'][0].Plan['Shared Hit Blocks']);
    }
    return blocks;
  };
  const age = (first: number, cards: number, days: number) =>
    api.pool
      .query(
        `WITH b AS (SELECT b.*, now() - make_interval(days => $4) AS at FROM boards b WHERE b.key = $1), c AS (
         INSERT INTO flow_cards (workspace_id, board_id, card, class_of_service, label_ids, assignee_ids, half_done, blocked, stage, created_at, committed_at, delivered_at)
         SELECT b.workspace_id, b.id, $2 + n, 'standard', '{}', '{}', false, false, 'delivered', b.at, b.at, b.at + interval '1 day'
           FROM b, generate_series(1, $3::int) n)
       SELECT`,
        [board.key, first, cards, days],
      )
      .then(() =>
        api.pool.query(
          `INSERT INTO flow_stays (workspace_id, board_id, card, n, stage, column_id, half_done, blocked, block_reason, entered_at, left_at, left_for)
         SELECT c.workspace_id, c.board_id, c.card, k, CASE k WHEN 1 THEN 'inFlight' ELSE 'delivered' END::flow_stage, $2, false, k = 1,
                CASE k WHEN 1 THEN 'Waiting' END,
                CASE k WHEN 1 THEN c.committed_at ELSE c.delivered_at END, CASE k WHEN 1 THEN c.delivered_at END, CASE k WHEN 1 THEN 'delivered' END::flow_stage
           FROM flow_cards c JOIN boards b ON b.workspace_id = c.workspace_id AND b.id = c.board_id AND b.key = $1, generate_series(1, 2) k
          WHERE c.card > $3`,
          [board.key, board.id('Doing'), first],
        ),
      );
  await age(1_000, 500, 30);
  await cost();
  const before = await cost();
  // Twenty times as many cards, all delivered before the window.
  await age(10_000, 10_000, 200);
  await cost();
  // Ranges of an index overlap more with more rows, so a few more of its pages are read, but far fewer than twenty times as many.
  for (const [at, blocks] of (await cost()).entries())
    expect(blocks).toBeLessThan(4 * (before[at] as number) + 50);
});
