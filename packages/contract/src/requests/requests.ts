import { lacksNeededBy, workStates } from '@weir/domain';
import { z } from 'zod';
import { Forecast } from '../flow/forecast.js';
import { ExternalId, Metadata, MetadataChange, NewMetadata } from '../values/external.js';
import {
  anyOf,
  ClassesFilter,
  FilteredPageQuery,
  NamesFilter,
  sortedBy,
  sparse,
  TextFilter,
  UpdatedSince,
} from '../values/filters.js';
import { page } from '../values/lists.js';
import { mostCredits } from '../values/most-credits.js';
import { BoardNumber, Email, Person, PersonOrGuest, Ref } from '../values/names.js';
import { line, prose } from '../values/text.js';
import { Instant, PlainDate } from '../values/time.js';
import { AnswerKind, ClassOfService, NotNowReason } from '../values/vocabulary.js';
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
    /** The forecast of its delivery, from the present state of its board. Null once delivered, and off the board. */
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
    /** When its version last changed, or it was answered. */
    updatedAt: Instant,
    /** The id that a program gave it. */
    externalId: ExternalId.nullable(),
    metadata: Metadata,
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
    /** The request that was accepted in part, if this request is the remaining part. */
    partOf: RequestRef.nullable(),
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

/** A request of a list that asked for some `fields` only. Its number is always there. */
export const ListedRequest = sparse(Request).meta({ id: 'ListedRequest' });
export const ListedRequests = page(ListedRequest).meta({ id: 'ListedRequests' });
export type ListedRequests = z.infer<typeof ListedRequests>;

/** The requests answered by one call, by number. */
export const AnsweredList = z.strictObject({ items: z.array(Request) }).meta({ id: 'AnsweredList' });
export type AnsweredList = z.infer<typeof AnsweredList>;

export const requestSorts = ['number', 'updatedAt', 'answerBy', 'answeredAt'] as const;

const says = (description: string) => ({ description });

/**
 * Filters of a board's requests, which combine. A requester's list has their own requests and those that theirs duplicate. Without
 * another filter than `state` and without `sort`, waiting requests come in queue order, then answered ones, newest first. Otherwise
 * a page looks at 1,000 requests at most, so it can be short or empty and still have a `nextCursor`. A cursor belongs to its
 * filters and its order.
 */
export const RequestQuery = FilteredPageQuery.extend({
  state: RequestState.optional(),
  text: TextFilter.optional().meta(
    says(
      'All words in the title or the description, each as the beginning of a word, or the number or ref of a request. Where no request has them, those with swapped letters put right, then those with similar words.',
    ),
  ),
  requester: NamesFilter.optional().meta({
    ...says('Ids of the people or guests who asked, or `me`.'),
    examples: ['me'],
  }),
  class: ClassesFilter.optional().meta({
    ...says('Classes of service that were claimed or given.'),
    examples: ['expedite,fixedDate'],
  }),
  answer: anyOf(AnswerKind.options)
    .optional()
    .meta({ ...says('Kinds of answers.'), examples: ['accept,trade'] }),
  overdue: z.enum(['true']).optional().meta(says('Only those that wait and whose answer is late.')),
  updatedSince: UpdatedSince.optional().meta({
    ...says('Requests whose `updatedAt` is this instant or later.'),
    examples: ['2026-03-01T09:30:00Z'],
  }),
  sort: sortedBy(requestSorts)
    .optional()
    .meta(
      says(
        'With filters `-number` without it. `answerBy`: those that wait, the next deadline first. Requests without the date come last. With `-` in front: the reverse.',
      ),
    ),
  fields: anyOf(Object.keys(Request.shape))
    .optional()
    .meta({
      ...says('The only properties to show, besides `number`. Without it: all.'),
      examples: ['title,state'],
    }),
});
export type RequestQuery = z.infer<typeof RequestQuery>;

export const RequestTitle = line(200);
export const RequestDescription = prose(20_000, 0);

/**
 * The highest price in credits that the caller pays, as read from `intake/price`. A higher price is refused with 409 `price-risen`, and
 * nothing is charged. Without it, the current price is charged. It has an effect only while the workspace prices its intake.
 */
const MaxPrice = z.int().min(0).max(mostCredits).optional();

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
    maxPrice: MaxPrice,
    /** 409 `key-taken` if a request of the board has it. */
    externalId: ExternalId.nullable().optional(),
    metadata: NewMetadata.optional(),
  })
  .refine((request) => !lacksNeededBy(request), itsDay)
  .meta({ id: 'NewRequest' });
export type NewRequest = z.infer<typeof NewRequest>;

/**
 * A request by its external id. If the caller's request with this id waits, the given fields change. If the board has none, it is
 * submitted.
 */
export const PutRequest = z
  .strictObject({
    title: RequestTitle,
    description: RequestDescription.optional(),
    classOfService: ClassOfService.optional(),
    neededBy: PlainDate.nullable().optional(),
    maxPrice: MaxPrice,
    metadata: MetadataChange.optional(),
  })
  .refine((request) => request.neededBy !== null || !lacksNeededBy(request), itsDay)
  .meta({ id: 'PutRequest' });
export type PutRequest = z.infer<typeof PutRequest>;

/**
 * Changes a waiting request; only its requester can. Only the given fields change; a fixed date keeps a day.
 */
export const RequestChange = z
  .strictObject({
    title: RequestTitle.optional(),
    description: RequestDescription.optional(),
    classOfService: ClassOfService.optional(),
    neededBy: PlainDate.nullable().optional(),
    maxPrice: MaxPrice,
    externalId: ExternalId.nullable().optional(),
    metadata: MetadataChange.optional(),
  })
  .refine((change) => change.neededBy !== null || !lacksNeededBy(change), itsDay)
  .meta({ id: 'RequestChange' });
export type RequestChange = z.infer<typeof RequestChange>;
