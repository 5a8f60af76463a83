import type { Limit } from '@weir/contract';

export type GroupLimit = Extract<Limit, { scope: 'columns' }>;

/** A bar above columns: from the column at index `from` to that at `to`, in the bars' row `row`, from 0. */
export type GroupBar = { limit: GroupLimit; row: number; from: number; to: number; isFirst: boolean };

/**
 * The limits that columns share, as bars above them. Where a group's columns do not stand side by side, each run
 * has its bar. Bars that would lie over each other come in different rows.
 */
export function groupBars(columnIds: readonly string[], limits: readonly Limit[]): GroupBar[] {
  const bars: GroupBar[] = [];
  for (const limit of limits) {
    if (limit.scope !== 'columns') continue;
    const runs = runsOf(limit.columnIds.map((id) => columnIds.indexOf(id)).filter((at) => at !== -1));
    const [first, last] = [runs[0]?.from, runs.at(-1)?.to];
    if (first === undefined || last === undefined) continue;
    // The whole group in one row, over what lies between, too.
    const row = firstFree((at) => bars.some((bar) => bar.row === at && bar.from <= last && bar.to >= first));
    for (const [at, run] of runs.entries()) bars.push({ limit, row, ...run, isFirst: at === 0 });
  }
  return bars;
}

function runsOf(places: number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const at of places.toSorted((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run && run.to === at - 1) run.to = at;
    else runs.push({ from: at, to: at });
  }
  return runs;
}

function firstFree(isTaken: (row: number) => boolean): number {
  let row = 0;
  while (isTaken(row)) row++;
  return row;
}
