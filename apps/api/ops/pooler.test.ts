import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ReadyStatus } from '@weir/contract';
import { Instance } from './support/instance.js';
import { Pooler } from './support/pooler.js';
import { Server } from './support/server.js';

// PgBouncer with the settings of deploy/pgbouncer.ini, and with others.

/** Fewer servers than the API has connections, so that connections share them. */
const few = { default_pool_size: 4 };
const server = new Server();
const instances: Instance[] = [];
let pooler: Pooler;

beforeAll(async () => {
  await server.start();
  await server.migrate('weir');
  await server.seed('weir');
});
afterAll(() => server.stop());
beforeEach(() => {
  pooler = new Pooler(server);
});
afterEach(async () => {
  await Promise.all(instances.splice(0).map((instance) => instance.stop()));
  await pooler.stop();
});

async function start(url = pooler.url(), settings: NodeJS.ProcessEnv = {}): Promise<Instance> {
  const instance = new Instance();
  instances.push(instance);
  return instance.start(url, settings);
}

test('the API works through PgBouncer in transaction mode with the required settings', async () => {
  await pooler.start(few);
  const instance = await start();
  expect(await instance.ready()).toEqual({ status: 200, failed: [] });
  const token = await instance.token();
  const cards = '/workspaces/demo/boards/OPS/cards';
  const board = '/workspaces/demo/boards/PLAT';
  const make = () => instance.call('POST', cards, { title: 'Through the pooler' }, token);
  const read = () => instance.call('GET', board, undefined, token);
  const answers: { status: number }[] = [];
  // Three times as many at once as PgBouncer has servers.
  for (let round = 0; round < 5; round += 1)
    answers.push(...(await Promise.all(Array.from({ length: 12 }, (_, n) => (n % 2 ? read() : make())))));
  expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
  expect(answers.some(({ status }) => status === 200)).toBe(true);
  // The background work goes through it too.
  await server.until('weir_migrator', 'weir', "SELECT FROM pgboss.job WHERE state = 'completed'");
  expect(await instance.stop()).toBe(0);
  expect(instance.log).not.toMatch(/prepared statement/);
});

const check = async (instance: Instance) => {
  const answer = await fetch(`${instance.origin}/health/ready`);
  const { checks } = (await answer.json()) as ReadyStatus;
  return { status: answer.status, pooler: checks.find(({ name }) => name === 'pooler') };
};

test('the API has no advice for the settings of PgBouncer in deploy/', async () => {
  await pooler.start();
  const instance = await start(pooler.url(), { WEIR_BACKGROUND: 'off' });
  expect(await check(instance)).toEqual({ status: 200, pooler: { name: 'pooler', ok: true } });
});

test('the API is ready behind a PgBouncer that is slow after a fail-over, and advises other settings', async () => {
  await pooler.start({ server_login_retry: 15, query_wait_timeout: 120 });
  const instance = await start(pooler.url(), { WEIR_BACKGROUND: 'off' });
  const detail =
    'server_login_retry is 15 s: after a fail-over calls fail for so long. Set it to 1; ' +
    'query_wait_timeout is 120 s, and the API gives up after 3 s. Set it to 2';
  expect(await check(instance)).toEqual({ status: 200, pooler: { name: 'pooler', ok: true, detail } });
  expect(instance.log).toContain(`the pooler: ${detail}`);
});

test('the API advises to set stats_users if PgBouncer does not show it its settings', async () => {
  await pooler.start({ stats_users: '' });
  const instance = await start(pooler.url(), { WEIR_BACKGROUND: 'off' });
  const { status, pooler: found } = await check(instance);
  expect([status, found?.detail]).toEqual([200, expect.stringContaining('stats_users')]);
});

test('the API is not ready behind a PgBouncer that refuses its start-up options, and says which setting it needs', async () => {
  await pooler.start({ ignore_startup_parameters: '' });
  const instance = await start(pooler.url(), { WEIR_BACKGROUND: 'off' });
  const why = 'pooler: the pooler refuses connections: PgBouncer needs ignore_startup_parameters = options';
  expect(await instance.ready()).toEqual({ status: 503, failed: [why] });
});

test('the API is not ready behind a pooler if its role has no bounds of time, or longer ones than the API', async () => {
  await server.sql('administrator', 'weir', 'ALTER ROLE weir_app RESET statement_timeout');
  await server.sql('administrator', 'weir', "ALTER ROLE weir_app SET lock_timeout = '7s'");
  await pooler.start();
  const instance = await start(pooler.url(), { WEIR_BACKGROUND: 'off' });
  const why =
    'pooler: statement_timeout is off behind the pooler, and must be at most 2000 ms; ' +
    'lock_timeout is 7000 ms behind the pooler, and must be at most 1000 ms; ' +
    'run prisma/roles.sql, or ALTER ROLE … SET, and reconnect the pooler';
  expect(await instance.ready()).toEqual({ status: 503, failed: [why] });
  await server.sql('administrator', 'weir', "ALTER ROLE weir_app SET statement_timeout = '2s'");
  await server.sql('administrator', 'weir', "ALTER ROLE weir_app SET lock_timeout = '1s'");
});

test('the API is not ready behind a pooler that mixes up prepared statements, and says why', async () => {
  await pooler.start({ ...few, max_prepared_statements: 0 });
  const instance = await start(pooler.url(), { WEIR_BACKGROUND: 'off' });
  const why =
    'pooler: the pooler mixes up prepared statements: PgBouncer needs max_prepared_statements above 0';
  expect(await instance.ready()).toEqual({ status: 503, failed: [why] });
  expect(instance.log).toContain(`not ready: ${why}`);
});

test('the API is ready behind a pooler that keeps a server for each connection', async () => {
  await pooler.start({
    pool_mode: 'session',
    max_prepared_statements: 0,
    default_pool_size: 20,
  });
  const instance = await start(pooler.url(), { WEIR_DATABASE_POOL: '4' });
  expect(await instance.ready()).toEqual({ status: 200, failed: [] });
  await instance.token();
});

test('the API is not ready behind a pooler without its database, and answers 503', async () => {
  await pooler.start(few);
  const instance = await start(pooler.url('absent'));
  expect(await instance.ready()).toEqual({ status: 503, failed: ['database: it refused with 08P01'] });
  const signIn = { email: 'owner@demo.test', password: 'demo-demo' };
  expect(await instance.call('POST', '/sessions', signIn)).toMatchObject({
    status: 503,
    body: { code: 'overloaded' },
  });
});
