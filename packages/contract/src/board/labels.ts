import { z } from 'zod';
import { Id } from '../values/names.js';
import { line } from '../values/text.js';
import { LabelColour } from '../values/vocabulary.js';

/** A word with a colour that the cards of a board can have. */
export const Label = z.strictObject({ id: Id, name: z.string(), colour: LabelColour }).meta({ id: 'Label' });
export type Label = z.infer<typeof Label>;

/** No two labels of a board have the same name, whatever the case. */
export const NewLabel = z.strictObject({ name: line(40), colour: LabelColour }).meta({ id: 'NewLabel' });
export type NewLabel = z.infer<typeof NewLabel>;

/** Only the given fields change. */
export const LabelChange = z
  .strictObject({ name: line(40).optional(), colour: LabelColour.optional() })
  .meta({ id: 'LabelChange' });
export type LabelChange = z.infer<typeof LabelChange>;
