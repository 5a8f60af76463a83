import { align, milliseconds } from './align.js';
import { overloadTableOf } from './overload-table.js';
import type { Measurement, Report } from './report.js';

const columns = [
  '',
  'clients',
  'a second',
  'of first',
  'p50',
  'p95',
  'p99',
  'api',
  'postgres',
  'bench',
  'MB',
  'bytes',
];

/** The report as text: rate relative to the first row; latencies in ms; CPU of `api`, `postgres` and `bench` in ms per answer; MB of the API; bytes that a viewer receives per answer. */
export function tableOf(report: Report): string {
  const { machine } = report;
  const blocks = scenariosOf(report).map((scenario) => {
    const of = report.measurements.filter((each) => each.scenario === scenario);
    return [scenario, ...align([columns, ...of.map(row)])].join('\n');
  });
  const head = `${machine.cpus} × ${machine.cpu}, Node ${machine.node}, load before ${machine.loadBefore.toFixed(1)}`;
  const overload = report.overload ? [overloadTableOf(report.overload)] : [];
  return ['', head, '', [...blocks, ...overload].join('\n\n'), '', ...roundTrips(report)].join('\n');
}

function scenariosOf({ measurements }: Report): string[] {
  return [...new Set(measurements.map(({ scenario }) => scenario))];
}

function row({ contender, clients, perSecond, ratio, latency, cpu, memory, bytes }: Measurement): string[] {
  return [
    contender,
    String(clients),
    Math.round(perSecond).toLocaleString('en'),
    ratio === null ? '' : ratio.toFixed(2),
    ...[latency.p50, latency.p95, latency.p99].map(milliseconds),
    ...[cpu?.api, cpu?.postgres, cpu?.bench].map((each) => (each === undefined ? '–' : each.toFixed(3))),
    memory?.api ? `${Math.round(memory.api.now)}` : '',
    bytes === null ? '' : Math.round(bytes).toLocaleString('en'),
  ];
}

function roundTrips({ roundTrips }: Report): string[] {
  return Object.entries(roundTrips).map(([call, { roundTrips: trips, statements }]) => {
    const names = Object.entries(statements).map(([name, count]) => `${count} × ${name}`);
    return `A ${call} is ${trips} round trip${trips === 1 ? '' : 's'}: ${names.join(', ')}`;
  });
}
