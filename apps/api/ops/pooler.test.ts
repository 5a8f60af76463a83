import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Instance } from './support/instance.js';
import { Pooler, Server } from './support/server.js';

// PgBouncer in transaction mode, with the settings that docs/operations/database.md requires, and without them.

const required = {
  pool_mode: 'transaction',
  max_prepared_statements: 200,
  ignore_startup_parameters: 'options',
};
const server = new Server();
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

test('the API works through PgBouncer in transaction mode with the required settings', async () => {
  await pooler.start(required);
  const instance = await new Instance().start(pooler.url());
  expect(await instance.ready()).toEqual({ status: 200, failed: [] });
  const token = await instance.token();
  const cards = '/workspaces/demo/boards/OPS/cards';
  const board = '/workspaces/demo/boards/PLAT';
  const make = () => instance.call('POST', cards, { title: 'Through the pooler' }, token);
  const read = () => instance.call('GET', board, undefined, token);
  const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => (n % 2 ? read() : make())));
  expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
  expect(answers.some(({ status }) => status === 200)).toBe(true);
  // The background work goes through it too.
  await server.until('weir_migrator', 'weir', "SELECT FROM pgboss.job WHERE state = 'completed'");
  expect(await instance.stop()).toBe(0);
  expect(instance.log).not.toMatch(/prepared statement/);
  await pooler.stop();
});

test('the API is not ready behind a pooler that mixes up prepared statements, and says why', async () => {
  await pooler.start({ ...required, max_prepared_statements: 0 });
  const instance = await new Instance().start(pooler.url(), { WEIR_BACKGROUND: 'off' });
  const why =
    'pooler: the pooler mixes up prepared statements: PgBouncer needs max_prepared_statements above 0';
  expect(await instance.ready()).toEqual({ status: 503, failed: [why] });
  expect(instance.log).toContain(`not ready: ${why}`);
  await instance.stop();
  await pooler.stop();
});

test('the API is ready behind a pooler that keeps a server for each connection', async () => {
  await pooler.start({
    ...required,
    pool_mode: 'session',
    max_prepared_statements: 0,
    default_pool_size: 20,
  });
  const instance = await new Instance().start(pooler.url(), { WEIR_DATABASE_POOL: '4' });
  expect(await instance.ready()).toEqual({ status: 200, failed: [] });
  await instance.token();
  await instance.stop();
  await pooler.stop();
});

test('the API is not ready behind a pooler without its database, and answers 503', async () => {
  await pooler.start(required);
  const instance = await new Instance().start(pooler.url('absent'));
  expect(await instance.ready()).toEqual({ status: 503, failed: ['database: it refused with 08P01'] });
  const signIn = { email: 'owner@demo.test', password: 'demo-demo' };
  expect(await instance.call('POST', '/sessions', signIn)).toMatchObject({
    status: 503,
    body: { code: 'overloaded' },
  });
  await instance.stop();
  await pooler.stop();
});
