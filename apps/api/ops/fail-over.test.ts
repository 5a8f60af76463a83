import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Cluster } from './support/cluster.js';
import { Instance } from './support/instance.js';

// The primary dies, or freezes, while three instances write. Figures are printed for docs/operations/fail-over.md.

const cluster = new Cluster();
const board = '/workspaces/demo/boards/OPS';
const instances = [new Instance(), new Instance(), new Instance()];
const tokens: string[] = [];
/** Titles of cards whose creation was acknowledged. */
const acknowledged = new Set<string>();
/** When the last write was acknowledged, as `performance.now()`. */
let lastAt = 0;
/** The numbers of the events that each instance's stream of the board has sent. */
const streamed: number[][] = [];
const streams = new AbortController();
let isWriting = false;
let writers: Promise<void>[] = [];

beforeAll(async () => {
  await cluster.start();
  await cluster.migrate('weir');
  await cluster.seed('weir');
  await Promise.all(instances.map((instance) => instance.start(cluster.url('weir_app'))));
  for (const instance of instances) tokens.push(await instance.token());
  for (const [n, instance] of instances.entries()) streamed.push(await follow(instance, tokens[n]!));
  // The test creates more cards than the limits allow.
  await cluster.sql('weir_migrator', 'weir', 'DELETE FROM wip_limits');
});
afterAll(async () => {
  streams.abort();
  await Promise.all(instances.map((instance) => instance.stop()));
  await cluster.stop();
});
afterEach(async () => {
  isWriting = false;
  await Promise.all(writers);
});

test('a killed primary loses no acknowledged write, and instances write again within ten seconds of the promotion', async () => {
  write(6);
  await until(() => acknowledged.size > 30);
  const old = (await cluster.primary())!;
  const died = performance.now();
  await cluster.kill(old);
  await writesAgain('killed', died, await cluster.promoted(old));
  cluster.startNode(old);
  await cluster.whole();
});

test('a frozen primary loses no acknowledged write, and its writes after it wakes do not count', async () => {
  write(6);
  const before = acknowledged.size;
  await until(() => acknowledged.size > before + 30);
  const old = (await cluster.primary())!;
  const froze = performance.now();
  const thaw = cluster.freeze(old);
  await writesAgain('frozen', froze, await cluster.promoted(old));
  thaw();
  await cluster.whole();
  const more = acknowledged.size;
  await until(() => acknowledged.size > more + 30);
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
  expect(titles.length).toBe(new Set(titles.map(({ title }) => title)).size);
  const missing = [...acknowledged].filter((wanted) => !titles.some(({ title }) => title === wanted));
  expect(missing).toEqual([]);
  const gaps = await cluster.sql(
    'weir_migrator',
    'weir',
    `SELECT k.board_id FROM board_clock k
      WHERE k.seq <> (SELECT count(*) FROM events e WHERE e.board_id = k.board_id)
         OR k.seq <> (SELECT max(e.seq) FROM events e WHERE e.board_id = k.board_id)`,
  );
  expect(gaps).toEqual([]);
  const [clock] = await cluster.sql<{ seq: string }>(
    'weir_migrator',
    'weir',
    "SELECT k.seq FROM board_clock k JOIN boards b ON b.id = k.board_id WHERE b.key = 'OPS'",
  );
  const last = Number(clock!.seq);
  await until(() => streamed.every((seqs) => seqs.at(-1) === last));
  for (const seqs of streamed) expect(seqs).toEqual(seqs.map((_, n) => seqs[0]! + n));
  write(6);
}

/** Opens an instance's event stream of the board. Returns the list to which the numbers of its events are added as they arrive. */
async function follow(instance: Instance, token: string): Promise<number[]> {
  const answer = await fetch(`${instance.origin}/v1${board}/events`, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    signal: streams.signal,
  });
  const seqs: number[] = [];
  const read = async () => {
    let rest = '';
    for await (const text of answer.body!.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('id:')) seqs.push(Number(line.slice(3)));
    }
  };
  void read().catch(() => {});
  return seqs;
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
        acknowledged.add(title);
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
