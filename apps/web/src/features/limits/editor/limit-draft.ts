import { type Limit, LimitChange, type LimitMode, NewLimit } from '@weir/contract';
import { limitSubjectKey } from '@weir/domain';
import { type LimitSubject, subjectOf } from '@/lib/board/limit-subjects';

/** A limit as its form holds it: an empty `max` can't be saved, an empty `min` is none. */
export type LimitDraft = {
  max: number | null;
  min: number | null;
  mode: LimitMode;
  /** Of a group: what is in it. */
  columnIds: string[] | null;
};

export function draftOf(subject: LimitSubject, limit: Limit | null, load: number): LimitDraft {
  return {
    max: limit?.max ?? Math.max(1, load),
    min: limit?.min ?? null,
    mode: limit?.mode ?? 'block',
    columnIds: subject.scope === 'columns' ? subject.columnIds : null,
  };
}

/** The same limit with the same facts, whatever counts against it: nobody changed it meanwhile. */
export function isSameLimit(one: Limit | null, other: Limit | null): boolean {
  if (!one || !other) return one === other;
  return one.id === other.id && factsOf(one) === factsOf(other);
}

function factsOf(limit: Limit): string {
  return [limit.max, limit.min ?? '', limit.mode, limitSubjectKey(subjectOf(limit))].join(' ');
}

/** What is sent to set a new limit, or the faults of the draft. */
export function newLimitOf(subject: LimitSubject, { max, min, mode, columnIds }: LimitDraft) {
  return NewLimit.safeParse({
    ...subject,
    ...(columnIds && { columnIds }),
    max,
    ...(min !== null && { min }),
    mode,
  });
}

/** What is sent to change a limit: only what differs. */
export function limitChangeOf(limit: Limit, { max, min, mode, columnIds }: LimitDraft) {
  const isOtherGroup =
    limit.scope === 'columns' && columnIds?.toSorted().join() !== limit.columnIds.toSorted().join();
  return LimitChange.safeParse({
    ...(max !== limit.max && { max }),
    ...(min !== (limit.min ?? null) && { min }),
    ...(mode !== limit.mode && { mode }),
    ...(isOtherGroup && { columnIds }),
  });
}
