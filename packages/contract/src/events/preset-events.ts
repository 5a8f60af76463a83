import { z } from 'zod';
import { cardPreset } from '../cards/card-templates.js';
import { Id } from '../values/names.js';

/** A label or lane that the board has no more does not count. */
export const cardTemplateValues = { name: z.string(), ...cardPreset };
const template = z.strictObject(cardTemplateValues);

/** What the events of presets for new cards carry in `changes`. */
export const presetEventChanges = {
  'cardTemplate.added': z.array(z.strictObject({ cardTemplate: Id, to: template })),
  'cardTemplate.changed': z.array(
    z.strictObject({ cardTemplate: Id, from: template.partial(), to: template.partial() }),
  ),
  'cardTemplate.removed': z.array(z.strictObject({ cardTemplate: Id, from: template })),
};
