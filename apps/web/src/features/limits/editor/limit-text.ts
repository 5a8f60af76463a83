import type { LimitMode } from '@weir/contract';
import type { Translate } from '@weir/words';
import type { LimitSubject } from '@/lib/board/limit-subjects';

type Bounds = { max: number; min?: number | null | undefined; mode: LimitMode };

/** “At most 5, at least 2, override with a reason”. */
export function boundsText(t: Translate, { max, min, mode }: Bounds): string {
  return t('limits.bounds', { max, min: min ?? 0, hasMin: String(min != null), mode });
}

/** What kind of subject it is, and how far it reaches: a cell is a lane in one column. */
export function subjectKind(subject: LimitSubject) {
  switch (subject.scope) {
    case 'swimlane':
      return subject.columnId ? 'cell' : 'swimlane';
    case 'person':
      return subject.across === 'workspace' ? 'personOnAllBoards' : 'person';
    default:
      return subject.scope;
  }
}
