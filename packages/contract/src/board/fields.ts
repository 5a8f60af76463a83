import { isSameName } from '@weir/domain';
import { z } from 'zod';
import type { SchemaFault } from '../values/input-faults.js';
import { Id } from '../values/names.js';
import { line } from '../values/text.js';
import { FieldKind, LabelColour } from '../values/vocabulary.js';

/** A value that a custom field of kind `choice` can have. */
export const FieldOption = z
  .strictObject({ id: Id, name: z.string(), colour: LabelColour })
  .meta({ id: 'FieldOption' });
export type FieldOption = z.infer<typeof FieldOption>;

/**
 * A fact that the cards of a board can have besides those that every card has. `onCards`: the board shows it on the faces of
 * cards. Only a field of kind `choice` has options, in their order.
 */
export const CustomField = z
  .strictObject({
    id: Id,
    name: z.string(),
    kind: FieldKind,
    onCards: z.boolean(),
    options: z.array(FieldOption),
  })
  .meta({ id: 'CustomField' });
export type CustomField = z.infer<typeof CustomField>;

/** `before` and `after` name another field, or another option of the field; without either, it comes last. */
const place = { before: Id.optional(), after: Id.optional() };
const onePlace = { error: 'beforeAndAfter', path: ['after'] };
const hasOnePlace = ({ before, after }: { before?: string | undefined; after?: string | undefined }) =>
  !(before && after);

const name = line(40);
const option = { name, colour: LabelColour };

/** No two fields of a board have the same name, whatever the case, and no two options of a field. */
export const NewField = z
  .strictObject({
    name,
    kind: FieldKind,
    onCards: z.boolean().optional(),
    options: z.array(z.strictObject(option)).max(100).optional(),
    ...place,
  })
  .refine(hasOnePlace, onePlace)
  .superRefine(({ kind, options = [] }, ctx) => {
    const refuse = (path: (string | number)[], message: SchemaFault) =>
      ctx.addIssue({ code: 'custom', path, message });
    if (kind !== 'choice' && options.length > 0) refuse(['options'], 'onlyChoices');
    for (const [at, { name }] of options.entries())
      if (options.slice(0, at).some((other) => isSameName(other.name, name)))
        refuse(['options', at, 'name'], 'optionTwice');
  })
  .meta({ id: 'NewCustomField' });
export type NewField = z.infer<typeof NewField>;

/** Only the given values change. A field keeps its kind. */
export const FieldChange = z
  .strictObject({ name: name.optional(), onCards: z.boolean().optional(), ...place })
  .refine(hasOnePlace, onePlace)
  .meta({ id: 'CustomFieldChange' });
export type FieldChange = z.infer<typeof FieldChange>;

export const NewFieldOption = z
  .strictObject({ ...option, ...place })
  .refine(hasOnePlace, onePlace)
  .meta({ id: 'NewFieldOption' });
export type NewFieldOption = z.infer<typeof NewFieldOption>;

/** Only the given values change. Cards keep an option that gets another name. */
export const FieldOptionChange = z
  .strictObject({ name: name.optional(), colour: LabelColour.optional(), ...place })
  .refine(hasOnePlace, onePlace)
  .meta({ id: 'FieldOptionChange' });
export type FieldOptionChange = z.infer<typeof FieldOptionChange>;
