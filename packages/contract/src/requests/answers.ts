import { z } from 'zod';
import { Override } from '../limits/overrides.js';
import { BoardKey, BoardNumber, Id, Person, Ref } from '../values/names.js';
import { line, prose } from '../values/text.js';
import { Instant, PlainDate } from '../values/time.js';
import { AnswerKind, ClassOfService, NotNowReason } from '../values/vocabulary.js';

/** A request of this board, and one of another board. */
export const RequestRef = z.strictObject({ number: BoardNumber, ref: Ref }).meta({ id: 'RequestNamed' });
export type RequestRef = z.infer<typeof RequestRef>;
export const OtherBoardRequestRef = z
  .strictObject({ board: BoardKey, number: BoardNumber, ref: Ref })
  .meta({ id: 'ElsewhereNamed' });
export type OtherBoardRequestRef = z.infer<typeof OtherBoardRequestRef>;

/**
 * The answer of the request that a duplicate repeats. `until`: the day from which its requester can ask
 * again.
 */
export const OriginalAnswer = z
  .strictObject({
    kind: AnswerKind,
    reason: NotNowReason.nullable(),
    message: z.string().nullable(),
    until: PlainDate.nullable(),
    /** The card that the request became. */
    card: Ref.nullable(),
    at: Instant,
  })
  .meta({ id: 'StandingAnswer' });
export type OriginalAnswer = z.infer<typeof OriginalAnswer>;

/** What was deferred when only a part of a request was accepted: a request of its own, with a ticket. */
export const RestOfRequest = RequestRef.extend({
  title: z.string(),
  reason: NotNowReason.nullable(),
  message: z.string().nullable(),
  /** The day from which the requester can ask for it again. */
  until: PlainDate,
}).meta({ id: 'RestOfRequest' });
export type RestOfRequest = z.infer<typeof RestOfRequest>;

/** How a request ended, as its requester reads it. `by` null: in the system's name. */
export const Answer = z
  .strictObject({
    kind: AnswerKind,
    reason: NotNowReason.nullable(),
    message: z.string().nullable(),
    /** For answers with a ticket (deferred, expired, shed): the day from which the requester can ask again. */
    until: PlainDate.optional(),
    /** For a duplicate: the request whose answer counts. */
    duplicateOf: RequestRef.optional(),
    /** For a duplicate: that answer, once there is one. */
    standing: OriginalAnswer.optional(),
    /** For a redirect: the request on the other board. It can have another title there. */
    redirectedTo: OtherBoardRequestRef.optional(),
    /** If only a part was accepted: its title, and the request for the remaining part. */
    part: z.string().optional(),
    rest: RestOfRequest.optional(),
    /**
     * The card that a trade put back: into a queue column, or off the board until a date. `title` is null for
     * callers who can't read cards.
     */
    displaced: z
      .strictObject({
        number: BoardNumber,
        ref: Ref,
        title: z.string().nullable(),
        until: PlainDate.nullable(),
      })
      .optional(),
    by: Person.nullable(),
    at: Instant,
  })
  .meta({ id: 'Answer' });
export type Answer = z.infer<typeof Answer>;

/** What the requester reads. A "not now" needs a message. */
export const AnswerMessage = prose(2000, 10);

export const Accept = z
  .strictObject({
    kind: z.literal('accept'),
    /** Default: the first queue column. */
    columnId: Id.optional(),
    /** Default: no swimlane. */
    swimlaneId: Id.nullable().optional(),
    /** Default: the class that the requester claimed. */
    classOfService: ClassOfService.optional(),
    message: prose(2000).optional(),
    override: Override.optional(),
  })
  .meta({ id: 'Accept' });
export type Accept = z.infer<typeof Accept>;

export const Decline = z
  .strictObject({ kind: z.literal('decline'), reason: NotNowReason, message: AnswerMessage })
  .meta({ id: 'Decline' });
export type Decline = z.infer<typeof Decline>;

