import { z } from 'zod';
import { BoardNumber, Id } from '../values/names.js';
import { line } from '../values/text.js';
import { ClassOfService } from '../values/vocabulary.js';
import { PresetFieldValues } from './card-fields.js';
import { CardDescription, CardLabelIds, CardTitle } from './cards.js';
import { NewChecklistItem } from './checklists.js';

/** What a new card starts with. A label, lane, custom field or option that the board no longer has is left out. */
export const cardPreset = {
  title: CardTitle,
  description: CardDescription,
  classOfService: ClassOfService,
  swimlaneId: Id.nullable(),
  labelIds: CardLabelIds,
  fields: PresetFieldValues,
  checklistItems: z.array(NewChecklistItem).max(100),
};
export type CardPreset = z.infer<z.ZodObject<typeof cardPreset>>;

export const CardTemplate = z
  .strictObject({ id: Id, name: z.string(), ...cardPreset })
  .meta({ id: 'CardTemplate' });
export type CardTemplate = z.infer<typeof CardTemplate>;

/** All templates of a board, by name. */
export const CardTemplateList = z
  .strictObject({ items: z.array(CardTemplate) })
  .meta({ id: 'CardTemplateList' });
export type CardTemplateList = z.infer<typeof CardTemplateList>;

const name = line(60);
const given = z.strictObject(cardPreset).partial();

/**
 * No two templates of a board have the same name, whatever the case. With `copyOf`, the number of a card, what is not given
 * is as a copy of that card would have it.
 */
export const NewCardTemplate = z
  .strictObject({ name, copyOf: BoardNumber.optional(), ...given.shape })
  .refine(({ title, copyOf }) => title !== undefined || copyOf !== undefined, {
    error: 'required',
    path: ['title'],
  })
  .meta({ id: 'NewCardTemplate' });
export type NewCardTemplate = z.infer<typeof NewCardTemplate>;

/** Only the given fields change. */
export const CardTemplateChange = z
  .strictObject({ name: name.optional(), ...given.shape })
  .meta({ id: 'CardTemplateChange' });
export type CardTemplateChange = z.infer<typeof CardTemplateChange>;
