import { z } from 'zod';
import type { SchemaFault } from '../values/input-faults.js';
import { fieldDecimals, longestFieldText, mostFieldNumber } from '../values/lengths.js';
import { Id } from '../values/names.js';
import { line } from '../values/text.js';

/** The value of a custom field on a card: a text, a number, a day, or the id of an option. */
export const FieldValue = z.union([z.string(), z.number()]).meta({ id: 'CustomFieldValue' });
export type FieldValue = z.infer<typeof FieldValue>;

/** The values of a card by the ids of their fields. A field without a value is left out. */
export const FieldValues = z.record(Id, FieldValue);
export type FieldValues = z.infer<typeof FieldValues>;

/** A number that is kept exactly: of at most four decimals, and up to a hundred billion either way. */
const FieldNumber = z
  .number()
  .min(-mostFieldNumber)
  .max(mostFieldNumber)
  .superRefine((value, ctx) => {
    if (Number(value.toFixed(fieldDecimals)) === value) return;
    ctx.addIssue({
      code: 'custom',
      message: 'decimals' satisfies SchemaFault,
      params: { max: fieldDecimals },
    });
  });

/** Values by the ids of their fields. The id of a field may be in upper case, but not twice. */
function byField<Value extends z.ZodType>(value: Value) {
  return z
    .record(z.uuid({ error: 'uuid' }), value)
    .superRefine((values, ctx) => {
      const ids = new Set<string>();
      for (const id of Object.keys(values)) {
        if (ids.has(id.toLowerCase()))
          ctx.addIssue({ code: 'custom', path: [id], message: 'fieldTwice' satisfies SchemaFault });
        ids.add(id.toLowerCase());
      }
    })
    .overwrite((values) =>
      Object.fromEntries(Object.entries(values).map(([id, each]) => [id.toLowerCase(), each])),
    );
}

/** Values that a new card starts with, by the ids of their fields. Only the board knows whether a value is of its field's kind. */
export const PresetFieldValues = byField(
  z.union([FieldNumber, line(longestFieldText)], { error: 'fieldValue' }),
);

/**
 * Values to set, by the ids of their fields; null removes a value, and other fields keep theirs. Only the board knows
 * whether a value is of its field's kind.
 */
export const FieldValuesChange = byField(
  z.union([FieldNumber, line(longestFieldText), z.null()], { error: 'fieldValue' }),
);
export type FieldValuesChange = z.infer<typeof FieldValuesChange>;
