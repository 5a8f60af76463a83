import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ResumingStream, verdict } from '@weir/history';
import { embeddedPostgres, runPrismaProgram } from '@weir/stack';
import pg from 'pg';
import { randomFrom } from '../overload/random.js';
import { addHistory } from '../stack/history.js';
import { makeWorld, type World } from '../stack/world.js';
import { Balancer } from './balancer.js';
import { type Instance, root, startInstance } from './instance.js';
import type { Called } from './journal.js';
import { judge } from './judge.js';
import { beginningOf, type LoadedBoard, lastEvents, makeBoards } from './loaded-board.js';
import { checkOut } from './old-version.js';
import type { UpgradeReport } from './report.js';
import { reads, Traffic } from './traffic.js';

const seed = 16;
const streamsOfABoard = 4;
/** The seconds for which a session locks tables at the beginning of the migrations, like a pg_dump. */
const dumpSeconds = 4;

export type TrialOptions = {
  revision: string;
  seconds: number;
  clients: number;
  history: number;
  isKept: boolean;
};

/**
 * Upgrades a database of an earlier revision and rolls the application back, under load. The steps: the old version, the migrations, both
 * versions, the new version, both versions, and the old version on the new schema. Then compares the database with the acknowledged calls.
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
    undo.push(() => balancer.close());
    balancer.add(before);
    const traffic = new Traffic(balancer, world.token, loaded, clients, known, randomFrom(seed));
    const streams = begun.flatMap(({ board, seq }) =>
      Array.from({ length: streamsOfABoard }, () => {
        const { path } = board;
        const next = () => balancer.next();
        return new ResumingStream({ next, token: world.token, path, board: path, seq });
      }),
    );
    const stopLoad = () => Promise.all([traffic, ...streams].map((each) => each.stop()));
    undo.push(stopLoad);
    const steps: string[] = [];
    const step = (name: string) => {
      say(`${name} …`);
      steps.push(name);
      traffic.step = name;
    };
    const load = async (name: string) => {
      step(name);
      await pause(seconds * 1000);
    };
    const end = async (name: string, instance: Instance) => {
      step(name);
      balancer.prepareStop(instance);
      await instance.stop();
      await balancer.remove(instance);
    };

    await load('the old version alone');
    if (!old.knowsNewer) balancer.ignoreReadiness(before);
    step('migrating beside the old version');
    const beganToMigrate = performance.now();
    const dump = await likeDump(postgres.url, dumpSeconds);
    const printed = await migrateWith(root, postgres.url).finally(() => dump.ended);
    const migrating = (performance.now() - beganToMigrate) / 1000;
    const oldReadiness = await before.readiness();
    await load('the old version on the new schema');
    const after = await start('new', root);
    balancer.add(after);
    await load('both versions');
    await end('stopping the old version', before);
    await load('the new version alone');
    const back = await start('old-again', old.root);
    balancer.add(back);
    if (!old.knowsNewer) balancer.ignoreReadiness(back);
    await load('rolling back: both versions');
    await end('stopping the new version', after);
    await load('the old version alone, rolled back');

    await traffic.stop();
    await caughtUp(world, loaded, streams);
    await stopLoad();
    const { calls } = traffic.journal;
    const verdicts = [
      verdict('No call failed', failuresIn(calls)),
      ...(await judge(world, traffic.journal, begun, streams)),
      verdict(
        'No instance logged a fault',
        instances.flatMap(({ name, faults }) => faults().map((line) => `${name}: ${line.slice(0, 300)}`)),
      ),
    ];
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

/** Runs `weir-migrate` of a version. Returns its output. */
function migrateWith(folder: string, url: string): Promise<string> {
  return runPrismaProgram(folder, 'migrate', [], { DATABASE_URL: url, WEIR_APP_ROLE: 'weir_app' });
}

/** Locks tables like a pg_dump that runs while the migration begins. Resolves when it has the locks. */
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

/** The reads that this instance knows. */
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
async function caughtUp(world: World, boards: LoadedBoard[], streams: ResumingStream[]): Promise<void> {
  const end = Date.now() + 10_000;
  const clocks = await lastEvents(world);
  const last = new Map(boards.map(({ path, id }) => [path, clocks.get(id)!]));
  while (Date.now() < end && streams.some(({ received }) => received.seq < last.get(received.board)!))
    await pause(50);
}
