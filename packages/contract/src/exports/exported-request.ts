import { z } from 'zod';
import { WorkState } from '../requests/requests.js';
import { ExternalId, NewMetadata } from '../values/external.js';
import { BoardNumber, Id } from '../values/names.js';
import { line, prose } from '../values/text.js';
import { Instant, PlainDate } from '../values/time.js';
import { AnswerKind, ClassOfService, NotNowReason } from '../values/vocabulary.js';

/** How a request ended. `by` and `message` null: in the system's name. */
const answer = z.strictObject({
  kind: AnswerKind,
  reason: NotNowReason.nullable(),
  message: prose(5000).nullable(),
  /** The title of the part that was accepted. Exports of earlier versions lack it. */
  part: line(200).nullable().default(null),
  /** From which day its requester can ask again. */
  until: PlainDate.nullable(),
  duplicateOfId: Id.nullable(),
  by: Id.nullable(),
  at: Instant,
});

/** What became of accepted work, step by step, as its requester reads it. */
const step = z.strictObject({
  state: WorkState,
  at: Instant,
  since: Instant,
  /** A text, or `noCapacity`, `notAligned`, `tooLarge`, `needsInformation`, `other`, `system` or `database`. */
  reason: z.string().max(1000).nullable(),
  message: z.string().max(5000).nullable(),
  /** The number of its card. */
  card: BoardNumber.nullable(),
  /** When its requester confirmed the delivery. */
  receivedAt: Instant.nullable(),
});

/**
 * A request with its conversation and its answer. Those that it refers to (`followsId`, `partOfId`, `fromId`, `duplicateOfId`) come before it.
 * `guestName`: the name on a guest's form.
 */
export const ExportedRequest = z
  .strictObject({
    id: Id,
    boardId: Id,
    number: BoardNumber,
    title: line(200),
    description: prose(20_000, 0),
    classOfService: ClassOfService,
    neededBy: PlainDate.nullable(),
    requesterId: Id,
    guestName: z.string().max(200).nullable(),
    submittedAt: Instant,
    remindAt: Instant.nullable(),
    answerBy: Instant,
    expiresAt: Instant,
    /** Since when a question waits for the requester. */
    pausedAt: Instant.nullable(),
    remindedAt: Instant.nullable(),
    escalatedAt: Instant.nullable(),
    /** The answered request of this board that it repeats. */
    followsId: Id.nullable(),
    byTicket: z.boolean(),
    /** The request that was accepted in part, if this request is the remaining part. Exports of earlier versions do not have it. */
    partOfId: Id.nullable().default(null),
    /** The request of another board that was redirected here. */
    fromBoardId: Id.nullable(),
    fromId: Id.nullable(),
    /** Exports of earlier versions have neither. */
    externalId: ExternalId.nullable().default(null),
    metadata: NewMetadata.default({}),
    answer: answer.nullable(),
    messages: z
      .array(z.strictObject({ id: Id, text: prose(5000), asks: z.boolean(), by: Id, at: Instant }))
      .max(10_000),
    /** People who are notified of its answer, because theirs repeats it. */
    watcherIds: z.array(Id).max(10_000),
    steps: z.array(step).max(10_000),
  })
  .meta({ id: 'ExportedRequest' });
export type ExportedRequest = z.infer<typeof ExportedRequest>;
