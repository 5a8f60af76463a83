import { z } from 'zod';
import { ClassPolicies } from '../board/board.js';
import { ColumnPolicy } from '../board/columns.js';
import { cardPreset } from '../cards/card-templates.js';
import { recurringSettings } from '../cards/recurring-cards.js';
import { SetServiceLevels } from '../flow/service-levels.js';
import { IntakePolicy } from '../intake/intake-policy.js';
import { LimitDefinition } from '../limits/limits.js';
import { OverrideBudget } from '../limits/overrides.js';
import { NewAnswerTemplate } from '../requests/answer-templates.js';
import { BoardKey, Id } from '../values/names.js';
import { line } from '../values/text.js';
import { Instant } from '../values/time.js';
import { ColumnKind, FieldKind, GateState, LabelColour } from '../values/vocabulary.js';

const option = z.strictObject({ id: Id, name: line(40), colour: LabelColour });

/** A board without its cards and requests. People are named by the ids of `people`. */
export const ExportedBoard = z
  .strictObject({
    id: Id,
    key: BoardKey,
    name: line(80),
    createdAt: Instant,
    createdBy: Id.nullable(),
    archivedAt: Instant.nullable(),
    overrideBudget: OverrideBudget,
    /** Only those that differ from the default text. */
    classPolicies: ClassPolicies.partial(),
    /** Only the classes that have an expectation. Archives of earlier versions have none. */
    serviceLevels: SetServiceLevels.default({}),
    /** In their order. */
    columns: z
      .array(
        z.strictObject({
          id: Id,
          name: line(60),
          kind: ColumnKind,
          split: z.boolean(),
          policy: ColumnPolicy,
        }),
      )
      .min(3)
      .max(60),
    swimlanes: z.array(z.strictObject({ id: Id, name: line(60) })).max(60),
    labels: z.array(z.strictObject({ id: Id, name: line(40), colour: LabelColour })).max(1000),
    fields: z
      .array(
        z.strictObject({
          id: Id,
          name: line(40),
          kind: FieldKind,
          onCards: z.boolean(),
          options: z.array(option).max(200),
        }),
      )
      .max(200),
    /** Those of columns, groups of columns, swimlanes, cells, people, classes of service and the board. */
    limits: z.array(LimitDefinition).max(1000),
    intake: IntakePolicy.extend({
      /** Exports of earlier versions do not have it. */
      rest: IntakePolicy.shape.rest.default(null),
      gate: z.strictObject({
        state: GateState,
        reason: z.string().max(1000).nullable(),
        until: Instant.nullable(),
      }),
      /** The public form: its link is not exported. */
      form: z.strictObject({ isOpen: z.boolean(), openPerGuest: z.int().min(1), depth: z.int().min(1) }),
    }),
    answerTemplates: z.array(NewAnswerTemplate).max(200),
    cardTemplates: z.array(z.strictObject({ id: Id, name: line(60), ...cardPreset })).max(500),
    recurringCards: z
      .array(z.strictObject({ id: Id, ...recurringSettings, nextAt: Instant.nullable() }))
      .max(500),
  })
  .meta({ id: 'ExportedBoard' });
export type ExportedBoard = z.infer<typeof ExportedBoard>;
