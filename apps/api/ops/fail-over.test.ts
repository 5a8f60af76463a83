import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import {
  orderFaults,
  presenceFaults,
  ReceivedSeqs,
  type RecordedEvent,
  timesOf,
  type WrittenText,
} from '@weir/history';
import { Cluster } from './support/cluster.js';
import { Instance } from './support/instance.js';
import { Pooler } from './support/pooler.js';

// The primary dies, or freezes, while three instances write through PgBouncer and HAProxy. Figures are printed for docs/operations/fail-over.md.

const cluster = new Cluster();
const pooler = new Pooler(cluster);
const board = '/workspaces/demo/boards/OPS';
const instances = [new Instance(), new Instance(), new Instance()];
const tokens: string[] = [];
/** The cards whose creation was acknowledged, by their titles. */
const acknowledged: WrittenText[] = [];
/** When the last write was acknowledged, as `performance.now()`. */
let lastAt = 0;
/** The events that each instance's stream of the board has sent. */
const streamed: ReceivedSeqs[] = [];
const streams = new AbortController();
let isWriting = false;
let writers: Promise<void>[] = [];

beforeAll(async () => {
  await cluster.start();
  await cluster.migrate('weir');
  await cluster.seed('weir');
  await pooler.start();
  await Promise.all(instances.map((instance) => instance.start(pooler.url())));
  for (const instance of instances) tokens.push(await instance.token());
  for (const [n, instance] of instances.entries()) streamed.push(await follow(instance, tokens[n]!));
  // The test creates more cards than the limits allow.
  await cluster.sql('weir_migrator', 'weir', 'DELETE FROM wip_limits');
});
afterAll(async () => {
  streams.abort();
  await Promise.all(instances.map((instance) => instance.stop()));
  await pooler.stop();
  await cluster.stop();
});
afterEach(async () => {
  isWriting = false;
  await Promise.all(writers);
});

test('a killed primary loses no acknowledged write, and instances write again within ten seconds of the promotion', async () => {
  write(6);
  await until(() => acknowledged.length > 30);
  const old = (await cluster.primary())!;
  const died = performance.now();
  await cluster.kill(old);
  await writesAgain('killed', died, await cluster.promoted(old));
  cluster.startNode(old);
  await cluster.whole();
});

test('a frozen primary loses no acknowledged write, and its writes after it wakes do not count', async () => {
  write(6);
  const before = acknowledged.length;
  await until(() => acknowledged.length > before + 30);
  const old = (await cluster.primary())!;
  const froze = performance.now();
  const thaw = cluster.freeze(old);
  await writesAgain('frozen', froze, await cluster.promoted(old));
  thaw();
  await cluster.whole();
  const more = acknowledged.length;
  await until(() => acknowledged.length > more + 30);
  await expectNothingLost();
});

async function writesAgain(how: string, failedAt: number, promotedAt: number): Promise<void> {
  await until(() => lastAt > promotedAt);
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
  console.log(
    `${how}: another server was promoted after ${seconds(failedAt, promotedAt)}, and the first write was acknowledged ${seconds(promotedAt, lastAt)} later`,
  );
  expect(lastAt - promotedAt).toBeLessThan(10_000);
  await until(async () =>
    (await Promise.all(instances.map((instance) => instance.ready()))).every(({ status }) => status === 200),
  );
  await expectNothingLost();
}

/**
 * Each acknowledged card exists once, the events of a board have no gap, and each stream has sent every event once, in order. Stops the
 * clients to compare, and starts them again.
 */
async function expectNothingLost(): Promise<void> {
  isWriting = false;
  await Promise.all(writers);
  const titles = await cluster.sql<{ title: string }>(
    'weir_migrator',
    'weir',
    "SELECT title FROM cards WHERE title LIKE 'Write %'",
  );
  const times = timesOf(titles.map(({ title }) => title));
  expect(presenceFaults(acknowledged, () => times)).toEqual({ lost: [], twice: [] });
  const boards = await cluster.sql<{ key: string; id: string; clock: number }>(
    'weir_migrator',
    'weir',
    'SELECT b.key, b.id, k.seq::int AS clock FROM board_clock k JOIN boards b ON b.id = k.board_id',
  );
  for (const { key, id, clock } of boards) {
    const events = await cluster.sql<RecordedEvent>(
      'weir_migrator',
      'weir',
      `SELECT seq::int, type, at, actor_id AS actor, changes FROM events WHERE board_id = '${id}' ORDER BY seq`,
    );
    expect(orderFaults({ key, events, clock })).toEqual([]);
  }
  const last = boards.find(({ key }) => key === 'OPS')!.clock;
  await until(() => streamed.every(({ seq }) => seq === last));
  for (const received of streamed) expect(received.faultsAt(last)).toEqual([]);
  write(6);
}

/** Opens an instance's event stream of the board. The result takes its events as they arrive. */
async function follow(instance: Instance, token: string): Promise<ReceivedSeqs> {
  const { body: read } = await instance.call('GET', board, undefined, token);
  const received = new ReceivedSeqs('OPS', read.seq as number);
  const answer = await fetch(`${instance.origin}/v1${board}/events?after=${received.seq}`, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    signal: streams.signal,
  });
  const take = received.connection(instance.origin);
  const listen = async () => {
    for await (const text of answer.body!.pipeThrough(new TextDecoderStream())) take(text);
  };
  void listen().catch(() => {});
  return received;
}

/** Starts clients that create cards one after another. Each repeats a call with the same key until it succeeds. */
function write(clients: number): void {
  isWriting = true;
  writers = Array.from({ length: clients }, (_, n) => keepWriting(n));
}

let count = 0;
async function keepWriting(n: number): Promise<void> {
  const instance = instances[n % instances.length]!;
  const token = tokens[n % instances.length]!;
  while (isWriting) {
    count += 1;
    const title = `Write ${count}`;
    const key = `"write-${count}"`;
    for (;;) {
      const answer = await instance
        .call('POST', `${board}/cards`, { title }, token, { 'idempotency-key': key })
        .catch(() => ({ status: 0, body: {} }));
      if (answer.status === 201) {
        acknowledged.push({ board: 'OPS', text: title, acknowledged: true });
        lastAt = performance.now();
        break;
      }
      if (answer.status !== 0 && answer.status < 500) throw new Error(JSON.stringify(answer));
      await sleep(200);
    }
  }
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20);
}
