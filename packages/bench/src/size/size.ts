import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Floor } from '../load/floor.js';
import { metricsOf } from '../measure/metrics.js';
import { cpuOf, cpuOfFamily, memoryOfFamily } from '../measure/processes.js';
import type { Options } from '../options.js';
import { type Measurement, machineNow } from '../report/report.js';
import { creates } from '../scenarios/creates.js';
import { declines } from '../scenarios/declines.js';
import { moves } from '../scenarios/moves.js';
import { movesAndReads } from '../scenarios/moves-and-reads.js';
import { reads } from '../scenarios/reads.js';
import { requestLists } from '../scenarios/request-lists.js';
import { runScenario } from '../scenarios/run.js';
import type { Contender, Place, Scenario } from '../scenarios/scenario.js';
import { searches } from '../scenarios/searches.js';
import { submissions } from '../scenarios/submissions.js';
import { seedChecked } from '../seed/seed.js';
import { addManagers } from '../stack/managers.js';
import { prepare } from '../stack/prepare.js';
import { type Stack, startStack } from '../stack/stack.js';
import { makeWorld, type World } from '../stack/world.js';
import { type Sizes, sizesOf } from './sizes.js';
import { readsOfWhole, type Statistics, statisticsOf } from './statistics.js';

export type SizeOptions = Options & {
  /** Boards of the seeded database. */
  boards: number;
  /** A folder that keeps the seeded database for the next run. Null: a temporary folder. */
  dataDir: string | null;
};

export type Idle = { api: number; postgres: number; seconds: number; jobs: Record<string, number> };

export type SizeReport = {
  at: string;
  machine: ReturnType<typeof machineNow>;
  boards: number;
  measurements: Measurement[];
  /** CPU in milliseconds a second without calls, with background work: of the empty database, and of the seeded one. */
  idle: { empty: Idle; seeded: Idle };
  sizes: Sizes;
  /** The full scans of tables with 100,000 rows or more: by the calls and their preparation, and by background work. */
  whole: { calls: Record<string, number>; background: Record<string, number> };
  statistics: Statistics;
};

/** Background work is measured separately, because its cost would be counted with the calls. */
const quiet = { WEIR_BACKGROUND: 'off' };

/**
 * Measures the same calls on an empty database and on a seeded one, in turns: the API, and on each the floor, which works on copies of the
 * tables of one board. Throws if the seed breaks one of Weir's rules, or if an answer, an event or a limit is wrong.
 */
export async function measureSize(options: SizeOptions, say: (line: string) => void): Promise<SizeReport> {
  const machine = machineNow();
  const worlds: World[] = [];
  const empty = await startStack(options);
  let seeded: Stack | undefined;
  try {
    seeded = await seededStack(options, say);
    const small = await prepare(empty, options, quiet);
    worlds.push(small.world);
    const large = await prepare(seeded, options, quiet);
    worlds.push(large.world);
    await addManagers(small.world, 'Manager', await managersOf(large.world));
    const here = await scenariosOf(small.world, small.floor, options);
    const there = await scenariosOf(large.world, large.floor, options);
    for (const world of worlds) await world.query('VACUUM ANALYZE');
    const at = { world: large.world, stack: seeded };
    const statistics = await statisticsOf(large.world);
    const readsBefore = await readsOfWhole(large.world);
    const measurements: Measurement[] = [];
    for (const [n, scenario] of here.entries())
      for (const clients of options.clients) {
        say(`${scenario.name}, ${clients} clients …`);
        measurements.push(...(await runScenario(side(scenario, there[n]!, at), clients, options, empty)));
      }
    // A connection reports its reads when it closes.
    await seeded.startApi(undefined, quiet);
    const readsAfter = await readsOfWhole(large.world);
    say('background work …');
    const idle = { empty: await idleCost(empty), seeded: await idleCost(seeded) };
    await seeded.startApi(undefined, quiet);
    const readsAtEnd = await readsOfWhole(large.world);
    return {
      at: new Date().toISOString(),
      machine,
      boards: options.boards,
      measurements,
      idle,
      sizes: await sizesOf(large.world, memoryOfFamily(seeded.postgres.pid())),
      whole: { calls: more(readsBefore, readsAfter), background: more(readsAfter, readsAtEnd) },
      statistics,
    };
  } catch (error) {
    if (seeded) say(`The end of the API's log:\n${seeded.lastWords()}`);
    throw error;
  } finally {
    for (const world of worlds) await world.close();
    await Promise.all([empty.stop(), seeded?.stop()]);
  }
}

