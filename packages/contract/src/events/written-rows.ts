import { z } from 'zod';
import { ClassPolicies } from '../board/board.js';
import { SetServiceLevels } from '../flow/service-levels.js';
import { restValues } from '../intake/rest.js';
import { GroupColumnIds, LimitMax, LimitMin, LimitScope, Reach } from '../limits/limits.js';
import { OverrideBudget } from '../limits/overrides.js';
import { ExternalId, Metadata } from '../values/external.js';
import { BoardKey, BoardNumber, Id } from '../values/names.js';
import { Instant, PlainDate } from '../values/time.js';
import {
  AnswerKind,
  ClassOfService,
  ColumnKind,
  Half,
  LabelColour,
  LimitMode,
  NotNowReason,
} from '../values/vocabulary.js';
import {
  attachmentValues,
  block,
  ChecklistItemChanged,
  changedFields,
  commentValues,
  linkValues,
  waitValues,
} from './card-events.js';
import { messageValues, requestValues } from './changes.js';
import { FieldOptionChanged, fieldValues } from './field-events.js';
import { gate, intakeFields } from './intake-events.js';
import { leaseValues } from './lease-events.js';
import { cardTemplateValues, recurringCardValues } from './preset-events.js';
import { trialValues } from './trial-events.js';

/**
 * The table that plain SQL wrote to. If it wrote more than one event can hold, `resync` is true, `rows` is their number,
 * and the reader reads the board again.
 */
export const WrittenTable = z.strictObject({
  table: z.string(),
  resync: z.literal(true).optional(),
  rows: z.int().optional(),
});

/** `from` is null for something new, `to` for something deleted; else both have only the values that differ. */
function written<Name extends string, Key extends z.ZodType>(name: Name, key: Key, values: z.ZodRawShape) {
  const some = z.strictObject(values).partial().nullable();
  return z.strictObject({ [name]: key, from: some, to: some });
}

const card = {
  columnId: Id,
  swimlaneId: Id.nullable(),
  half: Half.nullable(),
  enteredColumnAt: Instant,
  committedAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
  archivedAt: Instant.nullable(),
  version: z.int(),
  title: z.string(),
  description: z.string(),
  classOfService: ClassOfService,
  dueOn: PlainDate.nullable(),
  request: BoardNumber.nullable(),
  externalId: ExternalId.nullable(),
  metadata: Metadata,
  /** Only in `to`: the card that it is now directly before in its column; null: it is the last one. */
  before: BoardNumber.nullable(),
  /** All of its people, all of its labels, the custom fields that changed, and its open block, where a statement wrote those. */
  assigneeIds: z.array(Id),
  labelIds: z.array(Id),
  fields: changedFields,
  blocked: z.strictObject(block).nullable(),
  lease: z.strictObject(leaseValues).nullable(),
};

const board = {
  key: BoardKey,
  name: z.string(),
  archived: z.boolean(),
  archivedAt: Instant.nullable(),
  deleteAt: Instant.nullable(),
  overrideBudget: OverrideBudget,
  classPolicies: ClassPolicies.partial(),
  serviceLevels: SetServiceLevels,
  publicLink: z.boolean(),
};

const limit = {
  scope: LimitScope,
  columnId: Id.nullable(),
  columnIds: GroupColumnIds.nullable(),
  swimlaneId: Id.nullable(),
  userId: Id.nullable(),
  across: Reach.nullable(),
  classOfService: ClassOfService.nullable(),
  max: LimitMax,
  min: LimitMin.nullable(),
  mode: LimitMode,
};

const request = {
  ...requestValues,
  /** Null while the request waits. */
  answer: z
    .strictObject({
      kind: AnswerKind,
      reason: NotNowReason.nullable(),
      message: z.string().nullable(),
      until: PlainDate.nullable(),
      by: Id.nullable(),
    })
    .nullable(),
};

const column = {
  name: z.string(),
  kind: ColumnKind,
  split: z.boolean(),
  policy: z.string(),
  before: Id.nullable(),
};
const comment = z.strictObject(commentValues).partial().nullable();
const attachment = z.strictObject(attachmentValues).partial().nullable();
const link = z.strictObject(linkValues).partial().nullable();
const wait = z.strictObject(waitValues).partial().nullable();
const message = z.strictObject(messageValues).partial().nullable();
const intake = z
  .strictObject({ ...intakeFields.shape, gate: z.strictObject(gate) })
  .partial()
  .nullable();

export const RequestWritten = written('request', BoardNumber, request);
export const MessageWritten = z.strictObject({
  request: BoardNumber,
  message: Id,
  from: message,
  to: message,
});

/** What plain SQL did to a board, row by row. */
export const writtenRows = [
  written('board', BoardKey, board),
  written('column', Id, column),
  written('swimlane', Id, { name: z.string(), before: Id.nullable() }),
  written('label', Id, { name: z.string(), colour: LabelColour }),
  written('cardTemplate', Id, cardTemplateValues),
  written('recurringCard', Id, recurringCardValues),
  written('field', Id, { ...fieldValues, before: Id.nullable() }),
  FieldOptionChanged,
  written('limit', Id, limit),
  written('trial', Id, trialValues),
  written('card', BoardNumber, card),
  z.strictObject({ card: BoardNumber, comment: Id, from: comment, to: comment }),
  ChecklistItemChanged,
  z.strictObject({ card: BoardNumber, attachment: Id, from: attachment, to: attachment }),
  z.strictObject({ card: BoardNumber, link: Id, from: link, to: link }),
  z.strictObject({ card: BoardNumber, wait: Id, from: wait, to: wait }),
  z.strictObject({ request: BoardNumber, wait: Id, from: wait, to: wait }),
  RequestWritten,
  MessageWritten,
  written('rest', Id, restValues),
  z.strictObject({ intake: z.literal(true), from: intake, to: intake }),
] as const;
