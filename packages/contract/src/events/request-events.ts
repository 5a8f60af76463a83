import { z } from 'zod';
import { ExternalId } from '../values/external.js';
import { BoardKey, BoardNumber, Id } from '../values/names.js';
import { Instant, PlainDate } from '../values/time.js';
import { NotNowReason } from '../values/vocabulary.js';
import { wait } from './card-events.js';
import {
  CardAdded,
  CardPlace,
  CardPlaced,
  CardUnassigned,
  CardVersion,
  messageValues,
  RequestChanged,
  RequestShed,
  requestValues,
} from './changes.js';
import { MessageWritten, RequestWritten } from './written-rows.js';

const { title, description, classOfService, neededBy, answerBy, expiresAt, pausedAt, metadata } =
  requestValues;
/** Another `neededBy` can move the deadlines. */
const requestFields = z
  .strictObject({
    ...{ title, description, classOfService, neededBy, answerBy, expiresAt, metadata },
    externalId: ExternalId.nullable(),
  })
  .partial();

/** A new request with its values. */
const RequestSubmitted = RequestChanged.extend({ to: z.strictObject(requestValues).optional() });

/** What the requester reads; null where an accepted or duplicate request has none. Who answered is the event's actor. */
const message = z.string().nullable().optional();
/** The number of the card that an accepted request became. */
const card = BoardNumber.optional();
const answers = {
  accept: z.strictObject({
    kind: z.literal('accept'),
    message,
    card,
    /** If only a part was accepted: its title, and the number of the request for the remaining part. */
    part: z.string().optional(),
    rest: BoardNumber.optional(),
  }),
  trade: z.strictObject({
    kind: z.literal('trade'),
    reason: NotNowReason,
    message,
    displaces: BoardNumber,
    card,
  }),
  decline: z.strictObject({ kind: z.literal('decline'), reason: NotNowReason, message }),
  defer: z.strictObject({ kind: z.literal('defer'), reason: NotNowReason, message, until: PlainDate }),
  duplicate: z.strictObject({ kind: z.literal('duplicate'), message, of: BoardNumber }),
  redirect: z.strictObject({
    kind: z.literal('redirect'),
    message,
    board: BoardKey,
    number: BoardNumber,
  }),
};

const RequestAnswered = z.strictObject({
  request: BoardNumber,
  to: z.discriminatedUnion('kind', [
    answers.accept,
    answers.trade,
    answers.decline,
    answers.defer,
    answers.duplicate,
    answers.redirect,
  ]),
});

/** The card that a trade put back: into a queue column, or off the board until a date. */
const CardDisplaced = z.strictObject({
  card: BoardNumber,
  from: CardPlace,
  to: z.union([CardPlaced, z.strictObject({ archivedAt: Instant, until: PlainDate, version: CardVersion })]),
  reason: NotNowReason,
});
export type CardDisplaced = z.infer<typeof CardDisplaced>;

/**
 * An answer, the card that it made, and the card that made way for it, perhaps taken from its claim. If only a part was
 * accepted, `rest` is the number of the request for the remaining part, which is in the same event with its answer.
 */
const answered = z.array(
  z.union([RequestAnswered, RequestSubmitted, CardAdded, CardDisplaced, CardUnassigned]),
);

/** A message in the conversation on a request. A question sets `pausedAt`; a reply that ends it moves the deadlines. */
const MessageSent = RequestChanged.extend({
  message: Id.optional(),
  to: z
    .strictObject({
      ...messageValues,
      pausedAt: pausedAt.optional(),
      answerBy: answerBy.optional(),
      expiresAt: expiresAt.optional(),
    })
    .optional(),
});

/** What the events of requests carry in `changes`. */
export const requestEventChanges = {
  'request.submitted': z.array(z.union([RequestSubmitted, RequestShed])),
  'request.askedAgain': z.array(z.union([RequestSubmitted, RequestShed])),
  /** From another board, where it was `from.number` of `from.board`. */
  'request.redirectedHere': z.array(
    z.union([
      z.strictObject({
        request: BoardNumber,
        from: z.strictObject({ board: BoardKey, number: BoardNumber }),
        to: z.strictObject(requestValues).optional(),
      }),
      RequestShed,
    ]),
  ),
  /** A request of another workspace, with its answer and its messages. The event’s time is that of the import. */
  'request.imported': z.array(z.union([RequestWritten, MessageWritten])),
  'request.changed': z.array(
    z.strictObject({ request: BoardNumber, from: requestFields, to: requestFields }),
  ),
  'request.answered': answered,
  /** Several requests by one command: accepted, declined or deferred. */
  'requests.answered': answered,
  'request.withdrawn': z.array(
    RequestChanged.extend({ to: z.strictObject({ kind: z.literal('withdrawn') }).optional() }),
  ),
  /** Nobody answered in time, or its requester never replied (`needsInformation`). */
  'requests.expired': z.array(
    z.strictObject({
      request: BoardNumber,
      to: z.strictObject({ kind: z.literal('expired'), reason: NotNowReason, until: PlainDate }),
    }),
  ),
  /** A question to the requester, which pauses the request's clock. */
  'request.asked': z.array(MessageSent),
  'request.replied': z.array(MessageSent),
  'request.reminded': z.array(RequestChanged),
  'request.overdue': z.array(RequestChanged),
  /** A wait of a request without a card began, changed or was removed. */
  'request.waitsChanged': z.array(
    z.strictObject({ request: BoardNumber, wait: Id, from: wait.nullable(), to: wait.nullable() }),
  ),
  /** Its requester confirmed the delivery. */
  'request.received': z.array(
    z.strictObject({ request: BoardNumber, to: z.strictObject({ receivedAt: Instant }) }),
  ),
};
