import { z } from 'zod';
import { BoardNumber, Id, Person, Ref } from '../values/names.js';
import { line } from '../values/text.js';
import { PlainDate } from '../values/time.js';

/** The card that an item was turned into, and where it is now. */
const BecameCard = z.strictObject({
  number: BoardNumber,
  ref: Ref,
  columnId: Id,
  delivered: z.boolean(),
  archived: z.boolean(),
});

/** A step of a card, in the order of its checklist. */
export const ChecklistItem = z
  .strictObject({
    id: Id,
    text: z.string(),
    done: z.boolean(),
    assignee: Person.nullable(),
    dueOn: PlainDate.nullable(),
    became: BecameCard.nullable(),
  })
  .meta({ id: 'ChecklistItem' });
export type ChecklistItem = z.infer<typeof ChecklistItem>;

/** How many items a card's checklist has, and how many of them are done. */
export const ChecklistProgress = z
  .strictObject({ done: z.int().min(0), total: z.int().min(0) })
  .meta({ id: 'ChecklistProgress' });

const ChecklistText = line(500);

export const NewChecklistItem = z.strictObject({ text: ChecklistText });

/** New items in their order: before another item, or last. `done`: it is ticked already. */
export const NewChecklistItems = z
  .strictObject({
    items: z
      .array(NewChecklistItem.extend({ done: z.boolean().optional() }))
      .min(1)
      .max(100),
    before: Id.optional(),
  })
  .meta({ id: 'NewChecklistItems' });
export type NewChecklistItems = z.infer<typeof NewChecklistItems>;

/** Only the given fields change. `before` and `after` name another item of the card. */
export const ChecklistItemChange = z
  .strictObject({
    text: ChecklistText.optional(),
    done: z.boolean().optional(),
    /** A member who can be given cards. */
    assigneeId: Id.nullable().optional(),
    dueOn: PlainDate.nullable().optional(),
    before: Id.optional(),
    after: Id.optional(),
  })
  .refine(({ before, after }) => !(before && after), { error: 'beforeAndAfter', path: ['after'] })
  .meta({ id: 'ChecklistItemChange' });
export type ChecklistItemChange = z.infer<typeof ChecklistItemChange>;
