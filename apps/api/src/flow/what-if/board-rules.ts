import type { BoardHistory, BoardRules, ClassOfService, FlightLimit } from '@weir/domain';
import type { Replayed, ReplayedLimit } from './what-if.repository.js';

/** What would be different. `columnId` null: the board. */
export type RuleChanges = {
  limits?: readonly { columnId: string | null; max: number | null }[] | undefined;
  depth?: number | undefined;
  /** In percent. */
  staffing?: number | undefined;
  /** In percent. */
  mix?: Partial<Record<ClassOfService, number>> | undefined;
};

/** A history as the simulation takes it. Limits on swimlanes and people are not simulated. */
export function historyOf({ timeZone, workingHours, limits, ...replayed }: Replayed): BoardHistory {
  const { columns, depth, highWatermark, queueMax, from, today, stays, cards, requests, refused, people } =
    replayed;
  return {
    from,
    today,
    calendar: { timeZone, workingHours },
    columns,
    rules: {
      limits: limits.flatMap((limit) => flightLimit(limit, columns) ?? []),
      queueMax,
      depth,
      highWatermark,
      staffing: 1,
      mix: null,
    },
    stays,
    cards,
    requests,
    refused,
    people,
  };
}

/** The rules with the changes. */
export function changedRules(
  rules: BoardRules,
  { limits = [], depth = rules.depth, staffing = 100, mix }: RuleChanges,
  columns: Replayed['columns'],
): BoardRules {
  const others = limits.map((change) => ({ ...change, columns: columnsOf(change.columnId, columns) }));
  const isReplaced = (limit: FlightLimit) =>
    limit.of === null &&
    others.some(
      (other) => isSame(other.columns, limit.columns) && isBoard(limit) === (other.columnId === null),
    );
  const added = others.flatMap(({ columnId, max, columns: places }): FlightLimit[] =>
    max === null
      ? []
      : [{ id: columnId ?? 'board', columns: places, max, of: null, exemptsExpedite: columnId !== null }],
  );
  return {
    ...rules,
    limits: [...rules.limits.filter((limit) => !isReplaced(limit)), ...added],
    depth,
    staffing: staffing / 100,
    mix: mix ? shares(mix) : null,
  };
}

/** Null for a limit that is not on active columns only. */
function flightLimit(limit: ReplayedLimit, columns: Replayed['columns']): FlightLimit | null {
  const { id, scope, columnId, columnIds, classOfService, max } = limit;
  const all = columns.map((_, at) => at);
  if (scope === 'board') return { id, columns: all, max, of: null, exemptsExpedite: false };
  if (scope === 'classOfService')
    return { id, columns: all, max, of: classOfService, exemptsExpedite: false };
  const ids = scope === 'column' ? [columnId] : columnIds;
  const places = ids.map((each) => columns.findIndex((column) => column.id === each));
  return places.includes(-1) ? null : { id, columns: places, max, of: null, exemptsExpedite: true };
}

function columnsOf(columnId: string | null, columns: Replayed['columns']): number[] {
  return columns.flatMap(({ id }, at) => (columnId === null || id === columnId ? [at] : []));
}

/** Of limits on the same columns, that of the board counts expedite cards and that of a column does not. */
function isBoard({ exemptsExpedite }: FlightLimit): boolean {
  return !exemptsExpedite;
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}

function shares(mix: Partial<Record<ClassOfService, number>>): Partial<Record<ClassOfService, number>> {
  return Object.fromEntries(Object.entries(mix).map(([name, percent]) => [name, percent / 100]));
}
