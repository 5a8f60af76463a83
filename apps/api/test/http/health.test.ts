import type { ReadyStatus } from '@weir/contract';
import { type Api, anApi, theApi } from '../support/api.js';

const api = theApi();
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

test('the API is not ready without its tables and says why', async () => {
  await api.pool.query('ALTER TABLE _prisma_migrations RENAME TO away');
  const ready = await api.nobody.get<ReadyStatus>('/health/ready');
  expect(ready).toMatchObject({ status: 503, body: { status: 'notReady' } });
  expect(ready.body.checks).toContainEqual({ name: 'migrations', ok: false, detail: 'none is applied' });
  await api.pool.query('ALTER TABLE away RENAME TO _prisma_migrations');
});

test('counts metrics by route, not by path', async () => {
  await owner.get('/v1/workspaces/demo/members');
  const { body } = await api.nobody.get<string>('/metrics');
  expect(body).toContain(
    'weir_http_request_duration_seconds_count{method="GET",route="/v1/workspaces/:workspace/members",status="200"} 1',
  );
  expect(body).toMatch(/^weir_database_connections \d+$/m);
  expect(body).toMatch(/^nodejs_eventloop_lag_seconds /m);
});

test('sheds load beyond its limit with Retry-After while health still answers', async () => {
  const small = await anApi({ WEIR_MAX_IN_FLIGHT: '2' });
  const locked = await small.pool.connect();
  await locked.query('BEGIN; LOCK TABLE memberships');
  const waiting = [1, 2].map(() => small.people.owner.get('/v1/workspaces/demo/members'));
  while ((await waitingForLocks(small)) < 2);
  const shed = await small.people.owner.get('/v1/workspaces/demo/members');
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
