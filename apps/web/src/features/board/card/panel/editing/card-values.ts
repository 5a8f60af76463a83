import type { CardChange, CardDetail, ClassOfService } from '@weir/contract';

/** What of a card can be edited, as its fields have it; an empty `dueOn` is none. `version` has no field. */
export type CardValues = {
  title: string;
  description: string;
  classOfService: ClassOfService;
  assigneeIds: string[];
  dueOn: string;
  version: number;
};

export type CardField = Exclude<keyof CardValues, 'version'>;

export function valuesOf(card: CardDetail): CardValues {
  const { title, description, classOfService, assignees, dueOn, version } = card;
  const assigneeIds = assignees.map(({ id }) => id).toSorted();
  return { title, description, classOfService, assigneeIds, dueOn: dueOn ?? '', version };
}

/** The body of a change: only what differs, so that people who edit different fields do not undo each other. */
export function changeOf({ version: _, dueOn, ...changed }: Partial<CardValues>): CardChange {
  return { ...changed, ...(dueOn !== undefined && { dueOn: dueOn || null }) };
}
