import type { CardChange, CardDetail, ClassOfService } from '@weir/contract';

/** What of a card can be edited, as fields hold it; an empty `dueOn` is none. */
export type Draft = {
  title: string;
  description: string;
  classOfService: ClassOfService;
  assigneeIds: string[];
  dueOn: string;
};

export function draftOf(card: CardDetail): Draft {
  const { title, description, classOfService, assignees, dueOn } = card;
  return {
    title,
    description,
    classOfService,
    assigneeIds: assignees.map(({ id }) => id),
    dueOn: dueOn ?? '',
  };
}

/** Only what differs: so two people who edit different fields do not undo each other. */
export function changesOf(card: CardDetail, draft: Draft): CardChange {
  const was = draftOf(card);
  const samePeople = was.assigneeIds.toSorted().join() === draft.assigneeIds.toSorted().join();
  return {
    ...(draft.title.trim() !== was.title && { title: draft.title }),
    ...(draft.description.trim() !== was.description && { description: draft.description }),
    ...(draft.classOfService !== was.classOfService && { classOfService: draft.classOfService }),
    ...(!samePeople && { assigneeIds: draft.assigneeIds }),
    ...(draft.dueOn !== was.dueOn && { dueOn: draft.dueOn || null }),
  };
}

/** What was typed and not saved when a card was closed, by the card’s path: it is there again when it is opened. */
export const unsaved = new Map<string, { base: CardDetail; draft: Draft }>();
