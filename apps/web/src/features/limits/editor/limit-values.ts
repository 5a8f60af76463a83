import type { Limit, LimitChange, LimitMode, NewLimit } from '@weir/contract';
import { limitSubjectKey } from '@weir/domain';
import { type LimitSubject, subjectOf } from '@/lib/board/limit-subjects';

/** A limit as its form has it. An empty number is NaN: an empty `max` can't be saved, an empty `min` means no minimum. */
export type LimitValues = {
  max: number;
  min: number;
  mode: LimitMode;
  /** The columns of a group; empty for other subjects. */
  columnIds: string[];
};

/** What the form starts with. A new limit starts with the current load, but at least 1. */
export function valuesOf(subject: LimitSubject, limit: Limit | null, load: number): LimitValues {
  return {
    max: limit?.max ?? Math.max(1, load),
    min: limit?.min ?? Number.NaN,
    mode: limit?.mode ?? 'block',
    columnIds: subject.scope === 'columns' ? subject.columnIds : [],
  };
}

/** Whether nobody changed the limit, whatever its load. */
export function isSameLimit(one: Limit | null, other: Limit | null): boolean {
  if (!one || !other) return one === other;
  return one.id === other.id && factsOf(one) === factsOf(other);
}

function factsOf(limit: Limit): string {
  return [limit.max, limit.min ?? '', limit.mode, limitSubjectKey(subjectOf(limit))].join(' ');
}

/** The whole limit as the form says it: what is validated, and sent for a new limit. */
export function newLimitOf(subject: LimitSubject, { max, min, mode, columnIds }: LimitValues) {
  return {
    ...subject,
    ...(subject.scope === 'columns' && { columnIds }),
    max: Number.isNaN(max) ? null : max,
    ...(!Number.isNaN(min) && { min }),
    mode,
  };
}

/** The change that makes a limit the wanted one: only what differs. */
export function limitChangeOf(limit: Limit, wanted: NewLimit): LimitChange {
  const { max, mode } = wanted;
  const min = wanted.min ?? null;
  const columnIds = wanted.scope === 'columns' ? wanted.columnIds : null;
  const isOtherGroup =
    limit.scope === 'columns' && columnIds?.toSorted().join() !== limit.columnIds.toSorted().join();
  return {
    ...(max !== limit.max && { max }),
    ...(min !== (limit.min ?? null) && { min }),
    ...(mode !== limit.mode && { mode }),
    ...(isOtherGroup && columnIds && { columnIds }),
  };
}
