import { lacksNeededBy, workStates } from '@weir/domain';
import { z } from 'zod';
import { Forecast } from '../flow/forecast.js';
import { PageQuery, page } from '../values/lists.js';
import { BoardNumber, Email, Person, PersonOrGuest, Ref } from '../values/names.js';
import { line, prose } from '../values/text.js';
import { Instant, PlainDate } from '../values/time.js';
import { ClassOfService, NotNowReason } from '../values/vocabulary.js';
import { AcceptedCard, Answer, OtherBoardRequestRef, RequestRef } from './answers.js';

export const RequestState = z.enum(['waiting', 'answered']).meta({ id: 'RequestState' });
export type RequestState = z.infer<typeof RequestState>;

/**
 * The right to ask again once, from a date on. Deferred, expired and shed requests have one, and those whose
 * card was displaced off the board.
 */
export const Ticket = z.strictObject({ from: PlainDate, used: z.boolean() }).meta({ id: 'Ticket' });
export type Ticket = z.infer<typeof Ticket>;

/**
 * What happened to the card of an accepted request when a trade displaced it. `until` null: it went back to
 * the queue.
 */
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

export const WorkState = z.enum(workStates).meta({ id: 'WorkState' });
export type WorkState = z.infer<typeof WorkState>;

/** What became of an accepted request. */
export const Work = z
  .strictObject({
    state: WorkState,
    since: Instant,
    /** When it will be delivered, as its board stands now. Null once delivered, and off the board. */
    expected: Forecast.nullable(),
    /** Why it is blocked, put back or taken off the board; null where `message` says it all, and in other states. */
    reason: z.string().nullable(),
    /** What the team wrote to the requester. */
    message: z.string().nullable(),
    /** When the requester confirmed that the delivery is what they needed. */
    received: Instant.nullable(),
  })
  .meta({ id: 'Work' });
export type Work = z.infer<typeof Work>;

/**
 * Who asks. `email`: the confirmed address of a guest, only for roles that answer requests. `undeliverable`: its mail server
 * refused the last mail for good, so the guest may not read what the team writes.
 */
export const Requester = PersonOrGuest.extend({
  email: Email.optional(),
  undeliverable: z.literal(true).optional(),
}).meta({ id: 'Requester' });
export type Requester = z.infer<typeof Requester>;

export const Request = z
  .strictObject({
    number: BoardNumber,
    ref: Ref,
    /** The request's version for its ETag. Each change and the answer count as one. */
    version: z.int().min(1),
    state: RequestState,
    title: z.string(),
    description: z.string(),
    /** A claim until a manager answers. */
    classOfService: ClassOfService,
    neededBy: PlainDate.nullable(),
    requester: Requester,
    /** The requester has no account: the request came by the public form. */
    byForm: z.boolean(),
    /** How many other requesters are notified of its answer. */
    watchers: z.int().min(0),
    submittedAt: Instant,
    /** When the answer is due: as the policy says, or by the end of work on the day of `neededBy`, if that is earlier. */
    answerBy: Instant,
    /** Whether the answer may come after the day of `neededBy`: that day leaves the team less than a working hour. */
    answerAfterNeededBy: z.boolean(),
    /** When the request expires if nobody answers. */
    expiresAt: Instant,
    /** Since when a question to the requester pauses both times above. Null once answered. */
    pausedAt: Instant.nullable(),
    /** The request waits and its answer is late. */
    overdue: z.boolean(),
    /** Its place in the queue, from 1; null once answered. */
    position: z.int().min(1).nullable(),
    /** The forecast if it were accepted now; null once answered. */
    forecast: Forecast.nullable(),
    answer: Answer.nullable(),
    /** The card that an accepted request became. */
    card: AcceptedCard.nullable(),
    /** What became of it once it was accepted; else null. */
    work: Work.nullable(),
    /** When a trade last displaced its card. */
    displaced: DisplacedNote.nullable(),
    ticket: Ticket.nullable(),
    /** The older request that this one asks again, and the newer one that asks this one again. */
    follows: RequestRef.nullable(),
    followedBy: RequestRef.nullable(),
    /** The request of another board from which this one was redirected. */
    redirectedFrom: OtherBoardRequestRef.nullable(),
  })
  .meta({ id: 'Request' });
export type Request = z.infer<typeof Request>;

/** The requester's yes to a delivery. A no is a new request that `follows` this one. */
export const Receipt = z.strictObject({ ok: z.literal(true) }).meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof Receipt>;

export const RequestList = page(Request).meta({ id: 'RequestList' });
export type RequestList = z.infer<typeof RequestList>;

/** The requests answered by one call, by number. */
export const AnsweredList = z.strictObject({ items: z.array(Request) }).meta({ id: 'AnsweredList' });
export type AnsweredList = z.infer<typeof AnsweredList>;

/**
 * A requester's list has their own requests and those that theirs duplicate. Waiting requests come in queue
 * order, answered ones newest first.
 */
export const RequestQuery = PageQuery.extend({ state: RequestState.optional() });
export type RequestQuery = z.infer<typeof RequestQuery>;

export const RequestTitle = line(200);
export const RequestDescription = prose(20_000, 0);

const itsDay = { error: 'fixedDateNeedsDay', path: ['neededBy'] };

export const NewRequest = z
  .strictObject({
    title: RequestTitle,
    description: RequestDescription.optional(),
    /** Default: `standard`. At most one expedite claim waits at a time. A fixed date needs `neededBy`. */
    classOfService: ClassOfService.optional(),
    neededBy: PlainDate.nullable().optional(),
    /** The number of the caller's own answered request that this one follows. */
    follows: BoardNumber.optional(),
  })
  .refine((request) => !lacksNeededBy(request), itsDay)
  .meta({ id: 'NewRequest' });
export type NewRequest = z.infer<typeof NewRequest>;

/**
 * Changes a waiting request; only its requester can. Only the given fields change; a fixed date keeps a day.
 */
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
