import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ResumingStream } from '@weir/history';
import { Front } from './support/front.js';
import { Instance } from './support/instance.js';
import { usage } from './support/processes.js';
import { Server } from './support/server.js';

// A thousand event streams on three instances behind HAProxy. The instances are killed at random while clients write. Figures are
// printed for docs/operations/scaling.md.

const [watchers, boards, people, kills] = [1000, 10, 20, 8];
/** Seconds for which the costs are measured. */
const measured = 20;
const workspace = '/workspaces/demo';
const keys = Array.from({ length: boards }, (_, n) => `WATCH${n}`);
const server = new Server();
const front = new Front();
const instances = [new Instance(), new Instance(), new Instance()];
const streams: ResumingStream[] = [];
const tokens: string[] = [];
/** Titles of cards whose creation was acknowledged. */
const acknowledged: string[] = [];
let isWriting = true;

beforeAll(async () => {
  await server.start();
  await server.migrate('weir');
  await server.seed('weir');
  const settings = {
    WEIR_TRUSTED_PROXIES: '1',
    ...{ WEIR_TOKEN_POINTS: '0', WEIR_PERSON_POINTS: '0', WEIR_WORKSPACE_POINTS: '0' },
  };
  await Promise.all(instances.map((instance) => instance.start(server.url('weir_app'), settings)));
  await front.start(instances);
  const owner = await instances[0]!.token();
  const columns = [
    { name: 'Ready', kind: 'queue' },
    { name: 'Doing', kind: 'active' },
    { name: 'Done', kind: 'done' },
  ];
  for (const key of keys) {
    const body = { key, name: key, columns };
    expect((await instances[0]!.call('POST', `${workspace}/boards`, body, owner)).status).toBe(201);
  }
  // Each person can have a hundred streams. They have the owner's password.
  await server.sql(
    'weir_migrator',
    'weir',
    `WITH made AS (
       INSERT INTO users (id, email, name, password_hash, created_at, email_verified_at)
       SELECT gen_random_uuid(), 'watcher' || n || '@demo.test', 'Watcher ' || n, u.password_hash, now(), now()
         FROM users u, generate_series(1, ${people}) n WHERE u.email = 'owner@demo.test'
       RETURNING id
     )
     INSERT INTO memberships (workspace_id, user_id, role, joined_at)
     SELECT w.id, m.id, 'member', now() FROM workspaces w, made m WHERE w.slug = 'demo'`,
  );
  for (let n = 1; n <= people; n += 1) tokens.push(await instances[n % 3]!.token(`watcher${n}@demo.test`));
});
afterAll(async () => {
  isWriting = false;
  await Promise.all(streams.map((stream) => stream.stop()));
  await front.stop();
  await Promise.all(instances.map((instance) => instance.stop()));
  await server.stop();
});

test('each of a thousand streams gets every event once while the three instances behind a proxy are killed at random', async () => {
  const before = await costs();
  const seqs = await lastSeqs();
  for (let n = 0; n < watchers; n += 1) {
    const board = keys[n % boards]!;
    const next = () => ({ name: 'the proxy', origin: front.origin });
    const path = `/v1${workspace}/boards/${board}`;
    const token = tokens[n % people]!;
    streams.push(new ResumingStream({ next, token, path, board, seq: seqs.get(board)!, isPatient: true }));
    if (n % 50 === 49) await until(() => streams.every(({ isOpen }) => isOpen));
  }
  const idle = await costs();
  print(`with ${watchers} idle streams`, idle, before);

  const writers = Promise.all(Array.from({ length: 8 }, (_, n) => write(n)));
  const underLoad = await Promise.race([costs(), writers.then(() => idle)]);
  print(`with ${(acknowledged.length / measured).toFixed(0)} writes a second`, underLoad, idle);
  for (let n = 0; n < kills; n += 1) {
    await sleep(randomInt(500, 3_000));
    const victim = instances[randomInt(instances.length)]!;
    await victim.kill();
    await sleep(randomInt(200, 2_000));
    await victim.again();
    await until(async () => (await victim.ready()).status === 200);
  }
  isWriting = false;
  await writers;

  const last = await lastSeqs();
  const end = performance.now() + 30_000;
  const hasAll = ({ received: { board, seq } }: ResumingStream) => seq === last.get(board);
  await until(() => performance.now() > end || streams.every(hasAll));
  const reconnections = streams.reduce((sum, stream) => sum + stream.reconnections, 0);
  const received = streams.reduce((sum, { received: { board, seq } }) => sum + seq - seqs.get(board)!, 0);
  console.log(
    `${kills} kills: streams connected again ${reconnections} times; ${acknowledged.length} writes, ${received} events received`,
  );
  expect(streams.flatMap(({ received }) => received.faultsAt(last.get(received.board)!))).toEqual([]);
  const titles = await server.sql<{ title: string }>(
    'weir_migrator',
    'weir',
    "SELECT title FROM cards WHERE title LIKE 'Watched-%'",
  );
  expect(titles.map(({ title }) => title).toSorted()).toEqual(acknowledged.toSorted());
}, 900_000);

/** The memory of the three instances in MB, and their processor time per second in milliseconds. */
async function costs(): Promise<{ memory: number; processor: number }> {
  const now = () => instances.map(({ pid }) => usage(pid));
  const sum = (of: (used: { memory: number; processor: number }) => number) =>
    now().reduce((all, used) => all + of(used), 0);
  const processor = sum((used) => used.processor);
  await sleep(measured * 1000);
  return {
    memory: sum(({ memory }) => memory),
    processor: ((sum((used) => used.processor) - processor) * 1000) / measured,
  };
}

function print(what: string, now: Awaited<ReturnType<typeof costs>>, before: typeof now): void {
  const each = (name: 'memory' | 'processor') => (now[name] - before[name]) / watchers;
  console.log(
    `${what}: ${now.memory.toFixed(0)} MB and ${now.processor.toFixed(0)} ms of processor a second on all instances, ` +
      `that is ${(each('memory') * 1024).toFixed(0)} kB and ${each('processor').toFixed(2)} ms a second more for each stream`,
  );
}

async function lastSeqs(): Promise<Map<string, number>> {
  const rows = await server.sql<{ key: string; seq: number }>(
    'weir_migrator',
    'weir',
    `SELECT b.key, k.seq::int FROM board_clock k JOIN boards b ON b.id = k.board_id WHERE b.key LIKE 'WATCH%'`,
  );
  return new Map(rows.map(({ key, seq }) => [key, seq]));
}

/** Creates cards through the proxy, one after another. Repeats a call with the same key until it succeeds. */
async function write(client: number): Promise<void> {
  for (let n = 0; isWriting; n += 1) {
    const title = `Watched-${client}-${n}`;
    const path = `${workspace}/boards/${keys[randomInt(boards)]}/cards`;
    for (;;) {
      const answer = await fetch(`${front.origin}/v1${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${tokens[client]}`,
          'content-type': 'application/json',
          'idempotency-key': `"${title}"`,
        },
        body: JSON.stringify({ title }),
      }).catch(() => null);
      const body = await answer?.text().catch(() => '');
      if (answer?.status === 201) break;
      if (answer && answer.status < 500) throw new Error(`${answer.status} for ${title}: ${body}`);
      await sleep(300);
    }
    acknowledged.push(title);
    await sleep(400);
  }
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(50);
}
