import { z } from 'zod';
import { ClassPolicies } from '../board/board.js';
import { GroupColumnIds, LimitDefinition, LimitMax, LimitMin } from '../limits/limits.js';
import { OverrideBudget } from '../limits/overrides.js';
import { BoardKey, Id } from '../values/names.js';
import { ColumnKind, LimitMode } from '../values/vocabulary.js';
import { CardMoved, CardUnassigned } from './changes.js';

const LimitAdded = z.strictObject({ limit: Id, to: LimitDefinition });
export const LimitRemoved = z.strictObject({ limit: Id, from: LimitDefinition });
export type LimitRemoved = z.infer<typeof LimitRemoved>;

/** The limit of a column that was set, replaced (`from` and `to`) or taken away. */
const ColumnLimitChanged = z.strictObject({
  limit: Id,
  from: LimitDefinition.optional(),
  to: LimitDefinition.optional(),
});
export type ColumnLimitChanged = z.infer<typeof ColumnLimitChanged>;

/** A group of columns that lost one of them. */
const GroupShrunk = z.strictObject({
  limit: Id,
  from: z.strictObject({ columnIds: GroupColumnIds }),
  to: z.strictObject({ columnIds: GroupColumnIds }),
});
export type GroupShrunk = z.infer<typeof GroupShrunk>;

const limitFields = z
  .strictObject({ max: LimitMax, min: LimitMin.nullable(), mode: LimitMode, columnIds: GroupColumnIds })
  .partial();

const boardFields = z
  .strictObject({
    name: z.string(),
    archived: z.boolean(),
    overrideBudget: OverrideBudget,
    /** Only the classes that have a text of their own. */
    classPolicies: ClassPolicies.partial(),
  })
  .partial();

const column = { name: z.string(), kind: ColumnKind, split: z.boolean() };
const columnFields = { name: z.string(), split: z.boolean(), policy: z.string() };

/** The column or swimlane that this one was moved next to. */
const neighbour = { before: Id.optional(), after: Id.optional() };

/** What the events of a board, its columns, swimlanes and limits carry in `changes`. */
export const boardEventChanges = {
  'board.created': z.array(
    z.union([
      z.strictObject({ board: BoardKey, to: z.strictObject({ name: z.string() }) }),
      z.strictObject({ column: Id, to: z.strictObject(column) }),
      LimitAdded,
    ]),
  ),
  /** Through the API: the board's fields. By plain SQL: the table that a statement wrote to. */
  'board.changed': z.array(
    z.union([
      z.strictObject({ board: BoardKey, from: boardFields, to: boardFields }),
      z.strictObject({ table: z.string() }),
    ]),
  ),

  'column.added': z.array(
    z.union([
      z.strictObject({ column: Id, to: z.strictObject({ ...column, policy: z.string() }) }),
      LimitAdded,
    ]),
  ),
  'column.changed': z.array(
    z.union([
      z.strictObject({
        column: Id,
        from: z.strictObject(columnFields).partial(),
        to: z.strictObject({ ...columnFields, ...neighbour }).partial(),
      }),
      ColumnLimitChanged,
    ]),
  ),
  /** Its cards went to `cardsTo`. Limits on the column alone are gone; limits on a group go on without it. */
  'column.removed': z.array(
    z.union([
      z.strictObject({ column: Id, from: z.strictObject(column), cardsTo: Id.optional() }),
      CardMoved,
      CardUnassigned,
      LimitRemoved,
      GroupShrunk,
    ]),
  ),

  'swimlane.added': z.array(z.strictObject({ swimlane: Id, to: z.strictObject({ name: z.string() }) })),
  'swimlane.changed': z.array(
    z.strictObject({
      swimlane: Id,
      from: z.strictObject({ name: z.string() }),
      to: z.strictObject({ name: z.string(), ...neighbour }),
    }),
  ),
  /** Its cards went to the swimlane `cardsTo`, or to none (null). */
  'swimlane.removed': z.array(
    z.union([
      z.strictObject({
        swimlane: Id,
        from: z.strictObject({ name: z.string() }),
        cardsTo: Id.nullable().optional(),
      }),
      CardMoved,
      LimitRemoved,
    ]),
  ),

  'limit.added': z.array(LimitAdded),
  'limit.changed': z.array(z.strictObject({ limit: Id, from: limitFields, to: limitFields })),
  'limit.removed': z.array(LimitRemoved),
};
