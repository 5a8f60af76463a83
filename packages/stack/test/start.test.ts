import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { freePort, isFree } from '../src/ports.js';
import { embeddedPostgres } from '../src/postgres/embedded.js';

// The real `start` in a new data folder, as a person runs it, and again in the same folder.

const program = fileURLToPath(new URL('../bin/start.js', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'weir-start-'));
chmodSync(home, 0o755);
const ports = { WEB_PORT: String(await freePort()), API_PORT: String(await freePort()) };
const web = `http://localhost:${ports.WEB_PORT}`;
const api = `http://localhost:${ports.API_PORT}`;
const started: ChildProcess[] = [];

afterAll(async () => {
  await Promise.all(started.map((child) => end(child, 'SIGTERM')));
  rmSync(home, { recursive: true, force: true });
});

/** Runs `start` until it is ready or has exited. Returns the process and what it printed. */
async function start(env: NodeJS.ProcessEnv = {}) {
  const settings = { WEIR_DATA_DIR: join(home, 'data'), DATABASE_URL: '', ...ports, ...env };
  const child = spawn(process.execPath, [program], { env: { ...process.env, ...settings } });
  started.push(child);
  const ended = once(child, 'exit').then(() => undefined);
  let printed = '';
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        printed += chunk;
        if (printed.includes('Ctrl-C stops Weir')) resolve();
      });
    }
  });
  await Promise.race([ready, ended]);
  return { child, printed };
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  return (await exited)[0];
}

const post = (path: string, body: unknown) =>
  fetch(`${api}/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const email = 'new@example.org';
const password = 'a long enough one';

test('a first start prints an address and accounts that work; the next one keeps the data', async () => {
  const first = await start();
  expect(first.printed).toContain(web);
  for (const role of ['owner', 'manager', 'member', 'requester', 'viewer']) {
    const account = `${role}@demo.test`;
    expect(first.printed).toContain(account);
    expect((await post('/sessions', { email: account, password: 'demo-demo' })).status).toBe(201);
  }
  expect((await fetch(`${web}/api/health`)).status).toBe(200);
  expect((await post('/users', { email, password, name: 'Nia Newman' })).status).toBe(201);

  const another = await start({ WEB_PORT: String(await freePort()) });
  expect(another.printed).toContain('Weir is running already.');

  expect(await end(first.child, 'SIGINT')).toBe(0);
  expect(await isFree(Number(ports.WEB_PORT))).toBe(true);
  expect(await isFree(Number(ports.API_PORT))).toBe(true);

  const second = await start();
  expect(second.printed).not.toContain('demo workspace');
  expect((await post('/sessions', { email, password })).status).toBe(201);
  expect(await end(second.child, 'SIGTERM')).toBe(0);
}, 300_000);

test('in a database that it was given nobody has an account until the printed link is used', async () => {
  const postgres = await embeddedPostgres();
  const { child, printed } = await start({
    DATABASE_URL: postgres.url,
    WEIR_DATA_DIR: join(home, 'given'),
    WEIR_SIGNUP: '',
  });
  expect(printed).not.toContain('demo');
  const demo = { email: 'owner@demo.test', password: 'demo-demo' };
  expect((await post('/sessions', demo)).status).toBe(401);
  const person = { email, password, name: 'Nia Newman' };
  expect((await post('/users', person)).status).toBe(403);
  const [, setup] = printed.match(new RegExp(`${web}/setup#(\\S+)`)) ?? [];
  expect((await post('/users', { ...person, setup })).status).toBe(201);
  expect(await end(child, 'SIGTERM')).toBe(0);
  await postgres.stop();
}, 300_000);

test('names a port that is in use and what to do', async () => {
  const taken = createServer().listen(Number(ports.API_PORT), '127.0.0.1');
  await once(taken, 'listening');
  const { child, printed } = await start();
  taken.close();
  expect(printed).toContain(`Port ${ports.API_PORT} is taken.`);
  expect(printed).toContain(`API_PORT=${Number(ports.API_PORT) + 1} npx -y pnpm start`);
  expect(child.exitCode).toBe(1);
}, 120_000);
