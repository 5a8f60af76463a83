import { fixedDateNeedsDay, lacksNeededBy } from '@weir/domain';
import { z } from 'zod';
import { Forecast } from '../flow/forecast.js';
import { PageQuery, page } from '../values/lists.js';
import { BoardNumber, Person, Ref } from '../values/names.js';
import { line, prose } from '../values/text.js';
import { Instant, PlainDate } from '../values/time.js';
import { ClassOfService, NotNowReason } from '../values/vocabulary.js';
import { AcceptedCard, Answer, OtherBoardRequestRef, RequestRef } from './answers.js';

export const RequestState = z.enum(['waiting', 'answered']).meta({ id: 'RequestState' });
export type RequestState = z.infer<typeof RequestState>;

/** The right to ask a request again from a date on, once: of what was deferred, expired, shed, or displaced off the board. */
export const Ticket = z.strictObject({ from: PlainDate, used: z.boolean() }).meta({ id: 'Ticket' });
export type Ticket = z.infer<typeof Ticket>;

/** What became of the card of an accepted request when another was traded in; `until` null: it went back to the queue. */
export const DisplacedNote = z
  .strictObject({
    reason: NotNowReason,
    message: z.string(),
    until: PlainDate.nullable(),
    by: Person.nullable(),
    at: Instant,
  })
  .meta({ id: 'DisplacedNote' });
export type DisplacedNote = z.infer<typeof DisplacedNote>;

export const Request = z
  .strictObject({
    number: BoardNumber,
    ref: Ref,
    /** The request's own ETag; counts its changes, and its answer as one. */
    version: z.int().min(1),
    state: RequestState,
    title: z.string(),
    description: z.string(),
    /** A claim until a manager answers. */
    classOfService: ClassOfService,
    neededBy: PlainDate.nullable(),
    requester: Person,
    /** Who asks has no account: it came by the public form. */
    byForm: z.boolean(),
    /** How many others asked the same and are told of its answer. */
    watchers: z.int().min(0),
    submittedAt: Instant,
    answerBy: Instant,
    /** When it ends in the system's name if nobody answers. */
    expiresAt: Instant,
    /** Since when a question to its requester stops its clock: neither time above comes nearer. Null once it is answered. */
    pausedAt: Instant.nullable(),
    /** Waits, and its answer is late. */
    overdue: z.boolean(),
    /** Its place in the queue from 1, in the order in which it is read; null once it is answered. */
    position: z.int().min(1).nullable(),
    /** If accepted now; null once it is answered. */
    forecast: Forecast.nullable(),
    answer: Answer.nullable(),
    /** The card that an accepted request became. */
    card: AcceptedCard.nullable(),
    /** When its card was last displaced by a trade. */
    displaced: DisplacedNote.nullable(),
    ticket: Ticket.nullable(),
    /** The older request that this one asks again, and the newer one that asks this again. */
    follows: RequestRef.nullable(),
    followedBy: RequestRef.nullable(),
    /** The request of another board that was redirected here. */
    redirectedFrom: OtherBoardRequestRef.nullable(),
  })
  .meta({ id: 'Request' });
export type Request = z.infer<typeof Request>;

export const RequestList = page(Request).meta({ id: 'RequestList' });
export type RequestList = z.infer<typeof RequestList>;

/** Requests that were answered in one go, by their numbers. */
export const AnsweredList = z.strictObject({ items: z.array(Request) }).meta({ id: 'AnsweredList' });
export type AnsweredList = z.infer<typeof AnsweredList>;

/** A requester's list holds their own, and those that theirs were answered as duplicates of. Waiting ones come in the order in which they are read, answered ones newest first. */
export const RequestQuery = PageQuery.extend({ state: RequestState.optional() });
export type RequestQuery = z.infer<typeof RequestQuery>;

export const RequestTitle = line(200);
export const RequestDescription = prose(20_000, 0);

const itsDay = { error: fixedDateNeedsDay, path: ['neededBy'] };

export const NewRequest = z
  .strictObject({
    title: RequestTitle,
    description: RequestDescription.optional(),
    /** `standard` unless named. At most one expedite claim waits at a time; a fixed date names its day. */
    classOfService: ClassOfService.optional(),
    neededBy: PlainDate.nullable().optional(),
    /** The number of an own, answered request that this one follows. */
    follows: BoardNumber.optional(),
  })
  .refine((request) => !lacksNeededBy(request), itsDay)
  .meta({ id: 'NewRequest' });
export type NewRequest = z.infer<typeof NewRequest>;

/** By its requester, while it waits. What is not named stays as it is; a fixed date keeps a day. */
export const RequestChange = z
  .strictObject({
    title: RequestTitle.optional(),
    description: RequestDescription.optional(),
    classOfService: ClassOfService.optional(),
    neededBy: PlainDate.nullable().optional(),
  })
  .refine((change) => change.neededBy !== null || !lacksNeededBy(change), itsDay)
  .meta({ id: 'RequestChange' });
export type RequestChange = z.infer<typeof RequestChange>;
