import type { LimitRow } from './columns.repository.js';

/** A limit as events tell it: what it limits, and its figures. */
export function limitFacts(limit: LimitRow): object {
  const { scope, columnId, columnIds, swimlaneId, userId, classOfService, max, min, mode } = limit;
  const of = { columnId, swimlaneId, userId, classOfService, min };
  return {
    scope,
    ...(columnIds.length > 0 && { columnIds }),
    ...Object.fromEntries(Object.entries(of).filter(([, value]) => value !== null)),
    max,
    mode,
  };
}
