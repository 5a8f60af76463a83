import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '@weir/prisma/migrate';
import { embeddedPostgres, type Postgres } from '@weir/stack';
import pg from 'pg';
import { checkSeed } from '../../src/seed/check.js';
import { seed } from '../../src/seed/seed.js';
import { boardSizes, workspaceSizes } from '../../src/seed/sizes.js';

let postgres: Postgres;
let client: pg.Client;

beforeAll(async () => {
  postgres = await embeddedPostgres();
  await migrate(postgres.url, { appRole: 'weir_app' });
  client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await seed(client, { boards: 8, into: null }, () => {});
}, 120_000);
afterAll(async () => {
  await client.end();
  await postgres.stop();
});

test('the rows of the seed keep the rules of Weir', async () => {
  expect(await checkSeed(client, 8)).toEqual([]);
});

const aBoard = `(SELECT id FROM boards ORDER BY key LIMIT 1)`;

/** Words from the name of a rule, and SQL that breaks the rule. */
const breaks: [string, string][] = [
  ['not numbered', `DELETE FROM events WHERE board_id = ${aBoard} AND seq = 7`],
  [
    'earlier than the one before',
    `UPDATE events SET at = at - interval '1 year' WHERE board_id = ${aBoard} AND seq = 9`,
  ],
  ['a limit that is exceeded', `UPDATE wip_limits SET max = 0 WHERE board_id = ${aBoard}`],
  ['than its limit after an event', `UPDATE wip_limits SET max = 0 WHERE board_id = ${aBoard}`],
  ['than its depth', `UPDATE intakes SET depth = 0`],
  ['its one answer', `UPDATE requests SET answered_at = NULL WHERE board_id = ${aBoard} AND number = 1`],
  ['without a card', `UPDATE cards SET request_id = NULL WHERE board_id = ${aBoard}`],
  [
    'what the log of its board says',
    `UPDATE cards SET delivered_at = NULL, committed_at = NULL WHERE board_id = ${aBoard} AND number = 2`,
  ],
  ['differs in the search', `UPDATE search_texts SET words = '' WHERE board_id = ${aBoard}`],
  ['flow_stays', `DELETE FROM flow_stays WHERE card = 2`],
  ['flow_days', `UPDATE flow_days SET arrived = arrived + 1`],
];

test.each(breaks)('the check of the seed finds: %s', async (words, sql) => {
  const [, table] = /(?:UPDATE|FROM) (\w+)/.exec(sql)!;
  // The check rolls back its own transaction only, so the rows are restored here.
  await client.query(
    `SET session_replication_role = replica; CREATE TEMP TABLE kept AS SELECT * FROM ${table}`,
  );
  try {
    await client.query(sql);
    expect((await checkSeed(client, 8)).join('\n')).toContain(words);
  } finally {
    await client.query(`DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM kept; DROP TABLE kept`);
    await client.query('SET session_replication_role = origin');
  }
});

test('a hundred boards have ten thousand cards, in workspaces of different sizes', () => {
  const workspaces = workspaceSizes(10_000);
  expect(workspaces.reduce((sum, { boards }) => sum + boards, 0)).toBe(10_000);
  expect(workspaces.length).toBe(50);
  expect(workspaces[0]!.boards).toBeGreaterThan(20 * workspaces[49]!.boards);
  const cards = boardSizes(workspaces).reduce((sum, each) => sum + each.cards, 0);
  expect(cards / 1_000_000).toBeCloseTo(1, 1);
});
