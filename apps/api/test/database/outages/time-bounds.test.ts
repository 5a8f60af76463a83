import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadyStatus } from '@weir/contract';
import { anotherInstance } from '../../support/another-instance.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { countsOf } from '../../support/metrics.js';
import { Relay } from '../../support/servers/relay.js';
import { timed, usualBounds } from '../../support/usual-bounds.js';

const api = theApi();
const invitations = '/v1/workspaces/demo/invitations';
/** A busy machine answers late. */
const slack = 3;
const metric = 'weir_time_bounds_total';
const overloaded = { status: 503, body: { code: 'overloaded' } };

async function anInstance(settings: object = {}) {
  const instance = await anotherInstance(api, { ...usualBounds, ...settings });
  const owner = instance.as(api.people.owner);
  // The first calls of an instance are slow.
  while ((await owner.get(invitations)).status !== 200);
  const before = await countsOf(instance.origin, metric);
  const fired = async () => {
    const counts = Object.entries(await countsOf(instance.origin, metric));
    const since = counts.map(([bound, count]) => [bound, count - (before[bound] ?? 0)] as const);
    return Object.fromEntries(since.filter(([, count]) => count > 0));
  };
  return { ...instance, owner, fired };
}

test('a call waits 0.3 seconds for a connection and a second for a lock, and a statement runs for two seconds', async () => {
  const { app, owner, fired, close } = await anInstance();
  const invite = () => timed(() => owner.post<{ code: string }>(invitations, { role: 'viewer' }));
  const read = () => timed(() => owner.get<{ code: string }>(invitations));

  const pool = builtApi.serviceOf(app, 'Pool');
  const held = await Promise.all(Array.from({ length: api.env.WEIR_DATABASE_POOL }, () => pool.connect()));
  const unconnected = await Promise.all([invite(), ...Array.from({ length: 20 }, read)]);
  for (const connection of held) connection.release();
  for (const { answer, seconds } of unconnected) {
    expect(answer).toMatchObject(overloaded);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(seconds).toBeGreaterThan(0.25);
    expect(seconds).toBeLessThan(0.3 + slack);
  }
  expect(await fired()).toEqual({ poolWait: 21 });

  const other = await api.pool.connect();
  await other.query('BEGIN; LOCK TABLE invitations');
  const locked = await Promise.all([invite(), read()]);
  await other.query('ROLLBACK');
  other.release();
  for (const { answer, seconds } of locked) {
    expect(answer).toMatchObject(overloaded);
    expect(seconds).toBeGreaterThan(0.95);
    expect(seconds).toBeLessThan(1 + slack);
  }

  await api.pool.query(`
    CREATE FUNCTION public.dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(20); RETURN NEW; END $$;
    CREATE TRIGGER dawdle BEFORE INSERT ON invitations FOR EACH ROW EXECUTE FUNCTION public.dawdle()`);
  const slow = await invite();
  await api.pool.query('DROP TRIGGER dawdle ON invitations');
  expect(slow.answer).toMatchObject(overloaded);
  expect(slow.seconds).toBeGreaterThan(1.95);
  expect(slow.seconds).toBeLessThan(2 + slack);

  expect(await fired()).toEqual({ poolWait: 21, lock: 2, statement: 1 });
  expect(await invite()).toMatchObject({ answer: { status: 201 } });
  await close();
});

test('a call that takes too long is refused, and the refusal of a write says that it may have been saved', async () => {
  const { owner, fired, close } = await anInstance({
    WEIR_REQUEST_SECONDS: 1.5,
    WEIR_LOCK_SECONDS: 10,
    WEIR_STATEMENT_SECONDS: 20,
  });
  const other = await api.pool.connect();
  await other.query('BEGIN; LOCK TABLE invitations');
  const [write, read] = await Promise.all([
    timed(() => owner.post<{ detail: string }>(invitations, { role: 'viewer' })),
    timed(() => owner.get<{ detail: string }>(invitations)),
  ]);
  await other.query('ROLLBACK');
  other.release();
  for (const { answer, seconds } of [write, read]) {
    expect(answer).toMatchObject(overloaded);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(seconds).toBeLessThan(1.5 + slack);
  }
  expect(write.answer.body.detail).toMatch(/may have been saved/);
  expect(read.answer.body.detail).not.toMatch(/may have been saved/);
  expect(await fired()).toEqual({ request: 2 });
  await close();
});

test('figures and background work have the longer bounds', async () => {
  const { owner, fired, close } = await anInstance();
  const board = await aBoard().make();
  await board.cards('Ready', 1);
  const other = await api.pool.connect();
  await other.query('BEGIN; LOCK TABLE events, webhooks');
  const busy = await anotherInstance(api, { ...usualBounds, WEIR_BACKGROUND: 'on' });
  const figures = owner.get(`${board.path}/flow/cfd`);
  expect(await owner.get(`${board.path}/cards/1/history`)).toMatchObject(overloaded);
  expect(await fired()).toEqual({ lock: 1 });
  // A job waits for longer than a call may.
  const waiting = `SELECT FROM pg_stat_activity
                    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%webhooks w%'
                      AND xact_start < clock_timestamp() - interval '1.5 seconds'`;
  while ((await api.pool.query(waiting)).rowCount === 0) await sleep(50);
  await other.query('ROLLBACK');
  other.release();
  expect(await figures).toMatchObject({ status: 200 });
  expect(await fired()).toEqual({ lock: 1 });
  await Promise.all([busy.close(), close()]);
});

test('a primary that freezes costs each call a few seconds, and its instance works again without a restart', async () => {
  const network = await new Relay(api.env.DATABASE_URL).listen();
  const { owner, origin, as, fired, close } = await anInstance({ DATABASE_URL: network.url });
  const people = Object.values(api.people).map(as);
  const reads = (each: number) =>
    people.flatMap((person) => Array.from({ length: each }, () => timed(() => person.get('/v1/me'))));
  const write = () => timed(() => owner.post(invitations, { role: 'viewer' }));

  network.fallSilent();
  const calls = [write(), ...reads(10)];
  const ready = await timed(() => owner.get<ReadyStatus>('/health/ready'));
  expect(ready.seconds).toBeLessThan(3 + slack);
  expect(ready.answer).toMatchObject({ status: 503, body: { status: 'notReady' } });
  expect(ready.answer.body.checks).toEqual([{ name: 'database', ok: false, detail: 'it did not answer' }]);
  for (const { answer, seconds } of await Promise.all(calls)) {
    expect(answer).toMatchObject(overloaded);
    expect(seconds).toBeLessThan(5 + slack);
  }
  expect(Object.keys(await fired())).toEqual(expect.arrayContaining(['clientQuery', 'connect', 'poolWait']));
  expect((await fetch(`${origin}/health/live`)).status).toBe(200);

  network.recover();
  // On a busy machine a connection can take longer than a call waits for one.
  while ((await owner.get('/v1/me')).status !== 200);
  for (const person of people) expect((await person.get('/v1/me')).status).toBe(200);
  expect(await owner.get('/health/ready')).toMatchObject({ status: 200 });
  await close();
  await network.close();
});
