'use client';

import type { ClassOfService } from '@weir/contract';
import { useState } from 'react';

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

/** Survives Escape and the cross as long as the page lives, by the board's path. */
const unsaved = new Map<string, NewCardDraft>();

/** A new card of a board as it is typed: kept until it is made or discarded. */
export function useNewCardDraft(path: string) {
  const [draft, setDraft] = useState(unsaved.get(path) ?? empty);
  return {
    draft,
    isTyped: isTyped(draft),
    /** More than a title: it is not to be sent unseen. */
    isDetailed: isTyped({ ...draft, title: '' }),
    set: (part: Partial<NewCardDraft>) => {
      const next = { ...draft, ...part };
      if (isTyped(next)) unsaved.set(path, next);
      else unsaved.delete(path);
      setDraft(next);
    },
    forget: () => unsaved.delete(path),
  };
}

function isTyped({ title, description, classOfService, assigneeIds, dueOn }: NewCardDraft): boolean {
  const words = `${title}${description}`.trim();
  return words !== '' || classOfService !== empty.classOfService || assigneeIds.length > 0 || dueOn !== '';
}
