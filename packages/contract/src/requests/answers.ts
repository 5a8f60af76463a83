import { z } from 'zod';
import { Override } from '../limits/overrides.js';
import { BoardKey, BoardNumber, Id, Person, Ref } from '../values/names.js';
import { prose } from '../values/text.js';
import { Instant, PlainDate } from '../values/time.js';
import { AnswerKind, ClassOfService, NotNowReason } from '../values/vocabulary.js';

/** A request of this board, and one of another. */
export const RequestRef = z.strictObject({ number: BoardNumber, ref: Ref }).meta({ id: 'RequestNamed' });
export type RequestRef = z.infer<typeof RequestRef>;
export const OtherBoardRequestRef = z
  .strictObject({ board: BoardKey, number: BoardNumber, ref: Ref })
  .meta({ id: 'ElsewhereNamed' });
export type OtherBoardRequestRef = z.infer<typeof OtherBoardRequestRef>;

/** The answer of the request that another repeats. `until`: the day from which whoever asked first may ask it again. */
export const OriginalAnswer = z
  .strictObject({
    kind: AnswerKind,
    reason: NotNowReason.nullable(),
    message: z.string().nullable(),
    until: PlainDate.nullable(),
    /** The card that it became. */
    card: Ref.nullable(),
    at: Instant,
  })
  .meta({ id: 'StandingAnswer' });
export type OriginalAnswer = z.infer<typeof OriginalAnswer>;

/** What a request ended in, as its requester reads it. `by` null: in the system's name. */
export const Answer = z
  .strictObject({
    kind: AnswerKind,
    reason: NotNowReason.nullable(),
    message: z.string().nullable(),
    /** Of what has a ticket (deferred, expired, shed): the day from which it may be asked again. */
    until: PlainDate.optional(),
    /** Of a duplicate: the request whose answer counts. */
    duplicateOf: RequestRef.optional(),
    /** Of a duplicate: that answer, once there is one. */
    standing: OriginalAnswer.optional(),
    /** Where it was redirected: another board’s request; its title there is its own. */
    redirectedTo: OtherBoardRequestRef.optional(),
    /** What a trade put back: to a queue column, or off the board until a date. `title` null: to who may not read cards. */
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

/** What the requester will read: a not-now must say something. */
export const AnswerMessage = prose(2000, 10);

export const Accept = z
  .strictObject({
    kind: z.literal('accept'),
    /** The first queue column unless named. */
    columnId: Id.optional(),
    /** No lane unless named. */
    swimlaneId: Id.nullable().optional(),
    /** The requester's claim unless decided here. */
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

/** `until` must be a day after today in the board's time zone, a year ahead at most. */
export const Defer = z
  .strictObject({ kind: z.literal('defer'), reason: NotNowReason, message: AnswerMessage, until: PlainDate })
  .meta({ id: 'Defer' });
export type Defer = z.infer<typeof Defer>;

/**
 * Accepts by putting a card back that is not delivered: the new one takes its place. One whose own column is the first
 * queue column that has room would stay where it is, and is refused. `until` is needed where no queue
 * column has room for it, for then it leaves the board until that day. `message` is what both requesters read.
 */
export const Trade = z
  .strictObject({
    kind: z.literal('trade'),
    displaces: BoardNumber,
    reason: NotNowReason,
    message: AnswerMessage,
    until: PlainDate.optional(),
    /** The requester's claim unless decided here. */
    classOfService: ClassOfService.optional(),
  })
  .meta({ id: 'Trade' });
export type Trade = z.infer<typeof Trade>;

/** The same was asked before: who asked now is told of the answer to that one, too. */
export const Duplicate = z
  .strictObject({ kind: z.literal('duplicate'), of: BoardNumber, message: prose(2000).optional() })
  .meta({ id: 'Duplicate' });
export type Duplicate = z.infer<typeof Duplicate>;

/** Takes a place in another board's queue, in its requester's name, or is refused by it. */
export const Redirect = z
  .strictObject({ kind: z.literal('redirect'), board: BoardKey, message: AnswerMessage })
  .meta({ id: 'Redirect' });
export type Redirect = z.infer<typeof Redirect>;

/** What a manager may answer. A new kind of answer is a schema more in this union. */
export const NewAnswer = z
  .discriminatedUnion('kind', [Accept, Trade, Decline, Defer, Duplicate, Redirect])
  .meta({ id: 'NewAnswer' });
export type NewAnswer = z.infer<typeof NewAnswer>;

/** Answers of several requests, each once: all of them or none. A limit is passed one request at a time. */
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
        error: 'must answer each request once',
      }),
  })
  .meta({ id: 'NewAnswers' });
export type NewAnswers = z.infer<typeof NewAnswers>;

/** Why a card was last put back to the queue, for its requester to read. */
export const PutBackNote = z
  .strictObject({ reason: z.string(), message: z.string().nullable(), by: Person.nullable(), at: Instant })
  .meta({ id: 'PutBackNote' });
export type PutBackNote = z.infer<typeof PutBackNote>;

/** The card that an accepted request became. */
export const AcceptedCard = z
  .strictObject({ number: BoardNumber, ref: Ref, putBack: PutBackNote.nullable() })
  .meta({ id: 'CardMade' });
export type AcceptedCard = z.infer<typeof AcceptedCard>;
