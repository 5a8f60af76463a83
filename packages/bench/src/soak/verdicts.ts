import { ratesOf, type Trend, trendOf } from '../measure/trend.js';
import { prunedTables } from './ageing.js';
import type { Sample } from './sample.js';
import type { SoakResult } from './soak.js';

/** A rule, whether it holds, and the figures that show this. */
export type Verdict = { rule: string; ok: boolean; figures: string };
/** The growth of a table: rows for each thousand writes, and rows for each hour without writes. */
export type Growth = {
  table: string;
  rows: number;
  perThousandWrites: number;
  perQuietHour: number;
  /** The most rows in the first and in the second half of the run. Null: the table is not pruned. */
  peaks: [number, number] | null;
  dead: number;
  megabytes: number;
};

/** Growth in an hour that counts as no leak. Two samples of the heap differ by more. */
const most = { heap: 3, buffers: 3, files: 30, timers: 15 };
/** The most new rows in an hour without writes. */
const mostQuietRows = 60;
/** Peaks of a pruned table differ by chance, by this factor at most. */
const samePeak = 1.2;
/** Caches have filled, and there were several quiet times. */
const minutesForTrends = 60;
/** The hourly job has run at least twice. */
const minutesForPruning = 110;
const notJudged = (minutes: number) => `not judged: it takes ${minutes} minutes`;
/** Autovacuum begins at a fifth of a table and fifty rows. Until it has finished, the number grows further. */
const deadAllowed = (rows: number) => rows / 2 + 1000;
/** On a busy machine the API refuses calls. With a larger share the load was not steady. */
const mostRefused = 0.02;

export function verdictsOf(result: SoakResult): Verdict[] {
  const { samples, faults, unsent } = result;
  const last = samples.at(-1)!;
  const settled = samples.slice(Math.floor(samples.length / 2));
  const growths = growthsOf(samples);
  const pruned = growths.filter(({ peaks }) => peaks !== null);
  const [hasTrends, isLong] = [last.minute >= minutesForTrends, last.minute >= minutesForPruning];
  const growing = growths.filter(({ peaks, perQuietHour }) => !peaks && perQuietHour > mostQuietRows);
  const rising = pruned.filter(({ peaks }) => peaks && peaks[1] > 100 && peaks[1] > peaks[0] * samePeak);
  const dead = growths.filter((growth) => growth.dead > deadAllowed(growth.rows));
  const refused = last.overloaded / Math.max(1, last.calls);
  return [
    isFlat('The heap does not grow', settled, ({ heap }) => heap, 'MB', most.heap),
    isFlat('Memory outside of the heap does not grow', settled, ({ buffers }) => buffers, 'MB', most.buffers),
    isFlat('Open files and sockets do not grow', settled, ({ files }) => files, '', most.files),
    isFlat('Timers do not grow', settled, ({ timers }) => timers, '', most.timers),
    {
      rule: 'No table grows with time alone',
      ok: !hasTrends || growing.length === 0,
      figures: !hasTrends
        ? notJudged(minutesForTrends)
        : growing.map(({ table, perQuietHour }) => `${table}: ${perQuietHour.toFixed(0)} an hour`).join(', '),
    },
    {
      rule: 'Tables that are pruned level off',
      ok: !isLong || rising.length === 0,
      figures: isLong
        ? pruned.map(({ table, peaks }) => `${table}: ${peaks![0]} and ${peaks![1]}`).join(', ')
        : notJudged(minutesForPruning),
    },
    {
      rule: 'Dead rows are cleaned up',
      ok: dead.length === 0,
      figures: dead.map(({ table, dead: count, rows }) => `${table}: ${count} beside ${rows}`).join(', '),
    },
    { rule: 'No call and no stream went wrong', ok: faults.length === 0, figures: `${faults.length} faults` },
    { rule: 'No background job has failed', ok: last.failedJobs === 0, figures: `${last.failedJobs}` },
    {
      rule: 'The machine was quiet enough for the load',
      ok: refused <= mostRefused && unsent === 0,
      figures: `${last.overloaded} refused as overloaded of ${last.calls} calls, ${unsent} not sent`,
    },
  ];
}

function isFlat(
  rule: string,
  samples: Sample[],
  of: (sample: Sample) => number,
  unit: string,
  allowed: number,
): Verdict {
  const trend = trendOf(samples.map((sample) => ({ x: sample.minute / 60, y: of(sample) })));
  const mean = samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const figures = `${mean.toFixed(1)} ${unit} on average, ${written(trend)} ${unit} an hour in the second half`;
  // Either zero is in the interval, or all of it is below the allowed growth.
  const ok = trend.rate - trend.plusMinus <= 0 || trend.rate + trend.plusMinus <= allowed;
  if (samples.at(-1)!.minute < minutesForTrends)
    return { rule, ok: true, figures: `${mean.toFixed(1)} ${unit}; ${notJudged(minutesForTrends)}` };
  return { rule, ok, figures };
}

const written = ({ rate, plusMinus }: Trend) =>
  `${rate >= 0 ? '+' : ''}${rate.toFixed(2)} ± ${plusMinus.toFixed(2)}`;

/** Every table that changed, the largest first. */
export function growthsOf(samples: readonly Sample[]): Growth[] {
  const last = samples.at(-1)!;
  const half = Math.floor(samples.length / 2);
  return Object.entries(last.tables)
    .map(([table, { rows, dead, bytes }]) => {
      const of = (sample: Sample) => sample.tables[table]?.rows ?? 0;
      const isPruned = prunedTables.includes(table);
      const steps = samples.slice(1).map((sample, n) => ({
        y: of(sample) - of(samples[n]!),
        a: (sample.writes - samples[n]!.writes) / 1000,
        b: (sample.minute - samples[n]!.minute) / 60,
        // Background work ends a little after the calls that caused it.
        isMixed: sample.isQuiet !== samples[n]!.isQuiet,
      }));
      // A step with a pruning does not show the growth of the table.
      const { a, b } = ratesOf(steps.filter(({ y, isMixed }) => !isMixed && (!isPruned || y >= 0)));
      const peak = (some: readonly Sample[]) => Math.max(0, ...some.map(of));
      const peaks: Growth['peaks'] = isPruned
        ? [peak(samples.slice(0, half)), peak(samples.slice(half))]
        : null;
      return { table, rows, perThousandWrites: a, perQuietHour: b, peaks, dead, megabytes: bytes / 1e6 };
    })
    .filter(({ table, rows }) => rows !== (samples[0]!.tables[table]?.rows ?? 0))
    .toSorted((one, other) => other.megabytes - one.megabytes);
}
