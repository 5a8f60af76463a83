import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { lockDataFolder, secretsOf } from '../src/installation/data-folder.js';
import { readSettings } from '../src/installation/settings.js';
import { freePort, isFree } from '../src/ports.js';
import { startServer } from '../src/servers.js';
import { assertNotOlder, assertUsable } from '../src/start/database.js';

const home = mkdtempSync(join(tmpdir(), 'weir-test-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const aFolder = (name: string) => join(home, name);

function aServer(name: string, source: string): string {
  const file = join(home, `${name}.mjs`);
  writeFileSync(file, source);
  return file;
}

test('creates the secrets once, readable by their owner only', () => {
  const folder = aFolder('secrets');
  lockDataFolder(folder);
  const secrets = secretsOf(folder);
  expect(secrets.WEIR_TOKEN_SECRET).toHaveLength(43);
  expect(secrets.NEXTAUTH_SECRET).not.toBe(secrets.WEIR_TOKEN_SECRET);
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(secretsOf(folder)).toEqual(secrets);
});

test('locks the data folder for one start; a killed one releases it', async () => {
  const folder = aFolder('held');
  const holder = spawn(process.execPath, [aServer('start.js', 'setInterval(() => 0, 1000)')]);
  await once(holder, 'spawn');
  lockDataFolder(folder);
  writeFileSync(join(folder, 'start.pid'), `${holder.pid}\n`);
  expect(() => lockDataFolder(folder)).toThrow(`Process ${holder.pid} uses the data folder ${folder}.`);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(() => lockDataFolder(folder)).not.toThrow();
});

test('names a data folder that cannot be created', () => {
  const file = aFolder('a-file');
  writeFileSync(file, '');
  const folder = join(file, 'data');
  expect(() => lockDataFolder(folder)).toThrow(`The data folder ${folder} cannot be created.`);
});

test('names a data folder that cannot be written to', () => {
  const folder = aFolder('not-mine');
  // Root may write anywhere, but nobody can write a file where a folder is.
  mkdirSync(join(folder, 'start.pid'), { recursive: true });
  expect(() => lockDataFolder(folder)).toThrow(`The data folder ${folder} cannot be written to.`);
});

test('detects a port that is in use', async () => {
  const port = await freePort();
  expect(await isFree(port)).toBe(true);
  const server = createServer().listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  expect(await isFree(port)).toBe(false);
  server.close();
});

test('names an invalid port', () => {
  expect(() => readSettings({ WEB_PORT: '80x' }, home)).toThrow('WEB_PORT is "80x"');
  expect(() => readSettings({ API_PORT: '70000' }, home)).toThrow('API_PORT is "70000"');
  expect(readSettings({ WEB_PORT: '' }, home)).toMatchObject({ webPort: 3000, apiPort: 4000 });
  expect(() => readSettings({ WEB_PORT: '4000' }, home)).toThrow('WEB_PORT and API_PORT are both 4000.');
});

test('names an unreachable database without its password', async () => {
  const url = `postgresql://weir:hush@127.0.0.1:${await freePort()}/weir`;
  const refusal = await assertUsable(url).catch((error) => error);
  expect(refusal.what).toBe('The database of DATABASE_URL cannot be reached.');
  expect(refusal.why).toContain('ECONNREFUSED');
  expect(refusal.message).not.toContain('hush');
});

test('refuses the URL of another kind of database without printing it', () => {
  for (const DATABASE_URL of ['mysql://weir:hush@db/weir', 'hush', 'postgresql://weir:hu#sh@/:weir:x']) {
    expect(() => readSettings({ DATABASE_URL }, home)).toThrow('DATABASE_URL is not a PostgreSQL URL.');
    expect(() => readSettings({ DATABASE_URL }, home)).not.toThrow(/hush/);
  }
  const DATABASE_URL = 'postgres://weir:secret@localhost:5432/weir';
  expect(readSettings({ DATABASE_URL }, home)).toMatchObject({ databaseUrl: DATABASE_URL });
});

test('a database that it was given gets no demo workspace', () => {
  const DATABASE_URL = 'postgres://weir:secret@localhost:5432/weir';
  expect(readSettings({}, home).demo).toBe(true);
  expect(readSettings({ WEIR_DEMO: 'off' }, home).demo).toBe(false);
  expect(readSettings({ DATABASE_URL }, home).demo).toBe(false);
  expect(readSettings({ DATABASE_URL, WEIR_DEMO: 'on' }, home).demo).toBe(false);
});

test('refuses a PostgreSQL older than 15', () => {
  expect(() => assertNotOlder(140_011)).toThrow('The database of DATABASE_URL is PostgreSQL 14.');
  expect(() => assertNotOlder(150_000)).not.toThrow();
});

test('shows the last output of a server that dies before it is ready', async () => {
  const main = aServer('dies', `console.error('no such table: cards'); process.exit(3);`);
  const start = startServer({
    name: 'API',
    main,
    env: process.env,
    health: 'http://127.0.0.1:9',
    log: `${main}.log`,
  });
  await expect(start).rejects.toMatchObject({
    what: 'The API has ended with exit code 3.',
    why: expect.stringContaining('no such table: cards'),
  });
});

test('waits until a server is healthy and reports its later death', async () => {
  const port = await freePort();
  const main = aServer(
    'serves',
    `import http from 'node:http'; http.createServer((_, r) => r.end()).listen(${port});`,
  );
  const death = Promise.withResolvers<string>();
  const server = await startServer({
    name: 'API',
    main,
    env: process.env,
    health: `http://127.0.0.1:${port}`,
    log: `${main}.log`,
    onDeath: ({ what }) => death.resolve(what),
  });
  process.kill(server.pid, 'SIGKILL');
  expect(await death.promise).toBe('The API has ended by SIGKILL.');
});
