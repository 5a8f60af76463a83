import { align } from '../report/align.js';
import type { SoakResult } from './soak.js';
import { growthsOf, verdictsOf } from './verdicts.js';

const tables = 25;
const faultsShown = 10;

/** The result as text, and whether all verdicts are good. */
export function reportOf(result: SoakResult): { text: string; ok: boolean } {
  const verdicts = verdictsOf(result);
  const growths = growthsOf(result.samples)
    .slice(0, tables)
    .map((growth) => [
      growth.table,
      String(growth.rows),
      growth.perThousandWrites.toFixed(0),
      growth.perQuietHour.toFixed(0),
      growth.peaks ? `${growth.peaks[0]}, ${growth.peaks[1]}` : '',
      String(growth.dead),
      growth.megabytes.toFixed(1),
    ]);
  const head = ['table', 'rows', 'per 1,000 writes', 'per quiet hour', 'peaks of both halves', 'dead', 'MB'];
  const { calls, writes, minute } = result.samples.at(-1)!;
  const text = [
    `${calls} calls in ${minute.toFixed(0)} minutes, ${writes} of them writes; ${result.streams.opened} streams opened, ${result.streams.ended} ended by the API`,
    '',
    ...align([head, ...growths]),
    '',
    ...verdicts.map(({ rule, ok, figures }) => `${ok ? 'yes' : 'NO '}  ${rule}${figures && `: ${figures}`}`),
    ...result.faults.slice(0, faultsShown).map((fault) => `       ${fault}`),
  ].join('\n');
  return { text, ok: verdicts.every(({ ok }) => ok) };
}
