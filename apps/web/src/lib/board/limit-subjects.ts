import type { Limit, NewLimit } from '@weir/contract';
import { isSameLimitSubject, type LimitScope } from '@weir/domain';

type SubjectOf<Each> = Each extends unknown ? Omit<Each, 'max' | 'min' | 'mode'> : never;

/** What a limit is set on: the part of a new limit that names it. */
export type LimitSubject = SubjectOf<NewLimit>;

/** The limit that is set on a subject, if any. */
export function limitOf<Found extends LimitScope>(
  board: { limits: readonly Found[] },
  subject: LimitSubject,
): Found | null {
  return board.limits.find((limit) => isSameLimitSubject(limit, subject)) ?? null;
}

export function subjectOf(limit: Limit): LimitSubject {
  switch (limit.scope) {
    case 'column':
      return { scope: limit.scope, columnId: limit.columnId };
    case 'columns':
      return { scope: limit.scope, columnIds: limit.columnIds };
    case 'swimlane':
      return {
        scope: limit.scope,
        swimlaneId: limit.swimlaneId,
        ...(limit.columnId && { columnId: limit.columnId }),
      };
    case 'person':
      return { scope: limit.scope, userId: limit.userId, across: limit.across };
    case 'board':
      return { scope: limit.scope };
    case 'classOfService':
      return { scope: limit.scope, classOfService: limit.classOfService };
  }
}
