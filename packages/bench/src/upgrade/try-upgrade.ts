import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { embeddedPostgres } from '@weir/stack';
import pg from 'pg';
import { randomFrom } from '../overload/random.js';
import { addHistory } from '../stack/history.js';
import { makeWorld, type World } from '../stack/world.js';
import { Balancer } from './balancer.js';
import { type Instance, migrateWith, root, startInstance } from './instance.js';
import type { Called } from './journal.js';
import { judge, verdict } from './judge.js';
import { beginningOf, type LoadedBoard, makeBoards } from './loaded-board.js';
import { checkOut } from './old-version.js';
import type { UpgradeReport } from './report.js';
import { ResumingStream } from './streams.js';
import { reads, Traffic } from './traffic.js';

const seed = 16;
const streamsOfABoard = 4;
/** How long a session locks tables, as a pg_dump does, while the migrations begin. */
const dumpSeconds = 4;

export type TrialOptions = {
  revision: string;
  seconds: number;
  clients: number;
  history: number;
  isKept: boolean;
};

/**
 * Upgrades a database that an earlier revision made and filled, and rolls the application back, all under load: the old version alone,
 * the migrations, both versions, the new one alone, both again, the old one alone on the new schema. Then compares the database with
 * what was acknowledged.
 */
export async function tryUpgrade(
  { revision, seconds, clients, history, isKept }: TrialOptions,
  say: (line: string) => void,
): Promise<UpgradeReport> {
  const undo: (() => Promise<unknown> | unknown)[] = [];
  try {
    say(`installing and building ${revision} …`);
    const old = await checkOut(revision, isKept);
    undo.push(old.dispose);
    const logs = mkdtempSync(join(tmpdir(), 'weir-upgrade-logs-'));
    undo.push(() => rmSync(logs, { recursive: true, force: true }));
    // Durable: the cost of a commit is part of the load.
    const postgres = await embeddedPostgres({ durable: true, ephemeral: true });
    undo.push(() => postgres.stop());
    const secret = randomBytes(32).toString('base64url');
    const instances: Instance[] = [];
    const start = async (name: string, folder: string) => {
      const isOld = folder === old.root;
      const instance = await startInstance(name, folder, { postgres, secret, logs, isOld });
      instances.push(instance);
      undo.push(() => instance.stop());
      return instance;
    };

    say('the old version makes a database …');
    await migrateWith(old.root, postgres.url);
    const before = await start('old', old.root);
    const world = await makeWorld({ origin: before.origin, postgres });
    undo.push(() => world.close());
    if (history > 0) await addHistory(world, history);
    const loaded = await makeBoards(world);
    const begun = await Promise.all(loaded.map((board) => beginningOf(world, board)));

    const known = await readsOf(before, world.token, loaded[0]!);
    const balancer = new Balancer();
    balancer.add(before);
    const traffic = new Traffic(balancer, world.token, loaded, clients, known, randomFrom(seed));
    const streams = begun.flatMap(({ board, seq }) =>
      Array.from({ length: streamsOfABoard }, () => new ResumingStream(balancer, world.token, board, seq)),
    );
    const steps: string[] = [];
    const step = (name: string) => {
      say(`${name} …`);
      steps.push(name);
      traffic.step = name;
    };
    const end = async (instance: Instance) => {
      balancer.prepareStop(instance);
      await instance.stop();
      await balancer.remove(instance);
    };

    step('the old version alone');
    await pause(seconds * 1000);
    if (!old.knowsNewer) balancer.ignoreReadiness(before);
    step('migrating beside the old version');
    const beganToMigrate = performance.now();
    const dump = await likeDump(postgres.url, dumpSeconds);
    const printed = await migrateWith(root, postgres.url);
    await dump.ended;
    const migrating = (performance.now() - beganToMigrate) / 1000;
    const oldReadiness = await before.readiness();
    step('the old version on the new schema');
    await pause(seconds * 1000);
    const after = await start('new', root);
    balancer.add(after);
    step('both versions');
    await pause(seconds * 1000);
    step('stopping the old version');
    await end(before);
    step('the new version alone');
    await pause(seconds * 1000);
    const back = await start('old-again', old.root);
    balancer.add(back);
    if (!old.knowsNewer) balancer.ignoreReadiness(back);
    step('rolling back: both versions');
    await pause(seconds * 1000);
    step('stopping the new version');
    await end(after);
    step('the old version alone, rolled back');
    await pause(seconds * 1000);

    await traffic.stop();
    await caughtUp(world, streams);
    await Promise.all(streams.map((stream) => stream.stop()));
    const { calls } = traffic.journal;
    const verdicts = [
      verdict('No call failed', failuresIn(calls)),
      ...(await judge(world, traffic.journal, begun, streams)),
      verdict(
        'No instance logged a fault',
        instances.flatMap(({ name, faults }) => faults().map((line) => `${name}: ${line.slice(0, 300)}`)),
      ),
    ];
    await end(back);
    return {
      from: old.commit,
      migrations: printed.split('\n').filter((line) => line.startsWith('applied ')).length,
      ...{ migrating, oldReadiness, steps, calls, verdicts },
      reconnections: streams.reduce((sum, { reconnections }) => sum + reconnections, 0),
    };
  } finally {
    for (const each of undo.reverse()) await each();
  }
}

/** Locks tables as a pg_dump does that runs while the migration begins. Resolves once it has the locks. */
async function likeDump(url: string, seconds: number): Promise<{ ended: Promise<void> }> {
  const client = new pg.Client({ connectionString: url, application_name: 'like pg_dump' });
  await client.connect();
  await client.query(
    'BEGIN; LOCK TABLE boards, cards, requests, answers, events, intakes IN ACCESS SHARE MODE',
  );
  return { ended: pause(seconds * 1000).then(() => client.end()) };
}

/** The kinds of failures, most frequent first, each with its number and an example. */
function failuresIn(calls: Called[]): string[] {
  const failed = calls.filter(({ failure }) => failure !== null);
  const byKind = Map.groupBy(failed, ({ step, failure }) => `${step}: ${failure!.slice(0, 40)}`);
  return [...byKind.values()]
    .sort((one, other) => other.length - one.length)
    .map((all) => {
      const { step, kind, by, failure } = all[0]!;
      return `${step}: ${all.length} times, as ${kind} by ${by}: ${failure}`;
    });
}

/** The reads that the old version has. */
async function readsOf({ origin }: Instance, token: string, board: LoadedBoard): Promise<string[]> {
  const known: string[] = [];
  for (const path of reads) {
    const { status } = await fetch(`${origin}${board.path}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (status === 200 || status === 410) known.push(path);
  }
  return known;
}

/** Waits until the streams have the last event of their boards, for ten seconds at most. */
async function caughtUp(world: World, streams: ResumingStream[]): Promise<void> {
  const end = Date.now() + 10_000;
  const clocks = await world.query<{ id: string; seq: number }>(
    'SELECT board_id AS id, seq::int FROM board_clock',
  );
  const last = new Map(clocks.map(({ id, seq }) => [id, seq]));
  while (Date.now() < end && streams.some(({ board, seq }) => seq < (last.get(board.id) ?? 0)))
    await pause(50);
}