/** `until` must be after today in the board's time zone, and at most a year ahead. */
export const Defer = z
  .strictObject({ kind: z.literal('defer'), reason: NotNowReason, message: AnswerMessage, until: PlainDate })
  .meta({ id: 'Defer' });
export type Defer = z.infer<typeof Defer>;

/**
 * Accepts a part of a request: it becomes a card with this title. The remaining part becomes a request of its own with a title of its own,
 * which is deferred in the same answer: its requester has a ticket for it. It takes no place in the queue, and counts for no
 * quota or rate. Both are done or neither.
 */
export const AcceptPart = Accept.omit({ kind: true })
  .extend({
    kind: z.literal('acceptPart'),
    title: line(200),
    /** Default: the description of the request. */
    description: prose(20_000, 0).optional(),
    rest: z
      .strictObject({
        title: line(200),
        description: prose(20_000, 0).optional(),
        reason: NotNowReason,
        message: AnswerMessage,
        until: PlainDate,
      })
      .meta({ id: 'NewRest' }),
  })
  .meta({ id: 'AcceptPart' });
export type AcceptPart = z.infer<typeof AcceptPart>;

/**
 * Accepts a request by putting back a card that is not delivered, to the first queue column with room. If none
 * has room, `until` is required and the card leaves the board until that day. A trade frees capacity and invents
 * no progress: the new card goes to the first active column if it has room then, else to the last queue column
 * that has, and else the trade is refused (`wip-limit-reached`). Also refused if the displaced card would stay in
 * its own column. Both requesters read `message`.
 */
export const Trade = z
  .strictObject({
    kind: z.literal('trade'),
    displaces: BoardNumber,
    reason: NotNowReason,
    message: AnswerMessage,
    until: PlainDate.optional(),
    /** Default: the class that the requester claimed. */
    classOfService: ClassOfService.optional(),
  })
  .meta({ id: 'Trade' });
export type Trade = z.infer<typeof Trade>;

/** Someone asked for the same before. The requester is notified of that request's answer, too. */
export const Duplicate = z
  .strictObject({ kind: z.literal('duplicate'), of: BoardNumber, message: prose(2000).optional() })
  .meta({ id: 'Duplicate' });
export type Duplicate = z.infer<typeof Duplicate>;

/** Submits the request to another board in its requester's name. That board can refuse it. */
export const Redirect = z
  .strictObject({ kind: z.literal('redirect'), board: BoardKey, message: AnswerMessage })
  .meta({ id: 'Redirect' });
export type Redirect = z.infer<typeof Redirect>;

/** What a manager can answer. A new kind of answer is one more schema in this union. */
export const NewAnswer = z
  .discriminatedUnion('kind', [Accept, AcceptPart, Trade, Decline, Defer, Duplicate, Redirect])
  .meta({ id: 'NewAnswer' });
export type NewAnswer = z.infer<typeof NewAnswer>;

/**
 * Answers several requests, each once, all or none. A limit can be overridden only for one request at a time.
 */
export const NewAnswers = z
  .strictObject({
    answers: z
      .array(
        z.strictObject({
          request: BoardNumber,
          answer: z.discriminatedUnion('kind', [Accept.omit({ override: true }), Decline, Defer]),
        }),
      )
      .min(1)
      .max(100)
      .refine((all) => new Set(all.map(({ request }) => request)).size === all.length, {
        error: 'requestTwice',
      }),
  })
  .meta({ id: 'NewAnswers' });
export type NewAnswers = z.infer<typeof NewAnswers>;

/** Why a card was last put back to the queue. Its requester reads it. */
export const PutBackNote = z
  .strictObject({ reason: z.string(), message: z.string().nullable(), by: Person.nullable(), at: Instant })
  .meta({ id: 'PutBackNote' });
export type PutBackNote = z.infer<typeof PutBackNote>;

/** The card that an accepted request became. */
export const AcceptedCard = z
  .strictObject({ number: BoardNumber, ref: Ref, putBack: PutBackNote.nullable() })
  .meta({ id: 'CardMade' });
export type AcceptedCard = z.infer<typeof AcceptedCard>;
