import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ReadyStatus } from '@weir/contract';
import { Clock } from '../../src/clock.js';
import { Pool } from '../../src/database/pool.js';
import { HealthRepository } from '../../src/health/health.repository.js';
import { HealthService } from '../../src/health/health.service.js';
import { PoolerRepository } from '../../src/health/pooler/pooler.repository.js';
import { PoolerService } from '../../src/health/pooler/pooler.service.js';
import { anotherInstance } from '../support/another-instance.js';
import { type Api, anApi, theApi } from '../support/api.js';
import { metricsToken } from '../support/metrics.js';
import type { Caller } from '../support/person.js';

const api = theApi({ WEIR_METRICS_TOKEN: metricsToken });
const { owner } = api.people;

async function waitingForLocks({ pool }: Api): Promise<number> {
  const { rows } = await pool.query(
    `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0].count;
}

test('the API is live, and ready once the migrations are applied', async () => {
  expect(await api.nobody.get('/health/live')).toMatchObject({ status: 200, body: { status: 'live' } });
  const ready = await api.nobody.get<ReadyStatus>('/health/ready');
  expect(ready).toMatchObject({ status: 200, body: { status: 'ready' } });
  expect(ready.body.checks.find(({ name }) => name === 'migrations')?.detail).toMatch(/^\d{14}_/);
});

test('calls at the same time share one check, so that many of them don’t make the instance not ready', async () => {
  const { health, repository, logged, close } = aHealth();
  const status = jest.spyOn(repository, 'status');
  const all = await Promise.all(Array.from({ length: 200 }, () => health.ready()));
  expect(all.every(({ status }) => status === 'ready')).toBe(true);
  expect(status).toHaveBeenCalledTimes(1);
  const running = health.ready();
  health.stop();
  expect(await health.ready()).toMatchObject({ status: 'notReady' });
  expect(await running).toMatchObject({ status: 'ready' });
  // Not "ready again": it is stopping.
  expect(logged).toEqual(['not ready: process: it is stopping']);
  await close();
});

/** The health of another instance on the same database, with its log. */
function aHealth() {
  const pool = new Pool(api.env);
  const repository = new HealthRepository(pool, api.env);
  const logged: string[] = [];
  const log = (message: string) => logged.push(message);
  Logger.overrideLogger({ log, warn: log, error: log });
  const close = () => Promise.all([repository.onApplicationShutdown(), pool.end()]);
  return { health: new HealthService(repository, aPooler(), new Clock()), repository, logged, close };
}

const aPooler = () => new PoolerService(new PoolerRepository(api.env), new Clock(), api.env);

const newest = 'SELECT max(migration_name) FROM _prisma_migrations';

test.each<[string, string, string, string, RegExp]>([
  [
    'without its tables',
    'ALTER TABLE _prisma_migrations RENAME TO away',
    'ALTER TABLE away RENAME TO _prisma_migrations',
    'migrations',
    /^no migration is applied$/,
  ],
  [
    'with a migration missing',
    `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = (${newest})`,
    'UPDATE _prisma_migrations SET finished_at = now()',
    'migrations',
    /^not applied: \d{14}_\w+$/,
  ],
  [
    'if a newer version requires a migration that it lacks',
    "SELECT weir.require_migration('29990101000000_later', 'cards have no colour')",
    // A trigger refuses plain changes of these rows.
    `SET session_replication_role = replica; DELETE FROM required_migrations; SET session_replication_role = origin`,
    'migrations',
    /^the database needs a newer version, with: 29990101000000_later$/,
  ],
])('the API is not ready %s and says why', async (_, breaks, repairs, name, detail) => {
  await api.pool.query(breaks);
  const ready = await api.nobody.get<ReadyStatus>('/health/ready');
  await api.pool.query(repairs);
  expect(ready).toMatchObject({ status: 503, body: { status: 'notReady' } });
  expect(ready.body.checks.filter(({ ok }) => !ok)).toEqual([
    { name, ok: false, detail: expect.stringMatching(detail) },
  ]);
  expect(await api.nobody.get('/health/ready')).toMatchObject({ status: 200 });
});

test('the API is ready on a database with migrations of a newer version, lists them and logs them once', async () => {
  const applied = Array.from({ length: 5 }, (_, n) => `299901010000${n}0_later`);
  await api.pool.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) SELECT name, '', name, now() FROM unnest($1::text[]) AS name`,
    [applied],
  );
  const ready = await api.nobody.get<ReadyStatus>('/health/ready');
  const { health, logged, close } = aHealth();
  for (let times = 0; times < 2; times += 1) expect(await health.ready()).toMatchObject({ status: 'ready' });
  await close();
  await api.pool.query("DELETE FROM _prisma_migrations WHERE migration_name LIKE '2999%'");
  expect([ready.status, ready.body.status]).toEqual([200, 'ready']);
  expect(ready.body.checks.find(({ name }) => name === 'migrations')?.detail).toMatch(
    /^20\d{12}_\w+; also applied, by another version: 29990101000020_later, 29990101000030_later, 29990101000040_later and 2 more$/,
  );
  expect(logged).toEqual([
    expect.stringMatching(/^another version has migrated the database, and this one runs beside it: 2999/),
  ]);
});

