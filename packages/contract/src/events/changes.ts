import { z } from 'zod';
import { FieldValues } from '../cards/card-fields.js';
import { ExternalId, Metadata } from '../values/external.js';
import { BoardNumber, Id } from '../values/names.js';
import { Instant, PlainDate } from '../values/time.js';
import { ClassOfService, Half, NotNowReason } from '../values/vocabulary.js';

// A field that is optional here and always written today is one that events of earlier versions lack.

/** Where a card is, and the dates that its column sets. `half` is null where the column is not split. */
const cardPlace = {
  columnId: Id,
  swimlaneId: Id.nullable(),
  half: Half.nullable(),
  enteredColumnAt: Instant.optional(),
  committedAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
};
export const CardPlace = z.strictObject(cardPlace);
export type CardPlace = z.infer<typeof CardPlace>;

/** The version of a card after the change. */
export const CardVersion = z.int().min(1).optional();

/**
 * A card's new place, and the card that it is now directly before in its column; null: it is the last one. Without
 * `before` its place in the order is the same as before. Archived cards have no place in the order. An event lists cards
 * so that each can be placed when its turn comes.
 */
const placed = { ...cardPlace, version: CardVersion, before: BoardNumber.nullable().optional() };
export const CardPlaced = z.strictObject(placed);
export type CardPlaced = z.infer<typeof CardPlaced>;

export const CardMoved = z.strictObject({ card: BoardNumber, from: CardPlace, to: CardPlaced });
export type CardMoved = z.infer<typeof CardMoved>;

/** A new card. `request`: the number of the request that it came from, or null. `copyOf`: the card that it was copied from. `recurringCard`: what made it. */
export const CardAdded = z.strictObject({
  card: BoardNumber,
  copyOf: BoardNumber.optional(),
  recurringCard: Id.optional(),
  to: z.strictObject({
    ...placed,
    title: z.string(),
    description: z.string().optional(),
    classOfService: ClassOfService,
    dueOn: PlainDate.nullable().optional(),
    assigneeIds: z.array(Id),
    labelIds: z.array(Id).optional(),
    fields: FieldValues.optional(),
    request: BoardNumber.nullable().optional(),
    externalId: ExternalId.optional(),
    metadata: Metadata.optional(),
  }),
});
export type CardAdded = z.infer<typeof CardAdded>;

/** A card of another tool. `createdAt` and the dates of its place are those that it has there, where they are known; `estimated` names those that are not. */
export const CardImported = CardAdded.omit({ copyOf: true, recurringCard: true }).extend({
  to: CardAdded.shape.to.extend({
    createdAt: Instant,
    archivedAt: Instant.nullable(),
    estimated: z.array(z.enum(['committedAt', 'deliveredAt'])).optional(),
  }),
});
export type CardImported = z.infer<typeof CardImported>;

/**
 * A card lost an assignee: they can no longer be given work, because they left or their role changed; or the change took the
 * card from its claim, which had assigned them.
 */
export const CardUnassigned = z.strictObject({
  card: BoardNumber,
  from: z.strictObject({ assigneeId: Id }),
  to: z.strictObject({ assigneeId: z.null(), version: CardVersion }),
});
export type CardUnassigned = z.infer<typeof CardUnassigned>;

/** A card lost a label that was removed from the board. */
export const CardUnlabelled = z.strictObject({
  card: BoardNumber,
  from: z.strictObject({ labelId: Id }),
  to: z.strictObject({ labelId: z.null(), version: CardVersion }),
});
export type CardUnlabelled = z.infer<typeof CardUnlabelled>;

/** A card lost its value of a custom field, because the field or the option was removed. */
export const CardFieldsCleared = z.strictObject({
  card: BoardNumber,
  to: z.strictObject({ fields: z.record(Id, z.null()), version: CardVersion }),
});
export type CardFieldsCleared = z.infer<typeof CardFieldsCleared>;

export const RequestChanged = z.strictObject({ request: BoardNumber });
export type RequestChanged = z.infer<typeof RequestChanged>;

/** The values of a request. `requesterId` is a member, or (`byForm`) a guest. `follows` is the request that it asks again. */
export const requestValues = {
  title: z.string(),
  description: z.string(),
  classOfService: ClassOfService,
  neededBy: PlainDate.nullable(),
  requesterId: Id,
  byForm: z.boolean(),
  submittedAt: Instant,
  answerBy: Instant,
  expiresAt: Instant,
  pausedAt: Instant.nullable(),
  version: z.int().min(1),
  follows: BoardNumber.nullable(),
  externalId: ExternalId.nullable().optional(),
  metadata: Metadata.optional(),
};

export const messageValues = { text: z.string(), asks: z.boolean(), by: Id.nullable(), at: Instant };

/** A waiting request was shed: the queue grew beyond its high watermark. It can be asked again from `until`. */
export const RequestShed = z
  .strictObject({
    request: BoardNumber,
    to: z.strictObject({ kind: z.literal('shed'), reason: NotNowReason.optional(), until: PlainDate }),
  })
  .meta({ id: 'RequestShedChange' });
export type RequestShed = z.infer<typeof RequestShed>;
