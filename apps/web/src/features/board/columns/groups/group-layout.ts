import type { Limit } from '@weir/contract';

export type GroupLimit = Extract<Limit, { scope: 'columns' }>;
/** The limits of a board, the team's or a public one. */
type AnyLimit = { scope: Exclude<Limit['scope'], 'columns'> } | Pick<GroupLimit, 'scope' | 'columnIds'>;

/** A bar above the columns with index `from` to `to`, in row `row` of the bars, counted from 0. */
export type GroupBar<Group = GroupLimit> = {
  limit: Group;
  row: number;
  from: number;
  to: number;
  isFirst: boolean;
};

/**
 * Lays out the limits that columns share as bars above them. A group whose columns are not side by side gets a bar for
 * each run. Groups that would overlap get different rows.
 */
export function groupBars<Any extends AnyLimit>(
  columnIds: readonly string[],
  limits: readonly Any[],
): GroupBar<Extract<Any, { scope: 'columns' }>>[] {
  const bars: GroupBar<Extract<Any, { scope: 'columns' }>>[] = [];
  for (const limit of limits) {
    if (!isGroup(limit)) continue;
    const runs = runsOf(limit.columnIds.map((id) => columnIds.indexOf(id)).filter((at) => at !== -1));
    const [first, last] = [runs[0]?.from, runs.at(-1)?.to];
    if (first === undefined || last === undefined) continue;
    // All bars of a group share a row, so the columns between them count as taken.
    const row = firstFreeRow((at) =>
      bars.some((bar) => bar.row === at && bar.from <= last && bar.to >= first),
    );
    for (const [at, run] of runs.entries()) bars.push({ limit, row, ...run, isFirst: at === 0 });
  }
  return bars;
}

function isGroup<Any extends AnyLimit>(limit: Any): limit is Extract<Any, { scope: 'columns' }> {
  return limit.scope === 'columns';
}

function runsOf(indexes: number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const at of indexes.toSorted((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run && run.to === at - 1) run.to = at;
    else runs.push({ from: at, to: at });
  }
  return runs;
}

function firstFreeRow(isTaken: (row: number) => boolean): number {
  let row = 0;
  while (isTaken(row)) row++;
  return row;
}
