import { z } from 'zod';
import { ToRequester } from '../cards/cards.js';
import { ColumnLimit, NewColumnLimit } from '../limits/limits.js';
import { Id } from '../values/names.js';
import { line, prose } from '../values/text.js';
import { ColumnKind } from '../values/vocabulary.js';

/** The column's policy, for everyone to read: when a card can leave, who can pull it and when. Can be empty. */
export const ColumnPolicy = prose(2000, 0);

/** `split`: the column has a doing and a done half that share its limit. */
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
const onlyActiveSplits = { error: 'onlyActiveSplits', path: ['split'] };

export const FirstColumn = z
  .strictObject({ name, kind: ColumnKind, ...facts })
  .refine(({ kind, split }) => !split || kind === 'active', onlyActiveSplits)
  .meta({ id: 'FirstColumn' });
export type FirstColumn = z.infer<typeof FirstColumn>;

/**
 * `before` and `after` name a column; without either, the column comes last of its kind. Columns run queue,
 * active, done.
 */
const place = { before: Id.optional(), after: Id.optional() };
const onePlace = { error: 'beforeAndAfter', path: ['after'] };

export const NewColumn = z
  .strictObject({ name, kind: ColumnKind, ...facts, ...place })
  .refine((column) => !(column.before && column.after), onePlace)
  .refine(({ kind, split }) => !split || kind === 'active', onlyActiveSplits)
  .meta({ id: 'NewColumn' });
export type NewColumn = z.infer<typeof NewColumn>;

/** Only the given fields change. A limit is replaced as a whole. */
export const ColumnChange = z
  .strictObject({ name: name.optional(), ...facts, ...place })
  .refine((column) => !(column.before && column.after), onePlace)
  .meta({ id: 'ColumnChange' });
export type ColumnChange = z.infer<typeof ColumnChange>;

/**
 * Removes a column. `toRequester` is the reason for the requesters of cards that go from an active or a done
 * column back to a queue column.
 */
export const RemoveColumn = z
  .strictObject({ toRequester: ToRequester.optional() })
  .meta({ id: 'RemoveColumn' });
export type RemoveColumn = z.infer<typeof RemoveColumn>;
