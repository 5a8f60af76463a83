import type { Board, Limit } from '@weir/contract';

/** What becomes of the limits when a column or a lane is removed: those that go, and groups that go on without it. */
export type Gone = { limits: Limit[]; kept: { before: Limit; after: Limit }[] };

/** A group goes on with the columns that are left of it, as long as there are two. */
export function withoutColumn({ limits }: Pick<Board, 'limits'>, id: string): Gone {
  const gone: Gone = { limits: [], kept: [] };
  for (const limit of limits) {
    if (limit.scope === 'columns' && limit.columnIds.includes(id)) {
      const columnIds = limit.columnIds.filter((each) => each !== id);
      if (columnIds.length < 2) gone.limits.push(limit);
      else gone.kept.push({ before: limit, after: { ...limit, columnIds } });
    } else if ('columnId' in limit && limit.columnId === id) gone.limits.push(limit);
  }
  return gone;
}

export function withoutLane({ limits }: Pick<Board, 'limits'>, id: string): Gone {
  return {
    limits: limits.filter((limit) => limit.scope === 'swimlane' && limit.swimlaneId === id),
    kept: [],
  };
}
