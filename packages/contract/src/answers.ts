import { z } from 'zod';
import { BoardNumber, Id, Person, Ref } from './names.js';
import { Override } from './overrides.js';
import { prose } from './text.js';
import { Instant, PlainDate } from './time.js';
import { AnswerKind, ClassOfService, NotNowReason } from './vocabulary.js';

/** What a request ended in, as its requester reads it. `by` null: in the system's name. */
export const Answer = z
  .strictObject({
    kind: AnswerKind,
    reason: NotNowReason.nullable(),
    message: z.string().nullable(),
    /** Of a deferral: the day from which it may be asked again. */
    until: PlainDate.optional(),
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

/** What a manager may answer. A new kind of answer is a schema more in this union. */
export const NewAnswer = z.discriminatedUnion('kind', [Accept, Decline, Defer]).meta({ id: 'NewAnswer' });
export type NewAnswer = z.infer<typeof NewAnswer>;

/** Why a card was last put back to the queue, for its requester to read. */
export const PutBackNote = z
  .strictObject({ reason: z.string(), message: z.string().nullable(), by: Person.nullable(), at: Instant })
  .meta({ id: 'PutBackNote' });
export type PutBackNote = z.infer<typeof PutBackNote>;

/** The card that an accepted request became. */
export const CardMade = z
  .strictObject({ number: BoardNumber, ref: Ref, putBack: PutBackNote.nullable() })
  .meta({ id: 'CardMade' });
export type CardMade = z.infer<typeof CardMade>;
