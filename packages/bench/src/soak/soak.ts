import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { migrate } from '@weir/prisma/migrate';
import { embeddedPostgres, freePort } from '@weir/stack';
import { randomFrom } from '../overload/random.js';
import { makeWorld } from '../stack/world.js';
import { root, startInstance } from '../upgrade/instance.js';
import { age } from './ageing.js';
import { BoardState } from './board-state.js';
import { Inspector } from './inspector.js';
import { type Sample, sample } from './sample.js';
import { makeSoakWorld, Receiver } from './soak-world.js';
import { Traffic } from './traffic.js';
import { Visitors } from './visitors.js';

const seed = 16;
/** The last third of each quarter of an hour is quiet: only reads are sent. So growth with writes and growth with time can be measured separately. */
const period = { minutes: 15, quietFrom: 10 };
const minutesUntilOld = 10;
/** The first heap snapshot is taken after this many samples, when all caches are in use. */
const snapshotAfter = 20;

export type SoakOptions = {
  minutes: number;
  perSecond: number;
  streams: number;
  /** Seconds between two samples. */
  every: number;
  /** A folder for the samples, and for heap snapshots of the beginning and the end. */
  folder: string;
  hasSnapshots: boolean;
};
export type SoakResult = {
  samples: Sample[];
  /** The faults, a sentence each. */
  faults: string[];
  sent: Record<string, number>;
  refused: Record<string, number>;
  /** The number of calls that were not sent, because too many were open. */
  unsent: number;
  streams: { opened: number; ended: number };
};

/** Runs one API process on an embedded PostgreSQL under a steady load, and samples both. */
export async function soak(options: SoakOptions, say: (line: string) => void): Promise<SoakResult> {
  const undo: (() => unknown)[] = [];
  try {
    mkdirSync(options.folder, { recursive: true });
    const logs = mkdtempSync(join(tmpdir(), 'weir-soak-'));
    undo.push(() => rmSync(logs, { recursive: true, force: true }));
    const postgres = await embeddedPostgres({ durable: true, ephemeral: true });
    undo.push(() => postgres.stop());
    await migrate(postgres.url, { appRole: 'weir_app' });
    mkdirSync(join(logs, 'files'));
    const receiver = await Receiver.start();
    undo.push(() => receiver.stop());
    const inspected = await freePort();
    const metricsToken = randomBytes(16).toString('hex');
    const instance = await startInstance('soak', root, {
      postgres,
      secret: randomBytes(32).toString('base64url'),
      logs,
      isOld: false,
      settings: {
        NODE_OPTIONS: `--inspect=127.0.0.1:${inspected}`,
        WEIR_METRICS_TOKEN: metricsToken,
        WEIR_WEBHOOK_RECEIVERS: receiver.origin,
        WEIR_SWEEP_SECONDS: '60',
        WEIR_PUSH: 'on',
      },
    });
    undo.push(() => instance.stop());
    const world = await makeWorld({ origin: instance.origin, postgres });
    undo.push(() => world.close());
    const soakWorld = await makeSoakWorld(world, receiver);
    const states = await Promise.all(
      soakWorld.boards.map(async (board) => {
        const cards = await Promise.all(['Ready', 'Doing', 'Review'].map(board.numbersIn));
        return new BoardState(board, { workspace: soakWorld.workspace, board: board.key }, cards.flat());
      }),
    );
    const inspector = await Inspector.connect(inspected);
    undo.push(() => inspector.close());
    const measured = {
      ...{ origin: instance.origin, metricsToken, inspector, world },
      ...{ pid: instance.pid, postgresPid: postgres.pid(), folder: join(logs, 'files') },
    };
    const random = randomFrom(seed);
    const begin = performance.now();
    const visitors = new Visitors(soakWorld, states, options.streams, randomFrom(seed + 1));
    const traffic = new Traffic(soakWorld, states, options.perSecond, random);
    const samples: Sample[] = [];
    const troubles: string[] = [];
    let said = 0;
    const minuteNow = () => (performance.now() - begin) / 60_000;
    say(`${options.minutes} minutes …`);
    for (let n = 0; minuteNow() < options.minutes; n += 1) {
      await pause(Math.max(0, begin + n * options.every * 1000 - performance.now()));
      const minute = minuteNow();
      if (minute >= options.minutes) break;
      try {
        await once(minute);
        await age(postgres.url, minutesUntilOld);
      } catch (error) {
        troubles.push(`no sample in minute ${minute.toFixed(0)}: ${(error as Error).message}`);
        say(troubles.at(-1)!);
      }
      traffic.isQuiet = minuteNow() % period.minutes >= period.quietFrom;
      if (options.hasSnapshots && n === snapshotAfter) await snapshot('early');
    }
    await traffic.stop();
    await visitors.stop();
    if (options.hasSnapshots) await snapshot('end');
    const faults = [...troubles, ...traffic.faults, ...visitors.faults, ...instance.faults()];
    await instance.stop();
    const { sent, refused, unsent } = traffic;
    const { opened, ended } = visitors;
    return { samples, faults, sent, refused, unsent, streams: { opened, ended } };

    async function once(minute: number): Promise<void> {
      const load = { minute, calls: traffic.total, writes: traffic.writes, received: soakWorld.received() };
      const overloaded = traffic.overloaded + visitors.overloaded;
      const now = { ...load, overloaded, isQuiet: traffic.isQuiet, latency: traffic.takeLatencies() };
      const taken = await sample(measured, now);
      samples.push(taken);
      appendFileSync(join(options.folder, 'samples.jsonl'), `${JSON.stringify(taken)}\n`);
      const faults = [...traffic.faults, ...visitors.faults];
      say(lineOf(taken, faults.length));
      for (const fault of faults.slice(said)) say(`      ${fault}`);
      said = faults.length;
    }
    async function snapshot(name: string): Promise<void> {
      await traffic.without(() => inspector.snapshot(join(options.folder, `${name}.heapsnapshot`)));
    }
  } finally {
    for (const each of undo.toReversed()) await each();
  }
}

function lineOf(taken: Sample, faults: number): string {
  const rows = Object.values(taken.tables).reduce((sum, { rows }) => sum + rows, 0);
  return [
    `${taken.minute.toFixed(0).padStart(4)} min${taken.isQuiet ? ' quiet' : ''}`,
    `${taken.calls} calls`,
    `${taken.overloaded} refused as overloaded`,
    `heap ${taken.heap.toFixed(1)} MB`,
    `buffers ${taken.buffers.toFixed(1)} MB`,
    `memory ${taken.memory.toFixed(0)} MB`,
    `${taken.files} files and sockets`,
    `${taken.streams} streams`,
    `${taken.timers} timers`,
    `delay p99 ${taken.delay.p99.toFixed(0)} ms`,
    `answers p99 ${taken.latency.p99.toFixed(0)} ms`,
    `${rows} rows`,
    `${faults} faults`,
  ].join(', ');
}
