import { z } from 'zod';
import { Id } from '../values/names.js';
import { FieldKind, LabelColour } from '../values/vocabulary.js';
import { CardFieldsCleared } from './changes.js';

export const fieldValues = { name: z.string(), kind: FieldKind, onCards: z.boolean() };
const field = z.strictObject(fieldValues);
const option = z.strictObject({ name: z.string(), colour: LabelColour });

/** The field or option that this one is now directly before; null: it is the last one. Without it the order stays. */
const before = Id.nullable().optional();

/** An option of a custom field. `from` is null for a new one, `to` for a removed one. */
export const FieldOptionChanged = z.strictObject({
  field: Id,
  option: Id,
  from: option.partial().nullable(),
  to: option.extend({ before }).partial().nullable(),
});
export type FieldOptionChanged = z.infer<typeof FieldOptionChanged>;

/** What the events of a board's custom fields carry in `changes`. */
export const fieldEventChanges = {
  /** The field, then its options from the last to the first. */
  'field.added': z.array(
    z.union([z.strictObject({ field: Id, to: field.extend({ before }) }), FieldOptionChanged]),
  ),
  /** The field itself or one of its options. Cards that had a removed option, archived ones too, have no value. */
  'field.changed': z.array(
    z.union([
      z.strictObject({ field: Id, from: field.partial(), to: field.extend({ before }).partial() }),
      FieldOptionChanged,
      CardFieldsCleared,
    ]),
  ),
  /** Its options are gone with it, and the values of cards, archived ones too. */
  'field.removed': z.array(z.union([z.strictObject({ field: Id, from: field }), CardFieldsCleared])),
};
