import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { databaseUrl } from '@weir/stack';
import type pg from 'pg';
import { compareFacts } from '../src/backups/comparison.js';
import { type Facts, readFacts } from '../src/backups/facts.js';
import { connected, serverUrl } from './support/migrated.js';
import { aWorkspace } from './support/workspace.js';

// weir-backup and weir-drill, as cron runs them on a server. A copy of the database takes the place of a restored backup.

const folder = mkdtempSync(join(tmpdir(), 'weir-backups-'));
const facts = join(folder, 'nightly.json');
const copy = `restored_${process.pid}`;
const copyUrl = databaseUrl(serverUrl(), copy);
let installation: string;

beforeAll(async () => {
  const workspace = await aWorkspace();
  installation = workspace.url;
  const board = await workspace.board();
  await board.limit({ scope: 'column', columnId: board.dev, max: 2 });
  await board.card(board.dev);
  await workspace.end();
});
afterAll(async () => {
  await sql(serverUrl(), `DROP DATABASE IF EXISTS ${copy}`);
  rmSync(folder, { recursive: true, force: true });
});

async function sql<Row extends pg.QueryResultRow>(connectionString: string, text: string): Promise<Row[]> {
  const client = await connected(connectionString);
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Runs a program. Returns its exit code and what it printed. */
function run(program: 'backup' | 'drill', arguments_: string[], env: NodeJS.ProcessEnv = {}) {
  const file = fileURLToPath(new URL(`../dist/bin/${program}.js`, import.meta.url));
  const options = { env: { ...process.env, DATABASE_URL: installation, ...env } };
  return new Promise<{ code: number; printed: string }>((resolve) => {
    execFile(process.execPath, [file, ...arguments_], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, printed: stdout + stderr }),
    );
  });
}

const lastRun = async () =>
  (await sql(installation, 'SELECT * FROM backup_runs ORDER BY at DESC LIMIT 1'))[0];

test('weir-backup records the facts of a database, and weir-drill reports differences in a restored copy', async () => {
  const command = ['sh', '-c', 'test -n "$WEIR_SNAPSHOT" && echo dumped'];
  const made = await run('backup', [facts, '--snapshot', '--', ...command]);
  expect(made).toEqual({ code: 0, printed: expect.stringContaining('dumped') });
  expect(statSync(facts).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(facts, 'utf8'))).toMatchObject({
    backup: 'nightly',
    exact: true,
    facts: { limits: { set: 1, exceeded: 0 }, files: null },
  });
  expect(await lastRun()).toMatchObject({
    kind: 'backup',
    ok: true,
    backup: 'nightly',
    found: { boards: 1 },
  });

  // The run was recorded after the snapshot.
  const name = new URL(installation).pathname.slice(1);
  await sql(serverUrl(), `CREATE DATABASE ${copy} TEMPLATE ${name}`);
  await sql(copyUrl, 'DELETE FROM backup_runs');
  const good = await run('drill', [facts], { RESTORED_DATABASE_URL: copyUrl });
  expect(good).toEqual({ code: 0, printed: expect.stringContaining('found no fault') });
  expect(await lastRun()).toMatchObject({ kind: 'drill', ok: true, faults: [] });

  await sql(
    copyUrl,
    `SET session_replication_role = replica;
     DELETE FROM events WHERE seq = (SELECT max(seq) FROM events);
     UPDATE wip_limits SET max = 0`,
  );
  const bad = await run('drill', [facts], { RESTORED_DATABASE_URL: copyUrl });
  expect(bad.code).toBe(1);
  expect(bad.printed).toContain('rows of the table events:');
  expect(bad.printed).toContain('exceeded limits: 1, not 0');
  expect(await lastRun()).toMatchObject({ kind: 'drill', ok: false, backup: 'nightly' });
});

test('a failed backup command leaves no facts, and is recorded with its reason', async () => {
  const file = join(folder, 'failed.json');
  const { code, printed } = await run('backup', [file, '--', 'sh', '-c', 'exit 3']);
  expect(code).toBe(1);
  expect(printed).toContain('sh ended with exit code 3');
  expect(existsSync(file)).toBe(false);
  expect(await lastRun()).toMatchObject({
    ok: false,
    faults: [{ code: 'unusable', detail: 'sh ended with exit code 3' }],
  });
});

test('a drill of a missing database is recorded as failed', async () => {
  const { code } = await run('drill', [facts], {
    RESTORED_DATABASE_URL: databaseUrl(serverUrl(), 'nowhere'),
  });
  expect(code).toBe(1);
  expect(await lastRun()).toMatchObject({ kind: 'drill', ok: false, faults: [{ code: 'unusable' }] });
});

test('a copy may be newer than its facts, but no board may be behind and no log may lack events', async () => {
  const then = await readFacts(installation, null);
  const [id, board] = Object.entries(then.boards)[0]!;
  const now = (change: Partial<Facts['boards'][string]>): Facts => ({
    ...then,
    tables: { ...then.tables, cards: { rows: 99, digest: '1' } },
    boards: { [id]: { ...board, ...change } },
  });
  const compare = (found: Facts) => compareFacts(then, found, { exact: false });
  expect(compare(now({ seq: board.seq + 5, lastEvent: board.seq + 5 }))).toEqual([]);
  expect(compare(now({ seq: board.seq - 1, lastEvent: board.seq - 1 }))).toEqual([
    { code: 'board-differs', board: board.name, expected: board.seq, found: board.seq - 1 },
  ]);
  expect(compare(now({ seq: board.seq + 5, lastEvent: board.seq }))).toEqual([
    { code: 'events-missing', board: board.name, expected: board.seq + 5, found: board.seq },
  ]);
  expect(compare({ ...then, boards: {} })).toEqual([{ code: 'board-missing', board: board.name }]);
});

test('runs are kept for 400 days, and the newest good run of each kind for longer', async () => {
  const old = (ok: boolean, days: number) =>
    `INSERT INTO backup_runs (id, kind, at, milliseconds, ok, backup, made_at, faults)
     VALUES (gen_random_uuid(), 'drill', now() - interval '${days} days', 1, ${ok}, 'old', now(), '${ok ? '[]' : '[{}]'}')`;
  await sql(
    installation,
    `DELETE FROM backup_runs; ${old(true, 500)}; ${old(true, 450)}; ${old(false, 420)}`,
  );
  const run = `'{"kind": "backup", "ok": true, "milliseconds": 1.5, "backup": "b", "madeAt": "2026-12-03T10:00:00Z"}'`;
  await sql(installation, `SELECT weir.record_backup_run(${run})`);
  const left = await sql(
    installation,
    'SELECT kind, ok, now()::date - at::date AS days FROM backup_runs ORDER BY at',
  );
  expect(left).toEqual([
    { kind: 'drill', ok: true, days: 450 },
    { kind: 'backup', ok: true, days: 0 },
  ]);
});
