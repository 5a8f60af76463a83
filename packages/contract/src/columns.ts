import { z } from 'zod';
import { ColumnLimit, NewColumnLimit } from './limits.js';
import { Id } from './names.js';
import { line } from './text.js';
import { ColumnKind } from './vocabulary.js';

export const Column = z
  .strictObject({
    id: Id,
    name: z.string(),
    kind: ColumnKind,
    limit: ColumnLimit.nullable(),
    load: z.int().min(0),
  })
  .meta({ id: 'Column' });
export type Column = z.infer<typeof Column>;

const name = line(60);

export const FirstColumn = z
  .strictObject({ name, kind: ColumnKind, limit: NewColumnLimit.nullable().optional() })
  .meta({ id: 'FirstColumn' });
export type FirstColumn = z.infer<typeof FirstColumn>;

/** `before` and `after` name a column; neither means last of its kind. Columns run queue…, active…, done…. */
const place = { before: Id.optional(), after: Id.optional() };
const onePlace = { error: 'give before or after, not both', path: ['after'] };

export const NewColumn = z
  .strictObject({ name, kind: ColumnKind, limit: NewColumnLimit.nullable().optional(), ...place })
  .refine((column) => !(column.before && column.after), onePlace)
  .meta({ id: 'NewColumn' });
export type NewColumn = z.infer<typeof NewColumn>;

export const ColumnChange = z
  .strictObject({ name: name.optional(), limit: NewColumnLimit.nullable().optional(), ...place })
  .refine((column) => !(column.before && column.after), onePlace)
  .meta({ id: 'ColumnChange' });
export type ColumnChange = z.infer<typeof ColumnChange>;
