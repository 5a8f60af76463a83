import { z } from 'zod';
import { ChecklistProgress } from '../cards/checklists.js';
import { PressureLevel } from '../intake/pressure.js';
import { GroupColumnIds, LimitMax, LimitMin } from '../limits/limits.js';
import { BoardKey, Id, Ref } from '../values/names.js';
import { Instant, PlainDate, TimeZone } from '../values/time.js';
import { ClassOfService, ColumnKind, GateState, Half } from '../values/vocabulary.js';
import { Label } from './labels.js';
import { Swimlane } from './swimlanes.js';

/** The public link of a board: anyone with it reads the board without an account. Null while it is off. */
export const PublicLink = z
  .strictObject({ on: z.boolean(), link: z.string().nullable() })
  .meta({ id: 'PublicLink' });
export type PublicLink = z.infer<typeof PublicLink>;

/** `renew`: makes another link where there is one, and the old one stops working. */
export const PublicLinkSetting = z
  .strictObject({ renew: z.boolean().optional() })
  .meta({ id: 'PublicLinkSetting' });
export type PublicLinkSetting = z.infer<typeof PublicLinkSetting>;

/** The token of a public link. An unknown token is not found. */
export const PublicBoardParams = z.strictObject({ token: z.string() });
export type PublicBoardParams = z.infer<typeof PublicBoardParams>;

// Everything below is read by strangers: add a field only if anybody may know it. Names of columns, swimlanes and labels
// and titles of cards are shown as they are. Their ids only say what belongs together.

const figures = { max: LimitMax, min: LimitMin.optional() };
const limit = { id: Id, ...figures, load: z.int().min(0) };

/** Limits of persons are left out: they would name people. */
export const PublicLimit = z
  .discriminatedUnion('scope', [
    z.strictObject({ ...limit, scope: z.literal('column'), columnId: Id }),
    z.strictObject({ ...limit, scope: z.literal('columns'), columnIds: GroupColumnIds }),
    z.strictObject({
      ...limit,
      scope: z.literal('swimlane'),
      swimlaneId: Id,
      columnId: Id.optional(),
    }),
    z.strictObject({ ...limit, scope: z.literal('board') }),
    z.strictObject({ ...limit, scope: z.literal('classOfService'), classOfService: ClassOfService }),
  ])
  .meta({ id: 'PublicLimit' });
export type PublicLimit = z.infer<typeof PublicLimit>;

/** A column without its policy, which is written for the team. */
export const PublicColumn = z
  .strictObject({
    id: Id,
    name: z.string(),
    kind: ColumnKind,
    split: z.boolean(),
    limit: z.strictObject(figures).nullable(),
    load: z.int().min(0),
  })
  .meta({ id: 'PublicColumn' });
export type PublicColumn = z.infer<typeof PublicColumn>;

/**
 * The face of a card: not its people, description, comments, files, links and request, and of a block only that there is
 * one. `number` is the one in its ref.
 */
export const PublicCard = z
  .strictObject({
    number: z.int().min(1),
    ref: Ref,
    title: z.string(),
    columnId: Id,
    half: Half.nullable(),
    swimlaneId: Id.nullable(),
    labelIds: z.array(Id),
    classOfService: ClassOfService,
    blocked: z.boolean(),
    committedAt: Instant.nullable(),
    deliveredAt: Instant.nullable(),
    dueOn: PlainDate.nullable(),
    checklist: ChecklistProgress,
  })
  .meta({ id: 'PublicCard' });
export type PublicCard = z.infer<typeof PublicCard>;

/**
 * A board as anybody with its public link reads it: the cards in their order, without archived ones and those delivered more
 * than 14 days ago. Of the intake only the gate's state and until when it lasts, never why.
 */
export const PublicBoard = z
  .strictObject({
    /** The name of the workspace. */
    workspace: z.string(),
    key: BoardKey,
    name: z.string(),
    today: PlainDate,
    timeZone: TimeZone,
    pressure: PressureLevel,
    gate: z.strictObject({ state: GateState, until: Instant.nullable() }),
    columns: z.array(PublicColumn),
    swimlanes: z.array(Swimlane),
    labels: z.array(Label),
    limits: z.array(PublicLimit),
    cards: z.array(PublicCard),
  })
  .meta({ id: 'PublicBoard' });
export type PublicBoard = z.infer<typeof PublicBoard>;
