import { z } from 'zod';
import { ColumnLimit, NewColumnLimit } from '../limits/limits.js';
import { Id } from '../values/names.js';
import { line, prose } from '../values/text.js';
import { ColumnKind } from '../values/vocabulary.js';

/** What is true of a card that may leave the column, and who may pull when: for all to read. Empty: nothing is said. */
export const ColumnPolicy = prose(2000, 0);

/** `split`: it has a doing and a done half, which share its limit. */
export const Column = z
  .strictObject({
    id: Id,
    name: z.string(),
    kind: ColumnKind,
    split: z.boolean(),
    policy: z.string(),
    limit: ColumnLimit.nullable(),
    load: z.int().min(0),
  })
  .meta({ id: 'Column' });
export type Column = z.infer<typeof Column>;

const name = line(60);

const facts = {
  limit: NewColumnLimit.nullable().optional(),
  split: z.boolean().optional(),
  policy: ColumnPolicy.optional(),
};
const onlyActiveSplits = { error: 'only an active column has two halves', path: ['split'] };

export const FirstColumn = z
  .strictObject({ name, kind: ColumnKind, ...facts })
  .refine(({ kind, split }) => !split || kind === 'active', onlyActiveSplits)
  .meta({ id: 'FirstColumn' });
export type FirstColumn = z.infer<typeof FirstColumn>;

/** `before` and `after` name a column; neither means last of its kind. Columns run queue…, active…, done…. */
const place = { before: Id.optional(), after: Id.optional() };
const onePlace = { error: 'give before or after, not both', path: ['after'] };

export const NewColumn = z
  .strictObject({ name, kind: ColumnKind, ...facts, ...place })
  .refine((column) => !(column.before && column.after), onePlace)
  .refine(({ kind, split }) => !split || kind === 'active', onlyActiveSplits)
  .meta({ id: 'NewColumn' });
export type NewColumn = z.infer<typeof NewColumn>;

/** What is not named stays as it is; a limit is given whole. */
export const ColumnChange = z
  .strictObject({ name: name.optional(), ...facts, ...place })
  .refine((column) => !(column.before && column.after), onePlace)
  .meta({ id: 'ColumnChange' });
export type ColumnChange = z.infer<typeof ColumnChange>;
