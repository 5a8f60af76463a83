import { linesOf, type Verdict } from '@weir/history';
import { latencyOf } from '../measure/percentiles.js';
import { align } from '../report/align.js';
import type { Called } from './journal.js';

export type UpgradeReport = {
  from: string;
  migrations: number;
  /** Seconds that the migrations took under load. */
  migrating: number;
  /** The readiness of the old instance beside the newer migrations. */
  oldReadiness: { isReady: boolean; detail: string };
  steps: string[];
  calls: Called[];
  reconnections: number;
  verdicts: Verdict[];
};

/** The report as text: a table of the steps, and the verdicts. */
export function reportOf(report: UpgradeReport): string {
  const { from, migrations, migrating, oldReadiness, steps, calls, reconnections, verdicts } = report;
  const rows = steps.map((step) => {
    const own = calls.filter((call) => call.step === step);
    const latency = (isRead: boolean) =>
      latencyOf(own.filter(({ kind }) => (kind === 'read') === isRead).map((call) => call.milliseconds));
    const [writes, reads] = [latency(false), latency(true)];
    const failed = own.filter(({ failure }) => failure !== null).length;
    const figures = [writes.p50, writes.p99, writes.max, reads.p99].map((each) => each.toFixed(0));
    return [step, String(own.length), String(failed), ...figures];
  });
  const head = ['step', 'calls', 'failed', 'write p50', 'p99', 'max', 'read p99 (ms)'];
  return [
    `An upgrade from ${from.slice(0, 12)} under load: ${migrations} migrations in ${migrating.toFixed(1)} s`,
    `The old instance beside them: ${oldReadiness.isReady ? 'ready' : 'not ready'} (${oldReadiness.detail.slice(0, 160)})`,
    '',
    ...align([head, ...rows]),
    '',
    `Streams connected again ${reconnections} times.`,
    ...linesOf(verdicts),
  ].join('\n');
}
