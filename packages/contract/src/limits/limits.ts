import { limitScopes, reaches } from '@weir/domain';
import { z } from 'zod';
import { page } from '../values/lists.js';
import { Id } from '../values/names.js';
import { PlainDate } from '../values/time.js';
import { ClassOfService, LimitMode } from '../values/vocabulary.js';

/** How many cards can be there; 0 closes the place. */
export const LimitMax = z.int().min(0).max(9999);
export type LimitMax = z.infer<typeof LimitMax>;

/** Below this the place is starving: it is shown, and never blocks. Not above the maximum. */
export const LimitMin = z.int().min(0).max(9999);
export type LimitMin = z.infer<typeof LimitMin>;

export const LimitScope = z.enum(limitScopes).meta({ id: 'LimitScope' });
export type LimitScope = z.infer<typeof LimitScope>;

/** `board`: on this board; `workspace`: on all boards of the workspace that are not archived. */
export const Reach = z.enum(reaches).meta({ id: 'Reach' });
export type Reach = z.infer<typeof Reach>;

/** The columns of a group, each once. Answers sort them by id. */
export const GroupColumnIds = z
  .array(Id)
  .min(2, 'a group has two columns or more')
  .max(30)
  .refine((ids) => new Set(ids).size === ids.length, { error: 'columnTwice' });

/** The fields of each scope. A new scope is added here and to the unions below. */
const scopes = {
  column: { scope: z.literal('column'), columnId: Id },
  columns: { scope: z.literal('columns'), columnIds: GroupColumnIds },
  /** With a column it is a cell: the swimlane within that column. */
  swimlane: { scope: z.literal('swimlane'), swimlaneId: Id, columnId: Id.optional() },
  person: { scope: z.literal('person'), userId: Id, across: Reach },
  board: { scope: z.literal('board') },
  classOfService: { scope: z.literal('classOfService'), classOfService: ClassOfService },
};

/** The running trial of a limit. `was`: the maximum before the trial; missing if there was no limit. */
export const TrialMark = z
  .strictObject({ id: Id, endsOn: PlainDate, was: LimitMax.optional() })
  .meta({ id: 'TrialMark' });
export type TrialMark = z.infer<typeof TrialMark>;

/**
 * A limit without a minimum has no `min`, and a limit without a running trial has no `trial`. `passedLately`: how often the limit was exceeded in the last 30 days,
 * including today.
 */
const facts = {
  id: Id,
  max: LimitMax,
  min: LimitMin.optional(),
  mode: LimitMode,
  load: z.int().min(0),
  passedLately: z.int().min(0),
  trial: TrialMark.optional(),
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

/**
 * What a limit is on and its figures, without its load, as events record it. `min` is left out if there is
 * none.
 */
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

/** All limits of a board, including those of its columns and those of its people across the workspace. */
export const LimitList = page(Limit).meta({ id: 'LimitList' });
export type LimitList = z.infer<typeof LimitList>;

/** Default: mode `block`, no minimum. */
const newValues = { max: LimitMax, min: LimitMin.optional(), mode: LimitMode.optional() };
const ordered = {
  error: 'minAboveMax',
  path: ['min'],
};

/** 422 also if it names something that is not on this board, or if the same subject already has a limit. */
export const NewLimit = z
  .discriminatedUnion('scope', [
    z.strictObject({ ...newValues, ...scopes.column }),
    z.strictObject({ ...newValues, ...scopes.columns }),
    z.strictObject({ ...newValues, ...scopes.swimlane }),
    z.strictObject({ ...newValues, ...scopes.person }),
    z.strictObject({ ...newValues, ...scopes.board }),
    z.strictObject({ ...newValues, ...scopes.classOfService }),
  ])
  .refine(minIsInMax, ordered)
  .meta({ id: 'NewLimit' });
export type NewLimit = z.infer<typeof NewLimit>;

/** Only the given fields change; `min` null removes the minimum. `columnIds` is for groups only. */
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

/** A column's limit as the column shows it; the list of limits has the same one. */
export const ColumnLimit = z
  .strictObject({ id: Id, max: LimitMax, min: LimitMin.optional(), mode: LimitMode })
  .meta({ id: 'ColumnLimit' });
export type ColumnLimit = z.infer<typeof ColumnLimit>;

export const NewColumnLimit = z
  .strictObject(newValues)
  .refine(minIsInMax, ordered)
  .meta({ id: 'NewColumnLimit' });
export type NewColumnLimit = z.infer<typeof NewColumnLimit>;

function minIsInMax({ max, min }: { max?: number | undefined; min?: number | null | undefined }): boolean {
  return max === undefined || min == null || min <= max;
}
