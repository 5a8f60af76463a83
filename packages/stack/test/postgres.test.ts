import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { embeddedPostgres, type Postgres } from '../src/postgres/embedded.js';
import { templateDatabase } from '../src/postgres/template.js';
import { isAlive } from '../src/processes.js';

const home = mkdtempSync(join(tmpdir(), 'weir-test-'));
chmodSync(home, 0o755);
let running: Postgres[] = [];

afterEach(async () => {
  await Promise.all(running.map((postgres) => postgres.stop()));
  running = [];
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function start(options?: Parameters<typeof embeddedPostgres>[0]) {
  const postgres = await embeddedPostgres(options);
  running.push(postgres);
  return postgres;
}

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('keeps committed rows when the postmaster is killed and restarted', async () => {
  const postgres = await start();
  await query(postgres.url, 'CREATE TABLE kept AS SELECT 1 AS n');
  for (let round = 0; round < 3; round++) {
    await postgres.kill();
    await postgres.restart();
    expect(await query(postgres.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  }
});

test('keeps a given data folder and deletes a temporary one', async () => {
  const kept = await start({ dataDir: join(home, 'kept') });
  await query(kept.url, 'CREATE TABLE kept AS SELECT 1 AS n');
  await kept.stop();
  const again = await start({ dataDir: join(home, 'kept') });
  expect(await query(again.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);

  const temporary = await start();
  await temporary.stop();
  expect(existsSync(temporary.dataDir)).toBe(false);
});

test('logs no values of rows', async () => {
  const postgres = await start();
  await query(postgres.url, 'CREATE TABLE people (email text UNIQUE)');
  const arrive = () => query(postgres.url, `INSERT INTO people SELECT 'rana' || '@demo.test'`);
  await arrive();
  await expect(arrive()).rejects.toMatchObject({ detail: expect.stringContaining('rana@demo.test') });
  const log = readFileSync(`${postgres.dataDir}.log`, 'utf8');
  expect(log).toContain('duplicate key value');
  expect(log).not.toContain('rana@demo.test');
});

test('takes over from a server that outlived its parent', async () => {
  const dataDir = join(home, 'orphan');
  const orphan = await start({ dataDir });
  await start({ dataDir });
  expect(isAlive(orphan.pid())).toBe(false);
});

test('starts despite a stale pid file whose number belongs to another process', async () => {
  const dataDir = join(home, 'stale');
  const first = await start({ dataDir });
  await first.kill();
  writeFileSync(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`);
  const second = await start({ dataDir });
  expect(await query(second.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
});

test('runs in a folder that only its owner can enter, or says what to do', async () => {
  const closed = join(home, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  try {
    const postgres = await start({ dataDir: join(closed, 'data') });
    await postgres.kill();
    await postgres.restart();
    expect(await query(postgres.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  } catch (error) {
    // Root, in a container that forbids user namespaces.
    expect(error).toMatchObject({ now: expect.stringContaining('DATABASE_URL') });
  }
});

test('runs the application without superuser rights', async () => {
  const { url } = await start();
  expect(await query(url, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([
    { rolsuper: false },
  ]);
});

test('gives the data folder of an earlier version the role of the API', async () => {
  const dataDir = join(home, 'before');
  const before = await start({ dataDir });
  await query(before.url, 'CREATE TABLE kept AS SELECT 1 AS n');
  await before.stop();
  rmSync(join(dataDir, 'weir_app.password'));
  const after = await start({ dataDir });
  expect(await query(after.appUrl, 'SELECT current_user AS name')).toEqual([{ name: 'weir_app' }]);
  await expect(query(after.appUrl, 'SELECT n FROM kept')).rejects.toMatchObject({ code: '42501' });
});

test('says what to do if the data is from another version', async () => {
  const dataDir = join(home, 'old');
  await (await start({ dataDir })).stop();
  writeFileSync(join(dataDir, 'PG_VERSION'), '15\n');
  await expect(embeddedPostgres({ dataDir })).rejects.toMatchObject({
    what: `The data in ${dataDir} is from PostgreSQL 15.`,
    why: 'This Weir brings PostgreSQL 18, which cannot read it.',
    now: expect.stringContaining('WEIR_DATA_DIR'),
  });
});

test('prepares a template once for many callers and gives each its own copy', async () => {
  const { url } = await start();
  let prepared = 0;
  const prepare = async (template: string) => {
    prepared++;
    await query(template, 'CREATE TABLE cards AS SELECT 1 AS n');
  };
  const templates = await Promise.all([1, 2, 3].map(() => templateDatabase(url, prepare)));
  const copies = await Promise.all(templates.map((template) => template.clone()));
  expect(prepared).toBe(1);
  await query(copies[0]!.url, 'DELETE FROM cards');
  expect(await query(copies[1]!.url, 'SELECT n FROM cards')).toEqual([{ n: 1 }]);
  await Promise.all(copies.map((copy) => copy.drop()));
});
