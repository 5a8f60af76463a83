import type { LimitDefinition } from '@weir/contract';
import type { ClassOfService, LimitMode, LimitScopeName } from '@weir/domain';

/** A row of `wip_limits`. */
export type LimitRow = {
  scope: LimitScopeName;
  columnId: string | null;
  columnIds: string[];
  swimlaneId: string | null;
  userId: string | null;
  classOfService: ClassOfService | null;
  max: number;
  min: number | null;
  mode: LimitMode;
};

/** A limit as events tell it: what it limits, and its figures. */
export function limitFacts(limit: LimitRow): LimitDefinition {
  const { scope, columnId, columnIds, swimlaneId, userId, classOfService, max, min, mode } = limit;
  const of = { columnId, swimlaneId, userId, classOfService, min };
  return {
    scope,
    ...(columnIds.length > 0 && { columnIds }),
    ...Object.fromEntries(Object.entries(of).filter(([, value]) => value !== null)),
    max,
    mode,
  } as LimitDefinition;
}
