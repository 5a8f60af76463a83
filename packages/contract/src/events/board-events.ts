import { z } from 'zod';
import { ClassPolicies } from '../board/board.js';
import { SetServiceLevels } from '../flow/service-levels.js';
import { GroupColumnIds, LimitDefinition, LimitMax, LimitMin } from '../limits/limits.js';
import { OverrideBudget } from '../limits/overrides.js';
import { BoardKey, BoardNumber, Id } from '../values/names.js';
import { Instant } from '../values/time.js';
import { ColumnKind, LabelColour, LimitMode } from '../values/vocabulary.js';
import { CardMoved, CardUnassigned, CardUnlabelled, CardVersion } from './changes.js';
import { intakeFields } from './intake-events.js';
import { TrialChanged } from './trial-events.js';
import { WrittenTable, writtenRows } from './written-rows.js';

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

const LimitChanged = z.strictObject({ limit: Id, from: limitFields, to: limitFields });

const boardFields = z
  .strictObject({
    name: z.string(),
    archived: z.boolean(),
    archivedAt: Instant.nullable(),
    /** When it will be deleted for good. */
    deleteAt: Instant.nullable(),
    overrideBudget: OverrideBudget,
    /** Only the classes that have a text of their own. */
    classPolicies: ClassPolicies.partial(),
    /** Only the classes that have an expectation. */
    serviceLevels: SetServiceLevels,
  })
  .partial();

/** Whether the board has a public link. The link itself is in no event. */
const publicLink = z.strictObject({ publicLink: z.boolean() });

const column = { name: z.string(), kind: ColumnKind, split: z.boolean(), policy: z.string().optional() };
const columnFields = { name: z.string(), split: z.boolean(), policy: z.string() };

const label = z.strictObject({ name: z.string(), colour: LabelColour });

/** The column or swimlane that this one is now directly before; null: it is the last one. Without it the order stays. */
const before = Id.nullable().optional();
/** Events of earlier versions name the neighbour that the caller named. */
const neighbour = { before, after: Id.optional() };

/** A card that was done in its half of a column that is no longer split. */
const CardHalfCleared = z.strictObject({
  card: BoardNumber,
  from: z.strictObject({ half: z.literal('done') }),
  to: z.strictObject({ half: z.null(), version: CardVersion }),
});
export type CardHalfCleared = z.infer<typeof CardHalfCleared>;

/** What the events of a board, its columns, swimlanes and limits carry in `changes`. */
export const boardEventChanges = {
  'board.created': z.array(
    z.union([
      z.strictObject({
        board: BoardKey,
        to: z.strictObject({
          name: z.string(),
          overrideBudget: OverrideBudget.optional(),
          classPolicies: ClassPolicies.partial().optional(),
          serviceLevels: SetServiceLevels.optional(),
          intake: intakeFields.optional(),
        }),
      }),
      z.strictObject({ column: Id, to: z.strictObject(column) }),
      z.strictObject({ swimlane: Id, to: z.strictObject({ name: z.string() }) }),
      z.strictObject({ label: Id, to: label }),
      LimitAdded,
    ]),
  ),
  /** Through the API: the board's fields. By plain SQL: the table that a statement wrote to, then what it wrote. */
  'board.changed': z.array(
    z.union([
      z.strictObject({ board: BoardKey, from: boardFields, to: boardFields }),
      WrittenTable,
      ...writtenRows,
    ]),
  ),
  /** Switched on or off, or renewed: on before and after. */
  'board.publicLinkChanged': z.array(z.strictObject({ board: BoardKey, from: publicLink, to: publicLink })),

  'column.added': z.array(
    z.union([z.strictObject({ column: Id, to: z.strictObject({ ...column, before }) }), LimitAdded]),
  ),
  'column.changed': z.array(
    z.union([
      z.strictObject({
        column: Id,
        from: z.strictObject(columnFields).partial(),
        to: z.strictObject({ ...columnFields, ...neighbour }).partial(),
      }),
      ColumnLimitChanged,
      CardHalfCleared,
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

  'swimlane.added': z.array(
    z.strictObject({ swimlane: Id, to: z.strictObject({ name: z.string(), before }) }),
  ),
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

  'label.added': z.array(z.strictObject({ label: Id, to: label })),
  'label.changed': z.array(z.strictObject({ label: Id, from: label.partial(), to: label.partial() })),
  /** The cards that had it, archived ones too, lost it. */
  'label.removed': z.array(z.union([z.strictObject({ label: Id, from: label }), CardUnlabelled])),

  'limit.added': z.array(LimitAdded),
  /** A change of the limit, or its removal, ends its trial, whatever the type of the event. */
  'limit.changed': z.array(LimitChanged),
  'limit.removed': z.array(LimitRemoved),
  /** The limits with the maxima of the trial, then the trial. */
  'limit.trialStarted': z.array(z.union([LimitAdded, LimitChanged, TrialChanged])),
  /** The days of the trial are over, or a manager stopped it. If a manager stopped it, includes the limits that were put back. */
  'limit.trialEnded': z.array(z.union([TrialChanged, LimitChanged, LimitRemoved])),
  'limit.trialDecided': z.array(z.union([TrialChanged, LimitChanged, LimitRemoved])),
};
