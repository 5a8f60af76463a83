import { limitScopes, reaches } from '@weir/domain';
import { z } from 'zod';
import { page } from '../values/lists.js';
import { Id } from '../values/names.js';
import { ClassOfService, LimitMode } from '../values/vocabulary.js';

/** How many may be there; 0 closes the place. */
export const LimitMax = z.int().min(0).max(9999);
export type LimitMax = z.infer<typeof LimitMax>;

/** Below it the place starves, which is said and never blocks; not above the maximum. */
export const LimitMin = z.int().min(0).max(9999);
export type LimitMin = z.infer<typeof LimitMin>;

export const LimitScope = z.enum(limitScopes).meta({ id: 'LimitScope' });
export type LimitScope = z.infer<typeof LimitScope>;

/** `board`: over this board; `workspace`: over all boards of the workspace that are not archived. */
export const Reach = z.enum(reaches).meta({ id: 'Reach' });
export type Reach = z.infer<typeof Reach>;

/** The columns of a group, each once; in answers in the order of their ids. */
export const GroupColumnIds = z
  .array(Id)
  .min(2, 'a group has two columns or more')
  .max(30)
  .refine((ids) => new Set(ids).size === ids.length, { error: 'names a column twice' });

/** What each scope names. A scope more is an entry more here and in the two unions below. */
const scopes = {
  column: { scope: z.literal('column'), columnId: Id },
  columns: { scope: z.literal('columns'), columnIds: GroupColumnIds },
  /** With a column it is a cell: the lane within that column. */
  swimlane: { scope: z.literal('swimlane'), swimlaneId: Id, columnId: Id.optional() },
  person: { scope: z.literal('person'), userId: Id, across: Reach },
  board: { scope: z.literal('board') },
  classOfService: { scope: z.literal('classOfService'), classOfService: ClassOfService },
};

/** `min` is left out where there is none. `passedLately`: how often it was passed in the last 30 days, today included. */
const facts = {
  id: Id,
  max: LimitMax,
  min: LimitMin.optional(),
  mode: LimitMode,
  load: z.int().min(0),
  passedLately: z.int().min(0),
};

export const Limit = z
  .discriminatedUnion('scope', [
    z.strictObject({ ...facts, ...scopes.column }).meta({ id: 'ColumnScopeLimit' }),
    z.strictObject({ ...facts, ...scopes.columns }).meta({ id: 'GroupScopeLimit' }),
    z.strictObject({ ...facts, ...scopes.swimlane }).meta({ id: 'SwimlaneScopeLimit' }),
    z.strictObject({ ...facts, ...scopes.person }).meta({ id: 'PersonScopeLimit' }),
    z.strictObject({ ...facts, ...scopes.board }).meta({ id: 'BoardScopeLimit' }),
    z.strictObject({ ...facts, ...scopes.classOfService }).meta({ id: 'ClassScopeLimit' }),
  ])
  .meta({ id: 'Limit' });
export type Limit = z.infer<typeof Limit>;

/** What a limit is on and its figures, without its load, as events say it. `min` is left out where there is none. */
const figures = { max: LimitMax, min: LimitMin.optional(), mode: LimitMode };
export const LimitDefinition = z
  .discriminatedUnion('scope', [
    z.strictObject({ ...figures, ...scopes.column }),
    z.strictObject({ ...figures, ...scopes.columns }),
    z.strictObject({ ...figures, ...scopes.swimlane }),
    z.strictObject({ ...figures, ...scopes.person }),
    z.strictObject({ ...figures, ...scopes.board }),
    z.strictObject({ ...figures, ...scopes.classOfService }),
  ])
  .meta({ id: 'LimitDefinition' });
export type LimitDefinition = z.infer<typeof LimitDefinition>;

/** All limits of a board, those of its columns included, and of its people across the workspace. */
export const LimitList = page(Limit).meta({ id: 'LimitList' });
export type LimitList = z.infer<typeof LimitList>;

/** Of mode `block`, with no minimum, unless named. */
const wish = { max: LimitMax, min: LimitMin.optional(), mode: LimitMode.optional() };
const ordered = {
  error: 'must not be above max',
  path: ['min'],
};

/** Refused (422) also where it names what is not of this board, or where the same thing has a limit already. */
export const NewLimit = z
  .discriminatedUnion('scope', [
    z.strictObject({ ...wish, ...scopes.column }),
    z.strictObject({ ...wish, ...scopes.columns }),
    z.strictObject({ ...wish, ...scopes.swimlane }),
    z.strictObject({ ...wish, ...scopes.person }),
    z.strictObject({ ...wish, ...scopes.board }),
    z.strictObject({ ...wish, ...scopes.classOfService }),
  ])
  .refine(minIsInMax, ordered)
  .meta({ id: 'NewLimit' });
export type NewLimit = z.infer<typeof NewLimit>;

/** What is not named stays as it is; `min` null takes it away. `columnIds` are for groups only. */
export const LimitChange = z
  .strictObject({
    max: LimitMax.optional(),
    min: LimitMin.nullable().optional(),
    mode: LimitMode.optional(),
    columnIds: GroupColumnIds.optional(),
  })
  .refine(minIsInMax, ordered)
  .meta({ id: 'LimitChange' });
export type LimitChange = z.infer<typeof LimitChange>;

/** The limit of a column as the column carries it: the same one that the list of limits has. */
export const ColumnLimit = z
  .strictObject({ id: Id, max: LimitMax, min: LimitMin.optional(), mode: LimitMode })
  .meta({ id: 'ColumnLimit' });
export type ColumnLimit = z.infer<typeof ColumnLimit>;

export const NewColumnLimit = z.strictObject(wish).refine(minIsInMax, ordered).meta({ id: 'NewColumnLimit' });
export type NewColumnLimit = z.infer<typeof NewColumnLimit>;

function minIsInMax({ max, min }: { max?: number | undefined; min?: number | null | undefined }): boolean {
  return max === undefined || min == null || min <= max;
}
