'use client';

import type { ClassOfService } from '@weir/contract';
import { useUnsaved } from '@/lib/use-unsaved';

/** What is typed of a new card, its place apart. */
export type NewCardDraft = {
  title: string;
  description: string;
  classOfService: ClassOfService;
  assigneeIds: string[];
  dueOn: string;
};

const empty: NewCardDraft = {
  title: '',
  description: '',
  classOfService: 'standard',
  assigneeIds: [],
  dueOn: '',
};

/** A new card of a board, by the board's path, as it is typed: kept until it is made or discarded. */
export function useNewCardDraft(path: string) {
  const [draft, setDraft] = useUnsaved(`new card ${path}`, empty);
  return {
    draft,
    isTyped: isTyped(draft),
    /** More than a title: it is not to be sent unseen. */
    isDetailed: isTyped({ ...draft, title: '' }),
    set: (part: Partial<NewCardDraft>) => setDraft((now) => ({ ...now, ...part })),
    forget: () => setDraft(empty),
  };
}

function isTyped({ title, description, classOfService, assigneeIds, dueOn }: NewCardDraft): boolean {
  const words = `${title}${description}`.trim();
  return words !== '' || classOfService !== empty.classOfService || assigneeIds.length > 0 || dueOn !== '';
}
