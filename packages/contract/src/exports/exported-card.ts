import { z } from 'zod';
import { FieldValues } from '../cards/card-fields.js';
import { CardDescription, CardTitle } from '../cards/cards.js';
import { ExternalId, NewMetadata } from '../values/external.js';
import { BoardNumber, Id } from '../values/names.js';
import { line, prose } from '../values/text.js';
import { Instant, PlainDate } from '../values/time.js';
import { ClassOfService, Half, LinkKind, NotNowReason } from '../values/vocabulary.js';

const ids = z.array(Id).max(100);

/**
 * A card with its whole content. The cards of a column follow each other as on the board, archived ones after the others.
 * `request`: the one that it answers. `comments` are without deleted ones.
 */
export const ExportedCard = z
  .strictObject({
    id: Id,
    boardId: Id,
    number: BoardNumber,
    title: CardTitle,
    description: CardDescription,
    columnId: Id,
    half: Half.nullable(),
    swimlaneId: Id.nullable(),
    classOfService: ClassOfService,
    dueOn: PlainDate.nullable(),
    requestId: Id.nullable(),
    createdAt: Instant,
    createdBy: Id.nullable(),
    enteredColumnAt: Instant,
    committedAt: Instant.nullable(),
    deliveredAt: Instant.nullable(),
    archivedAt: Instant.nullable(),
    assigneeIds: ids,
    labelIds: ids,
    fields: FieldValues,
    /** Exports of earlier versions have neither. */
    externalId: ExternalId.nullable().default(null),
    metadata: NewMetadata.default({}),
    checklistItems: z
      .array(
        z.strictObject({
          id: Id,
          text: line(500),
          done: z.boolean(),
          assigneeId: Id.nullable(),
          dueOn: PlainDate.nullable(),
        }),
      )
      .max(1000),
    comments: z
      .array(
        z.strictObject({
          id: Id,
          text: prose(5000),
          by: Id,
          at: Instant,
          editedAt: Instant.nullable(),
        }),
      )
      .max(10_000),
    /** The periods in which it was blocked, the oldest first. `until` null: it still is. */
    blocks: z
      .array(
        z.strictObject({
          id: Id,
          reason: prose(500),
          since: Instant,
          by: Id,
          until: Instant.nullable(),
          unblockedBy: Id.nullable(),
        }),
      )
      .max(10_000),
    /** Its trades: the requests that were accepted in its place. `columnId` null: it left the board until a day. */
    displacements: z
      .array(
        z.strictObject({
          requestId: Id,
          displacedRequestId: Id.nullable(),
          reason: NotNowReason,
          message: prose(2000),
          columnId: Id.nullable(),
          until: PlainDate.nullable(),
          by: Id,
          at: Instant,
        }),
      )
      .max(1000),
    /** Its files, without their content. */
    attachments: z
      .array(
        z.strictObject({
          id: Id,
          name: z.string(),
          type: z.string(),
          bytes: z.int().min(0),
          by: Id,
          at: Instant,
        }),
      )
      .max(1000),
  })
  .meta({ id: 'ExportedCard' });
export type ExportedCard = z.infer<typeof ExportedCard>;

const place = z.strictObject({ boardId: Id, cardId: Id });

/** What a card is to another one. Each link is listed once. */
export const ExportedLink = z
  .strictObject({ id: Id, card: place, kind: LinkKind, to: place })
  .meta({ id: 'ExportedLink' });
export type ExportedLink = z.infer<typeof ExportedLink>;

/**
 * A wait of a card (`cardId`) or a request on a request (`onRequestId`), usually of another board. Its state follows from the state of
 * that request. `endedAt` is null while the wait lasts.
 */
export const ExportedWait = z
  .strictObject({
    id: Id,
    boardId: Id,
    cardId: Id.nullable(),
    requestId: Id.nullable(),
    onBoardId: Id,
    onRequestId: Id,
    since: Instant,
    endedAt: Instant.nullable(),
  })
  .refine(({ cardId, requestId }) => (cardId === null) !== (requestId === null), {
    error: 'oneOfCardAndRequest',
    path: ['cardId'],
  })
  .refine(({ boardId, requestId, ...on }) => boardId !== on.onBoardId || requestId !== on.onRequestId, {
    error: 'waitsOnItself',
    path: ['onRequestId'],
  })
  .meta({ id: 'ExportedWait' });
export type ExportedWait = z.infer<typeof ExportedWait>;
