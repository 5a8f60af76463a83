import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '@weir/stack';
import pg from 'pg';
import { makeQueue, startBoss } from '../../src/background/boss.js';
import { aDatabase, type TestDatabase } from '../support/database.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const { NODE_OPTIONS: _, ...inherited } = process.env;

let database: TestDatabase;
let sql: pg.Client;
beforeAll(async () => {
  database = await aDatabase();
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

type Running = { origin: string; said(text: string): Promise<void>; stop(): Promise<number> };

/** An instance of the API in its own process. */
async function start(url: string): Promise<Running> {
  const port = await freePort();
  const settings = {
    DATABASE_URL: url,
    API_PORT: String(port),
    WEIR_TOKEN_SECRET: 'a secret of the tests, of no worth at all',
    WEIR_SWEEP_SECONDS: '1',
    LOG_LEVEL: 'info',
  };
  const child: ChildProcess = spawn(process.execPath, [main], { env: { ...inherited, ...settings } });
  let all = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (all += data));
  const said = async (text: string) => {
    const ended = once(child, 'close').then(() => Promise.reject(new Error(`it has ended: ${all}`)));
    ended.catch(() => {});
    while (!all.includes(text)) await Promise.race([once(child.stdout as Readable, 'data'), ended]);
  };
  await said('listening');
  return {
    origin: `http://127.0.0.1:${port}`,
    said,
    async stop() {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      return (await closed)[0] as number;
    },
  };
}

const runs = async () => {
  const { rows } = await sql.query<{ state: string; slot: Date }>(
    `SELECT state::text, singleton_on AS slot FROM pgboss.job WHERE name = 'intake-sweep' ORDER BY created_on`,
  );
  return rows;
};

test('instances share background work: a job runs once per interval on all of them together', async () => {
  const instances = await Promise.all([1, 2].map(() => start(database.appUrl)));
  const completed = async () => (await runs()).filter(({ state }) => state === 'completed').length;
  // Polling without a pause would keep a core busy.
  while ((await completed()) < 3) await pause(50);
  expect(await Promise.all(instances.map((instance) => instance.stop()))).toEqual([0, 0]);
  const all = await runs();
  expect(new Set(all.map(({ slot }) => slot.getTime())).size).toBe(all.length);
  expect(all.filter(({ state }) => state === 'failed')).toEqual([]);
});

test('background work that could not start is tried again within seconds', async () => {
  const before = (await runs()).length;
  await sql.query('BEGIN; LOCK TABLE pgboss.queue');
  const instance = await start(database.appUrl);
  await instance.said('no work in the background');
  await sql.query('ROLLBACK');
  const tried = performance.now();
  while ((await runs()).length === before) await pause(50);
  expect(performance.now() - tried).toBeLessThan(20_000);
  expect(await instance.stop()).toBe(0);
});

test('finished jobs are deleted within a quarter of an hour after their hour', async () => {
  const boss = await startBoss(sql, () => {});
  const name = 'a-job-of-the-test';
  await makeQueue(boss, name);
  await boss.send(name);
  const [job] = await boss.fetch(name);
  await boss.complete(name, job!.id);
  await boss.supervise(name);
  const kept = () => sql.query('SELECT FROM pgboss.job WHERE name = $1', [name]);
  expect((await kept()).rowCount).toBe(1);
  await sql.query("UPDATE pgboss.job SET completed_on = now() - interval '61 minutes' WHERE name = $1", [
    name,
  ]);
  await sql.query("UPDATE pgboss.queue SET maintain_on = now() - interval '16 minutes' WHERE name = $1", [
    name,
  ]);
  await boss.supervise(name);
  expect((await kept()).rowCount).toBe(0);
  await boss.stop({ close: false });
});

test('logs that the tables of the jobs are missing, and serves without them', async () => {
  await sql.query(`DROP SCHEMA pgboss CASCADE`);
  const without = await start(database.appUrl);
  await without.said('Run weir-migrate');
  expect((await fetch(`${without.origin}/health/ready`)).status).toBe(200);
  expect(await without.stop()).toBe(0);
});
