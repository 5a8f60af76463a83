import { align, milliseconds } from '../report/align.js';
import type { Measurement } from '../report/report.js';
import type { Idle, SizeReport } from './size.js';

const columns = [
  '',
  'clients',
  'a second',
  'p50',
  'p99',
  'api',
  'postgres',
  'p50, of empty',
  'CPU, of empty',
];

/**
 * The report as text: latencies in ms, CPU in ms per answer. The last two columns compare a row of the seeded database with the same one
 * of the empty database.
 */
export function sizeTableOf({ machine, measurements, idle, sizes, boards, whole }: SizeReport): string {
  const blocks = [...new Set(measurements.map(({ scenario }) => scenario))].map((scenario) => {
    const rows = measurements.filter((each) => each.scenario === scenario);
    return [scenario, ...align([columns, ...rows.map((row) => cellsOf(row, rows))])].join('\n');
  });
  const { rows, megabytes, tables, postgresMegabytes } = sizes;
  const large = tables.map(({ name, megabytes: mb, indexes }) => [name, `${mb}`, `${indexes}`]);
  return [
    `${machine.cpus} × ${machine.cpu}, Node ${machine.node}, load before ${machine.loadBefore.toFixed(1)}`,
    blocks.join('\n\n'),
    `Background work without calls, ms of CPU a second\n${align([['', 'api', 'postgres', 'longest jobs, s a minute'], idleCells('empty', idle.empty), idleCells('seeded', idle.seeded)]).join('\n')}`,
    `The seeded database: ${boards} boards and those of the bench; ${Object.entries(rows)
      .map(([name, count]) => `${count.toLocaleString('en')} ${name}`)
      .join(
        ', ',
      )}. ${megabytes.toLocaleString('en')} MB on disk; PostgreSQL has ${Math.round(postgresMegabytes ?? 0)} MB in memory.`,
    align([['table', 'MB', 'of it indexes'], ...large]).join('\n'),
    `Large tables that were read whole: by calls ${named(whole.calls)}; by background work ${named(whole.background)}`,
  ].join('\n\n');
}

const named = (reads: Record<string, number>) =>
  Object.entries(reads)
    .map(([table, times]) => `${table} ${times} times`)
    .join(', ') || 'none';

function cellsOf(row: Measurement, rows: Measurement[]): string[] {
  const { contender, clients, perSecond, latency, cpu } = row;
  const twin = rows.find(
    (each) => each.clients === clients && each.contender === contender.replace(', seeded', ', empty'),
  );
  const isSeeded = contender.endsWith(', seeded') && twin !== undefined;
  const cpuOf = ({ cpu }: Measurement) => (cpu ? cpu.api + cpu.postgres : Number.NaN);
  return [
    contender,
    `${clients}`,
    Math.round(perSecond).toLocaleString('en'),
    milliseconds(latency.p50),
    milliseconds(latency.p99),
    cpu ? cpu.api.toFixed(3) : '–',
    cpu ? cpu.postgres.toFixed(3) : '–',
    isSeeded ? (latency.p50 / twin.latency.p50).toFixed(2) : '',
    isSeeded ? (cpuOf(row) / cpuOf(twin)).toFixed(2) : '',
  ];
}

function idleCells(name: string, { api, postgres, seconds, jobs }: Idle): string[] {
  const longest = Object.entries(jobs)
    .sort(([, one], [, other]) => other - one)
    .slice(0, 4)
    .map(([job, spent]) => `${job} ${((spent / seconds) * 60).toFixed(2)}`);
  return [name, api.toFixed(1), postgres.toFixed(1), longest.join(', ')];
}
