import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { metricsOf } from '../measure/metrics.js';
import type { Latency } from '../measure/percentiles.js';
import { cpuOf, memoryOf, memoryOfFamily } from '../measure/processes.js';
import type { World } from '../stack/world.js';
import type { Inspector } from './inspector.js';

/** A table: its rows, its dead rows, and its size with indexes. */
type TableSize = { rows: number; dead: number; bytes: number };
/** The state of the API and its database at one moment. Memory in megabytes, loop delays in milliseconds. */
export type Sample = {
  /** Minutes since the start. */
  minute: number;
  calls: number;
  writes: number;
  /** Calls and streams that were refused because the machine was busy. */
  overloaded: number;
  isQuiet: boolean;
  heap: number;
  buffers: number;
  memory: number;
  postgres: number;
  /** CPU of the API since its start, in seconds. */
  cpu: number;
  files: number;
  sockets: number;
  streams: number;
  timers: number;
  delay: { mean: number; p99: number; max: number };
  latency: Latency;
  waiting: number;
  failedJobs: number;
  storedFiles: number;
  received: number;
  tables: Record<string, TableSize>;
};

export type Measured = {
  origin: string;
  metricsToken: string;
  pid: number;
  postgresPid: number;
  inspector: Inspector;
  world: World;
  folder: string;
};

type Load = Pick<Sample, 'minute' | 'calls' | 'writes' | 'overloaded' | 'isQuiet' | 'received' | 'latency'>;

/** Collects the garbage of the API, and then measures everything that could grow. */
export async function sample(
  { origin, metricsToken, pid, postgresPid, inspector, world, folder }: Measured,
  load: Load,
): Promise<Sample> {
  const figures = await metricsOf(origin, metricsToken);
  const { used, buffers } = await inspector.heap();
  const descriptors = readdirSync(`/proc/${pid}/fd`).length;
  const failed = await world.query<{ count: number }>(
    "SELECT count(*)::int FROM pgboss.job WHERE state = 'failed'",
  );
  const milliseconds = (name: string) => 1000 * (figures.get(`nodejs_eventloop_lag_${name}_seconds`) ?? 0);
  return {
    ...load,
    heap: used,
    buffers,
    memory: memoryOf(pid)?.now ?? 0,
    postgres: memoryOfFamily(postgresPid) ?? 0,
    cpu: (cpuOf(pid) ?? 0) / 1000,
    files: descriptors,
    sockets: figures.get('weir_connections') ?? 0,
    streams: figures.get('weir_streams') ?? 0,
    timers: figures.get('nodejs_active_resources{type="Timeout"}') ?? 0,
    delay: { mean: milliseconds('mean'), p99: milliseconds('p99'), max: milliseconds('max') },
    waiting: figures.get('weir_database_waiting') ?? 0,
    failedJobs: failed[0]!.count,
    storedFiles: filesIn(folder),
    tables: await tablesOf(world),
  };
}

/** Counts the rows, because estimates are too coarse for small tables. */
async function tablesOf(world: World): Promise<Record<string, TableSize>> {
  const found = await world.query<{ schema: string; name: string; dead: number; bytes: number }>(
    `SELECT n.nspname AS schema, c.relname AS name, coalesce(s.n_dead_tup, 0)::int AS dead,
            pg_total_relation_size(c.oid)::float8 AS bytes
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
      WHERE c.relkind = 'r' AND n.nspname IN ('public', 'pgboss') ORDER BY 1, 2`,
  );
  const counts = found.map(
    ({ schema, name }) => `SELECT '${name}' AS name, count(*)::int AS rows FROM ${schema}."${name}"`,
  );
  const counted = await world.query<{ name: string; rows: number }>(counts.join(' UNION ALL '));
  const rows = new Map(counted.map((each) => [each.name, each.rows]));
  return Object.fromEntries(
    found.map(({ name, dead, bytes }) => [name, { rows: rows.get(name) ?? 0, dead, bytes }]),
  );
}

function filesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(folder, file), { throwIfNoEntry: false })?.isFile(),
  ).length;
}
