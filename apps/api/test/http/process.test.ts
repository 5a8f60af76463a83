import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@weir/stack';
import pg from 'pg';
import { aDatabase } from '../support/database.js';
import { patientBounds } from '../support/patient-bounds.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const { NODE_OPTIONS: _, ...inherited } = process.env;

function start(settings: Record<string, string>): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [main], { env: { ...inherited, LOG_LEVEL: 'info', ...settings } });
  let said = '';
  child.stdout?.on('data', (data) => {
    said += data;
  });
  child.stderr?.on('data', (data) => {
    said += data;
  });
  return { child, said: () => said };
}

test('exits on a wrong setting and names the variable', async () => {
  const { child, said } = start({
    DATABASE_URL: 'mysql://x',
    API_PORT: 'high',
    WEIR_SIGNUP: 'maybe',
    WEIR_PERSON_WRITES: '1200',
    LOG_LEVEL: '',
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(said()).toContain('DATABASE_URL wants an address as postgresql://');
  expect(said()).toContain('API_PORT wants a whole number from 0 to 65535');
  expect(said()).toContain('WEIR_PERSON_WRITES is no longer read: set WEIR_PERSON_POINTS');
  expect(said()).toContain('WEIR_SIGNUP wants open or invited');
  expect(said()).toContain('WEIR_TOKEN_SECRET is not set');
});

test('exits on a Node that is too old, and says how to start with the one of the install', async () => {
  const old = encodeURIComponent(`Object.defineProperty(process.versions, 'node', { value: '20.19.0' })`);
  const { child, said } = start({ NODE_OPTIONS: `--import=data:text/javascript,${old}` });
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(said()).toBe(
    'The API needs Node 22.12 or later and this is 20.19.0. The install brings one that fits: npx -y pnpm --filter @weir/api start\n',
  );
});

test('exits on incomplete mail and storage settings and on time bounds in the wrong order, and prints no secret', async () => {
  const { child, said } = start({
    DATABASE_URL: 'postgresql://weir@127.0.0.1:1/weir',
    WEIR_TOKEN_SECRET: 'a secret of the tests, of no worth at all',
    WEIR_SMTP_URL: 'smtps://weir:mysecret@smtp.weir.test',
    WEIR_S3_ENDPOINT: 'https://storage.weir.test',
    WEIR_S3_ACCESS_KEY: 'mysecretkey',
    WEIR_STATEMENT_SECONDS: '10',
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(said()).toContain('WEIR_MAIL_FROM is not set: it wants the address that e-mail is from');
  expect(said()).toContain('WEIR_S3_BUCKET is not set: it wants the bucket');
  expect(said()).toContain('WEIR_S3_SECRET_KEY is not set: it wants the secret of WEIR_S3_ACCESS_KEY');
  expect(said()).toContain(
    'WEIR_REQUEST_SECONDS is not set: it wants more than 11 seconds, which is the bound inside it',
  );
  expect(said()).not.toContain('mysecret');
});

test('warns once of a role that owns the tables; on SIGTERM finishes its work, accepts no further calls and exits; logs no secret', async () => {
  const database = await aDatabase();
  const port = await freePort();
  const { child, said } = start({
    DATABASE_URL: database.url,
    API_PORT: String(port),
    WEIR_TOKEN_SECRET: 'a secret of the tests, of no worth at all',
    WEIR_SIGNUP: 'open',
    // The machine of the tests is busy.
    ...patientBounds,
    LOG_LEVEL: 'trace',
    WEIR_SMTP_URL: 'smtps://weir:mysecret@smtp.weir.test',
    WEIR_MAIL_FROM: 'weir@weir.test',
    // The API sheds none of these, however busy the machine is.
    WEIR_MAX_LOOP_DELAY: '60000',
  });
  const origin = `http://127.0.0.1:${port}`;
  const ended = once(child, 'close').then(() => Promise.reject(new Error(`it has ended: ${said()}`)));
  ended.catch(() => {});
  while (!said().includes('listening')) await Promise.race([once(child.stdout as Readable, 'data'), ended]);
  for (const _ of [1, 2]) expect((await fetch(`${origin}/health/ready`)).status).toBe(200);
  const body = JSON.stringify({ email: 'last@people.test', name: 'Last', password: 'my secret password' });
  const headers = { 'content-type': 'application/json', authorization: 'Bearer my.secret.token' };
  const invitation = `${origin}/v1/invitations/demo.mysecretmysecretmysecret`;
  await fetch(`${invitation}?x=mysecretquery`, { headers });
  await fetch(`${invitation}/mails`, { method: 'POST', headers });
  await fetch(`${origin}/v1/public/boards/demo.mysecretmysecretmysecret`, { headers });
  await fetch(`${origin}/v1/public/calendars/demo.mysecretmysecretmysecret`, { headers });
  await fetch(`${origin}/v1/workspaces/demo/boards/B1/forms/mysecretform/asks`, { method: 'POST', headers });
  const proof = JSON.stringify({ proof: 'mysecretproof' });
  await fetch(`${invitation}/acceptance`, { method: 'POST', headers, body: proof });
  // A lock keeps this request in work until the stopping API accepts no further calls.
  const lock = await lockUsers(database.url);
  let early: number | undefined;
  const inWork = fetch(`${origin}/v1/users`, { method: 'POST', headers, body });
  inWork.then(
    ({ status }) => (early = status),
    () => {},
  );
  while (!(await lock.isWaitedFor())) {
    expect(early).toBeUndefined();
    await moment();
  }
  child.kill('SIGTERM');
  while (await answers(`${origin}/health/live`)) await moment();
  await lock.release();
  expect((await inWork).status).toBe(201);
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
  expect(said()).toContain('/v1/users');
  for (const path of [
    '/v1/invitations/demo.…/mails',
    '/v1/public/boards/demo.…',
    '/v1/public/calendars/demo.…',
    '/B1/forms/…/asks',
  ])
    expect(said()).toContain(path);
  expect(said()).toContain('e-mail is sent through smtp.weir.test');
  expect(said().match(/role \\"weir\\" owns the tables/g)).toHaveLength(1);
  expect(said()).not.toMatch(/my secret|my\.secret|mysecret/);
  await database.drop();
});

test('a body that never ends does not delay a stop of the API: its connection is closed, and the exit code is 0', async () => {
  const database = await aDatabase();
  const port = await freePort();
  const { child, said } = start({
    DATABASE_URL: database.appUrl,
    API_PORT: String(port),
    WEIR_TOKEN_SECRET: 'a secret of the tests, of no worth at all',
  });
  while (!said().includes('listening')) await once(child.stdout as Readable, 'data');
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => {});
  socket.write(
    'POST /v1/sessions HTTP/1.1\r\nhost: weir\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
  );
  // The answer of another connection comes after the API has read the headers of this one.
  expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
  child.kill('SIGTERM');
  let ready = 200;
  for (; ready === 200; await moment()) ready = (await fetch(`http://127.0.0.1:${port}/health/ready`)).status;
  expect(ready).toBe(503);
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
  expect(said()).not.toContain('owns the tables');
  await database.drop();
});

/** Between two questions to a server that is busy stopping. */
const moment = () => pause(20);

async function lockUsers(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Reads go on while background work ends first.
  await client.query('BEGIN; LOCK TABLE users IN SHARE MODE');
  return {
    async isWaitedFor(): Promise<boolean> {
      const { rows } = await client.query(
        `SELECT FROM pg_locks JOIN pg_database d ON d.oid = database AND datname = current_database()
          WHERE relation = 'users'::regclass AND NOT granted`,
      );
      return rows.length > 0;
    },
    async release(): Promise<void> {
      await client.query('COMMIT');
      await client.end();
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
