import type { Board, Limit } from '@weir/contract';

/** What happens to the limits when a column or a lane is removed: some are removed too, group limits lose a column. */
export type RemovedLimits = { removed: Limit[]; changed: { before: Limit; after: Limit }[] };

/** A group limit remains as long as two of its columns remain. */
export function limitsRemovedWithColumn({ limits }: Pick<Board, 'limits'>, id: string): RemovedLimits {
  const found: RemovedLimits = { removed: [], changed: [] };
  for (const limit of limits) {
    if (limit.scope === 'columns' && limit.columnIds.includes(id)) {
      const columnIds = limit.columnIds.filter((each) => each !== id);
      if (columnIds.length < 2) found.removed.push(limit);
      else found.changed.push({ before: limit, after: { ...limit, columnIds } });
    } else if ('columnId' in limit && limit.columnId === id) found.removed.push(limit);
  }
  return found;
}

export function limitsRemovedWithLane({ limits }: Pick<Board, 'limits'>, id: string): RemovedLimits {
  return {
    removed: limits.filter((limit) => limit.scope === 'swimlane' && limit.swimlaneId === id),
    changed: [],
  };
}
