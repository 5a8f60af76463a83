import type { LimitDefinition } from '@weir/contract';
import type { ClassOfService, LimitMode, LimitScopeName, Reach } from '@weir/domain';

/** A limit as a document, as a row of `wip_limits` or of `person_limits`, or as it is about to be stored. */
export type AnyLimit = {
  scope: LimitScopeName;
  columnId?: string | null;
  columnIds?: string[];
  swimlaneId?: string | null;
  userId?: string | null;
  across?: Reach;
  classOfService?: ClassOfService | null;
  max: number;
  min?: number | null;
  mode?: LimitMode;
};

/** A limit as events say it: its subject, its figures and its mode. Not its load, which no write sets. */
export function limitValues(limit: AnyLimit): LimitDefinition {
  const { scope, columnIds = [], columnId, swimlaneId, userId, classOfService, max, min, mode } = limit;
  const optional = { columnId, swimlaneId, userId, classOfService, min };
  return {
    scope,
    ...(columnIds.length > 0 && { columnIds }),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value != null)),
    ...(scope === 'person' && { across: limit.across ?? 'board' }),
    max,
    mode: mode ?? 'block',
  } as LimitDefinition;
}