/** The number of managers. Each of them gets a notice of a new request, so both databases need the same number. */
async function managersOf(world: World): Promise<number> {
  const [row] = await world.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM memberships m JOIN workspaces w ON w.id = m.workspace_id AND w.slug = $1 WHERE m.role = 'manager'`,
    [world.caller.slug],
  );
  return row!.n;
}

/** How many more reads each table has. */
function more(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const grown = Object.entries(after).map(([name, reads]) => [name, reads - (before[name] ?? 0)] as const);
  return Object.fromEntries(grown.filter(([, reads]) => reads > 0));
}

/** A stack on the seeded database. It uses the database of an earlier run if the folder has one. */
async function seededStack(options: SizeOptions, say: (line: string) => void): Promise<Stack> {
  const { dataDir, boards } = options;
  const isThere = dataDir !== null && existsSync(join(dataDir, 'PG_VERSION'));
  const stack = await startStack(options, dataDir);
  try {
    if (isThere) return stack;
    await stack.startApi(undefined, quiet);
    const world = await makeWorld(stack);
    await world.close();
    await stack.api().stop();
    await seedChecked(stack.postgres.url, { boards, into: 'bench' }, say);
    return stack;
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

async function scenariosOf(world: World, floor: Floor, { only }: Options): Promise<Scenario[]> {
  const wanted = (name: string) => only.length === 0 || only.includes(name);
  return [
    ...(wanted('moves') ? [await moves(world, floor)] : []),
    ...(wanted('creates') ? [await creates(world, floor)] : []),
    ...(wanted('reads') ? [await reads(world, floor, 200), await movesAndReads(world, 200)] : []),
    ...(wanted('searches') ? await searches(world, floor) : []),
    ...(wanted('intake')
      ? [await submissions(world, floor), await declines(world, floor), await requestLists(world, floor)]
      : []),
  ];
}

/** The contenders that are compared: the floor of a scenario, and the API. */
const compared = ['bare floor', 'API', 'identity', 'changes'];

/** A scenario of the empty database and the same one of the seeded database side by side. */
function side(empty: Scenario, seeded: Scenario, at: Place): Scenario {
  const named = (contender: Contender, where: string) => ({
    ...contender,
    name: `${contender.name}, ${where}`,
  });
  const isCompared = ({ name }: Contender) => compared.includes(name);
  return {
    ...empty,
    base: named(empty.base, 'empty'),
    others: [
      ...empty.others.filter(isCompared).map((each) => named(each, 'empty')),
      ...[seeded.base, ...seeded.others.filter(isCompared)].map((each) => {
        return { ...named(each, 'seeded'), board: each.board ?? seeded.board, at };
      }),
    ],
  };
}

const idleSeconds = 60;
const metricsToken = 'a token for the bench';

/** The cost of background work while no client calls. */
async function idleCost(stack: Stack): Promise<Idle> {
  await stack.startApi(undefined, { WEIR_METRICS_TOKEN: metricsToken });
  const now = () => ({
    api: cpuOf(stack.api().pid) ?? 0,
    postgres: cpuOfFamily(stack.postgres.pid()) ?? 0,
    at: performance.now(),
  });
  const before = now();
  await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1000));
  const after = now();
  const seconds = (after.at - before.at) / 1000;
  return {
    api: (after.api - before.api) / seconds,
    postgres: (after.postgres - before.postgres) / seconds,
    seconds,
    jobs: await jobSeconds(stack),
  };
}

/** Seconds that each job ran since the API started. */
async function jobSeconds({ origin }: Stack): Promise<Record<string, number>> {
  return Object.fromEntries(
    [...(await metricsOf(origin, metricsToken))].flatMap(([name, seconds]) => {
      const job = /^weir_job_seconds_total\{name="([^"]+)"\}$/.exec(name)?.[1];
      return job ? [[job, seconds]] : [];
    }),
  );
}