test('an instance logs a failing database once, with its error, and not at each check', async () => {
  const repository = {
    status: async () => {
      throw new Error('Connection terminated unexpectedly');
    },
  } as unknown as HealthRepository;
  const health = new HealthService(repository, aPooler(), new Clock());
  const logged: string[] = [];
  const log = (message: string) => logged.push(message);
  Logger.overrideLogger({ log, warn: log, error: log });
  await health.ready();
  expect(await health.ready()).toMatchObject({ status: 'notReady' });
  expect(logged).toEqual(['not ready: database: it did not answer (Connection terminated unexpectedly)']);
});

test.each([
  'DELETE FROM required_migrations',
  "UPDATE required_migrations SET name = '20260101000000_older'",
  'TRUNCATE required_migrations',
])('the owner of the tables can’t remove a required migration by accident: %s', async (statement) => {
  const client = await api.pool.connect();
  await client.query(`BEGIN; SELECT weir.require_migration('20261204000100_required_migrations', 'a test')`);
  await expect(client.query(statement)).rejects.toMatchObject({ code: '23000' });
  await client.query('ROLLBACK');
  client.release();
});

test('the API is not ready on a read-only database, and its writes get 503', async () => {
  const url = new URL(api.env.DATABASE_URL);
  url.searchParams.set('options', '-c default_transaction_read_only=on');
  const replica = await anotherInstance(api, { DATABASE_URL: url.href });
  const ready = await replica.as(owner).get<ReadyStatus>('/health/ready');
  expect(ready.status).toBe(503);
  expect(ready.body.checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(['writable']);
  const write = await replica.as(owner).post('/v1/workspaces/demo/invitations', { role: 'viewer' });
  expect(write).toMatchObject({ status: 503, body: { code: 'overloaded' } });
  await replica.close();
});

test('the API is not ready if its clock is three seconds from the database’s', async () => {
  api.clock.pass({ hours: 3 / 3600 });
  const ready = await api.nobody.get<ReadyStatus>('/health/ready');
  api.clock.reset();
  expect(ready.status).toBe(503);
  expect(ready.body.checks).toContainEqual({
    name: 'clock',
    ok: false,
    detail: 'this instance and the database differ by 3 s',
  });
});

test('shows metrics to nobody without the operator’s token', async () => {
  for (const by of [api.nobody, owner])
    expect(await by.get('/metrics')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  const wrong = await api.nobody.get('/metrics', { authorization: 'Bearer another token of the tests' });
  expect(wrong.status).toBe(401);
  const without = await anotherInstance(api, { WEIR_METRICS_TOKEN: undefined });
  expect(await without.as(owner).get('/metrics')).toMatchObject({ status: 404 });
  await without.close();
});

test('sheds load beyond its limit with Retry-After while health still answers', async () => {
  const small = await anApi({ WEIR_MAX_IN_FLIGHT: '2', WEIR_TRUSTED_PROXIES: '1' });
  const { owner, manager, member } = small.people;
  const members = (by: Caller, network: number) =>
    by.get('/v1/workspaces/demo/members', { 'x-forwarded-for': `192.0.2.${network}` });
  const locked = await small.pool.connect();
  await locked.query('BEGIN; LOCK TABLE memberships');
  const waiting = [members(owner, 1), members(manager, 2)];
  while ((await waitingForLocks(small)) < 2);
  const shed = await members(member, 3);
  expect(shed).toMatchObject({ status: 503, body: { code: 'overloaded', retryAfterSeconds: 1 } });
  expect(shed.headers.get('retry-after')).toBe('1');
  expect(await small.nobody.get('/health/live')).toMatchObject({ status: 200 });
  await locked.query('COMMIT');
  locked.release();
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200]);
  await small.close();
});

test('answers a fault with an id only and logs the rest', async () => {
  await api.pool.query('ALTER TABLE memberships RENAME COLUMN joined_at TO hidden');
  const answer = await owner.get<{ detail: string }>('/v1/workspaces/demo/members');
  expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
  expect(answer.body.detail).toMatch(/logged as [0-9a-f-]{36}\.$/);
  expect(JSON.stringify(answer.body)).not.toMatch(/joined_at|column|prisma/i);
  await api.pool.query('ALTER TABLE memberships RENAME COLUMN hidden TO joined_at');
});

test('sheds load without its database and recovers with it', async () => {
  await api.pool.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
  );
  const answers = await Promise.all([1, 2, 3].map(() => owner.get('/v1/me')));
  expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
  expect(await owner.get('/v1/me')).toMatchObject({ status: 200 });
});
