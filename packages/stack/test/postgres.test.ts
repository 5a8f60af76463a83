import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { embeddedPostgres, type Postgres } from '../src/postgres/embedded.js';
import { templateDatabase } from '../src/postgres/template.js';
import { isAlive } from '../src/processes.js';

const home = mkdtempSync(join(tmpdir(), 'weir-test-'));
chmodSync(home, 0o755);
let running: Postgres[] = [];
/** For tests that leave it as they find it: to create the data folder takes most of a test's time. */
let shared: Postgres;

beforeAll(async () => {
  await (await embeddedPostgres({ dataDir: join(home, 'new') })).stop();
  shared = await embeddedPostgres({ dataDir: aFolder('shared'), durable: false });
});
afterEach(async () => {
  await Promise.all(running.map((postgres) => postgres.stop()));
  running = [];
});
afterAll(async () => {
  await shared.stop();
  rmSync(home, { recursive: true, force: true });
});

/** A data folder in which nothing was done yet. */
function aFolder(name: string): string {
  const dataDir = join(home, name);
  execFileSync('cp', ['-a', join(home, 'new'), dataDir]);
  return dataDir;
}

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
  await query(shared.url, 'CREATE TABLE kept AS SELECT 1 AS n');
  for (let round = 0; round < 3; round++) {
    await shared.kill();
    await shared.restart();
    expect(await query(shared.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  }
});

test('keeps a given data folder and deletes a temporary one', async () => {
  const kept = await start({ dataDir: aFolder('kept') });
  await query(kept.url, 'CREATE TABLE kept AS SELECT 1 AS n');
  await kept.stop();
  const again = await start({ dataDir: join(home, 'kept') });
  expect(await query(again.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);

  const temporary = await start();
  await temporary.stop();
  expect(existsSync(temporary.dataDir)).toBe(false);
});

test('logs no values of rows', async () => {
  await query(shared.url, 'CREATE TABLE people (email text UNIQUE)');
  const arrive = () => query(shared.url, `INSERT INTO people SELECT 'rana' || '@demo.test'`);
  await arrive();
  await expect(arrive()).rejects.toMatchObject({ detail: expect.stringContaining('rana@demo.test') });
  const log = readFileSync(`${shared.dataDir}.log`, 'utf8');
  expect(log).toContain('duplicate key value');
  expect(log).not.toContain('rana@demo.test');
});

test('takes over from a server that outlived its parent', async () => {
  const dataDir = aFolder('orphan');
  const orphan = await start({ dataDir });
  await start({ dataDir });
  expect(isAlive(orphan.pid())).toBe(false);
});

test('a server stops when its process exits without stopping it', async () => {
  const dataDir = aFolder('left');
  const script = `const { embeddedPostgres } = await import('${new URL('../dist/index.js', import.meta.url)}');
    await embeddedPostgres({ dataDir: '${dataDir}', durable: false });
    process.exit();`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', script]);
  // PostgreSQL removes the file last.
  while (existsSync(join(dataDir, 'postmaster.pid'))) await sleep(20);
});

test('starts despite a stale pid file whose number belongs to another process', async () => {
  const dataDir = aFolder('stale');
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
  expect(await query(shared.url, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([
    { rolsuper: false },
  ]);
});

test('the owner of the database can repeat the rights that a dump has of large objects', async () => {
  const repeated = ['lo_close(integer)', 'lo_create(oid)', 'loread(integer, integer)'];
  for (const each of repeated)
    await query(shared.url, `REVOKE ALL ON FUNCTION pg_catalog.${each} FROM PUBLIC`);
  await expect(query(shared.appUrl, 'SELECT lo_create(0)')).rejects.toMatchObject({ code: '42501' });
});

test('gives the data folder of an earlier version the missing roles', async () => {
  const dataDir = aFolder('before');
  const before = await start({ dataDir });
  await query(before.url, 'CREATE TABLE kept AS SELECT 1 AS n');
  await before.stop();
  for (const role of ['weir_app', 'weir_backup']) rmSync(join(dataDir, `${role}.password`));
  const after = await start({ dataDir });
  expect(await query(after.appUrl, 'SELECT current_user AS name')).toEqual([{ name: 'weir_app' }]);
  await expect(query(after.appUrl, 'SELECT n FROM kept')).rejects.toMatchObject({ code: '42501' });
});

test('says what to do if the data is from another version', async () => {
  const dataDir = aFolder('old');
  writeFileSync(join(dataDir, 'PG_VERSION'), '15\n');
  await expect(embeddedPostgres({ dataDir })).rejects.toMatchObject({
    what: `The data in ${dataDir} is from PostgreSQL 15.`,
    why: 'This Weir brings PostgreSQL 18, which cannot read it.',
    now: expect.stringContaining('WEIR_DATA_DIR'),
  });
});

test('prepares a template once for many callers and gives each its own copy', async () => {
  let prepared = 0;
  const prepare = async (template: string) => {
    prepared++;
    await query(template, 'CREATE TABLE cards AS SELECT 1 AS n');
  };
  const templates = await Promise.all([1, 2, 3].map(() => templateDatabase(shared.url, prepare)));
  const copies = await Promise.all(templates.map((template) => template.clone()));
  expect(prepared).toBe(1);
  await query(copies[0]!.url, 'DELETE FROM cards');
  expect(await query(copies[1]!.url, 'SELECT n FROM cards')).toEqual([{ n: 1 }]);
  await Promise.all(copies.map((copy) => copy.drop()));
});
