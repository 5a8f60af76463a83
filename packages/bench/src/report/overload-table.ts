import type { OverloadReport } from '../overload/overload-report.js';
import { align, milliseconds } from './align.js';

const names = {
  criticalPlus: 'critical-plus',
  critical: 'critical',
  sheddablePlus: 'sheddable-plus',
  sheddable: 'sheddable',
};

/** The overload as text: the results of the calls by class and caller, the figures, and each demand with its verdict. */
export function overloadTableOf(report: OverloadReport): string {
  return [
    'overload',
    ...align(rowsOf(report)),
    '',
    ...linesOf(report).map((line) => `  ${line}`),
    '',
    ...align(report.verdicts.map(({ demand, measured, met }) => [demand, measured, wordOf(met)])),
    ...report.invalid.map((why) => `  The run is invalid: ${why}`),
    '',
  ].join('\n');
}

function rowsOf({ load, unloaded }: OverloadReport): string[][] {
  const columns = ['', 'offered', 'answered', 'refused', 'too late', 'no connection', 'broken', 'wrong'];
  const latencies = ['alone p50', 'p99', 'p50', 'p99', 'refusals p99'];
  return [
    [...columns, ...latencies],
    ...load.rows.map((row) => {
      const alone = unloaded.find((each) => each.class === row.class)!.latency;
      const { offered, answered, refused, timeout, noConnection, broken, wrong, latency } = row;
      return [
        `${names[row.class]}, ${row.caller === 'good' ? 'good callers' : 'the abusive caller'}`,
        ...[offered, answered, refused, timeout, noConnection, broken, wrong].map(whole),
        ...[alone.p50, alone.p99].map(milliseconds),
        ...(answered > 0 ? [latency.p50, latency.p99].map(milliseconds) : ['–', '–']),
        refused > 0 ? milliseconds(row.latencyOfRefusals.p99) : '–',
      ];
    }),
  ];
}

function linesOf(report: OverloadReport): string[] {
  const { peak, load, goodput, offered, seconds, callers, cores, refusal, memory, settings } = report;
  const cost = (cpu: typeof peak.cpu) =>
    cpu ? `${cpu.api.toFixed(3)} ms of the API's CPU and ${cpu.postgres.toFixed(3)} of PostgreSQL's` : '–';
  const byCpu = goodput.ofPeakByCpu === null ? '–' : `${Math.round(goodput.ofPeakByCpu * 100)}%`;
  const set = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return [
    `${callers} good callers and an abusive one offered ${whole(offered)} calls a second for ${seconds} s; ${set.join(' ')}`,
    `peak: ${whole(peak.perSecond)} answers a second with ${peak.clients} clients before, ${whole(peak.perSecondAfter)} after; an answer costs ${cost(peak.cpu)}`,
    `goodput: ${whole(goodput.perSecond)} a second; with each answer weighted by the CPU of its class, ${byCpu} of peak`,
    `refusals: one costs ${cost(refusal?.cpu ?? null)}${refusal ? `, where ${Math.round(refusal.share * 100)}% were refused` : ''}`,
    `health: p99 ${milliseconds(load.health.latency.p99)} ms, max ${milliseconds(load.health.latency.max)}`,
    `memory: ${memory ? `${memory.slope.toFixed(1)} MB a minute` : 'not reported'}`,
    `generator: sent ${milliseconds(load.lag.p99)} ms late (p99), ${milliseconds(load.lag.max)} at most; ${load.cpu.toFixed(2)} cores`,
    `busy cores: ${cores ? `API ${cores.api.toFixed(2)}, PostgreSQL ${cores.postgres.toFixed(2)}, other programs ${cores.others?.toFixed(2) ?? '–'}` : '–'}`,
  ];
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function wordOf(met: boolean | null): string {
  if (met === null) return 'not measured';
  return met ? 'met' : 'NOT met';
}
