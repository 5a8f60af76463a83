import { z } from 'zod';
import { page } from './lists.js';
import { Id } from './names.js';
import { ClassOfService, LimitMode } from './vocabulary.js';

/** How many may be there; 0 closes the place. */
export const LimitMax = z.int().min(0).max(9999);
export type LimitMax = z.infer<typeof LimitMax>;

/** Only `block` can be set until overrides exist: a limit that lets people pass needs their reason. */
const SettableMode = z.enum(['block']);

const facts = { id: Id, max: LimitMax, mode: LimitMode, load: z.int().min(0) };

/** A scope more is an entry more in each of these two unions. */
export const Limit = z
  .discriminatedUnion('scope', [
    z.strictObject({ ...facts, scope: z.literal('column'), columnId: Id }).meta({ id: 'ColumnScopeLimit' }),
    z
      .strictObject({ ...facts, scope: z.literal('classOfService'), classOfService: ClassOfService })
      .meta({ id: 'ClassScopeLimit' }),
  ])
  .meta({ id: 'Limit' });
export type Limit = z.infer<typeof Limit>;

/** All limits of a board, those of its columns included. */
export const LimitList = page(Limit).meta({ id: 'LimitList' });
export type LimitList = z.infer<typeof LimitList>;

const wish = { max: LimitMax, mode: SettableMode.optional() };

export const NewLimit = z
  .discriminatedUnion('scope', [
    z.strictObject({ ...wish, scope: z.literal('column'), columnId: Id }),
    z.strictObject({ ...wish, scope: z.literal('classOfService'), classOfService: ClassOfService }),
  ])
  .meta({ id: 'NewLimit' });
export type NewLimit = z.infer<typeof NewLimit>;

export const LimitScope = z.enum(['column', 'classOfService']).meta({ id: 'LimitScope' });
export type LimitScope = z.infer<typeof LimitScope>;

export const LimitChange = z
  .strictObject({ max: LimitMax.optional(), mode: SettableMode.optional() })
  .meta({ id: 'LimitChange' });
export type LimitChange = z.infer<typeof LimitChange>;

/** The limit of a column as the column carries it: the same one that the list of limits has. */
export const ColumnLimit = z
  .strictObject({ id: Id, max: LimitMax, mode: LimitMode })
  .meta({ id: 'ColumnLimit' });
export type ColumnLimit = z.infer<typeof ColumnLimit>;

export const NewColumnLimit = z.strictObject(wish).meta({ id: 'NewColumnLimit' });
export type NewColumnLimit = z.infer<typeof NewColumnLimit>;
