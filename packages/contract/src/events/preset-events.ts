import { z } from 'zod';
import { cardPreset } from '../cards/card-templates.js';
import { recurringSettings, recurringState } from '../cards/recurring-cards.js';
import { BoardNumber, Id } from '../values/names.js';

/** A label, lane, custom field or option that the board no longer has does not count. Events of earlier versions lack `fields`. */
const fields = cardPreset.fields.optional();
export const cardTemplateValues = { name: z.string(), ...cardPreset, fields };
const template = z.strictObject(cardTemplateValues);

export const recurringCardValues = { ...recurringSettings, fields, ...recurringState };
const recurring = z.strictObject(recurringCardValues);

/** The schedule moved on: also in the event of the card that it made. */
export const RecurringMoved = z.strictObject({
  recurringCard: Id,
  from: z.strictObject(recurringState).partial(),
  to: z.strictObject(recurringState).partial(),
});

/** What the events of presets for new cards carry in `changes`. */
export const presetEventChanges = {
  /** `copyOf`: the card that it was made from. */
  'cardTemplate.added': z.array(
    z.strictObject({ cardTemplate: Id, copyOf: BoardNumber.optional(), to: template }),
  ),
  'cardTemplate.changed': z.array(
    z.strictObject({ cardTemplate: Id, from: template.partial(), to: template.partial() }),
  ),
  'cardTemplate.removed': z.array(z.strictObject({ cardTemplate: Id, from: template })),
  'recurringCard.added': z.array(z.strictObject({ recurringCard: Id, to: recurring })),
  'recurringCard.changed': z.array(
    z.strictObject({ recurringCard: Id, from: recurring.partial(), to: recurring.partial() }),
  ),
  'recurringCard.removed': z.array(z.strictObject({ recurringCard: Id, from: recurring })),
  /** No room: one occurrence waits, and this may be one more that is left out for it. */
  'recurringCard.waiting': z.array(RecurringMoved),
  'recurringCard.skipped': z.array(RecurringMoved),
};
