import { z } from 'zod';
import { PageQuery, page } from '../values/lists.js';
import { BoardKey, BoardNumber, Person, Ref } from '../values/names.js';
import { line } from '../values/text.js';
import { Instant, PlainDate, TimeZone } from '../values/time.js';
import { AnswerKind, ClassOfService } from '../values/vocabulary.js';
import { Request, RequestState } from './requests.js';

const count = z.int().min(0);

/** A request of any board, for who answers or asks on several. */
export const QueueItem = z
  .strictObject({
    board: z.strictObject({ key: BoardKey, name: z.string(), today: PlainDate, timeZone: TimeZone }),
    request: Request,
  })
  .meta({ id: 'QueueItem' });
export type QueueItem = z.infer<typeof QueueItem>;

/**
 * What waits on all boards of a workspace: by deadline, then by class. Of one's own, what rests in one's own hands comes
 * first (questions, then tickets of the newest 200 answers that may be used today), then what waits, by deadline, then
 * the answered, newest first.
 */
export const QueueList = page(QueueItem).meta({ id: 'QueueList' });
export type QueueList = z.infer<typeof QueueList>;

/** `?of=me` lists what the caller asked, and is for whoever may ask; without it the list is for whoever may read all. */
export const QueueQuery = PageQuery.extend({ of: z.enum(['me']).optional() });
export type QueueQuery = z.infer<typeof QueueQuery>;

/** One that is alike and open: it waits, its card is not delivered, or its ticket is not used. `title` null: somebody else's, which the caller may not read. */
export const SimilarRequest = z
  .strictObject({
    number: BoardNumber,
    ref: Ref,
    title: z.string().nullable(),
    state: RequestState,
    /** Null while it waits. `until`: from when it may be asked again; null where its card is on the board. */
    answer: z.strictObject({ kind: AnswerKind, until: PlainDate.nullable() }).nullable(),
    own: z.boolean(),
    submittedAt: Instant,
  })
  .meta({ id: 'SimilarRequest' });
export type SimilarRequest = z.infer<typeof SimilarRequest>;

/** The most alike first, five at most. */
export const SimilarList = z.strictObject({ items: z.array(SimilarRequest) }).meta({ id: 'SimilarList' });
export type SimilarList = z.infer<typeof SimilarList>;
export const SimilarQuery = z.strictObject({ title: line(200) });
export type SimilarQuery = z.infer<typeof SimilarQuery>;

/** What else is to be known of a request before it is answered. */
export const RequestContext = z
  .strictObject({
    requester: z.strictObject({
      /** Their other requests that wait on this board. */
      open: z.array(z.strictObject({ number: BoardNumber, ref: Ref, title: z.string() })),
      /** How their earlier ones on this board ended. */
      answered: z.array(z.strictObject({ kind: AnswerKind, count })),
    }),
    similar: z.array(SimilarRequest),
  })
  .meta({ id: 'RequestContext' });
export type RequestContext = z.infer<typeof RequestContext>;

/** What happened to a request, oldest first, in words of who may read it. */
export const HistoryEntry = z
  .strictObject({ at: Instant, what: z.string(), by: Person.nullable() })
  .meta({ id: 'HistoryEntry' });
export type HistoryEntry = z.infer<typeof HistoryEntry>;
export const RequestHistory = z.strictObject({ items: z.array(HistoryEntry) }).meta({ id: 'RequestHistory' });
export type RequestHistory = z.infer<typeof RequestHistory>;

/** How many cards a week delivers, 85 % surely and as likely as not; or why nobody knows. */
export const Capacity = z
  .union([z.strictObject({ p15: count, p50: count, sample: count }), z.strictObject({ unknown: z.string() })])
  .meta({ id: 'Capacity' });
export type Capacity = z.infer<typeof Capacity>;

/** The tickets that come due in a week from a Monday, by date; `capacity` is of that week. */
export const DeferralWeek = z
  .strictObject({
    from: PlainDate,
    tickets: z.array(
      z.strictObject({
        number: BoardNumber,
        ref: Ref,
        title: z.string(),
        requester: Person,
        classOfService: ClassOfService,
        until: PlainDate,
        used: z.boolean(),
      }),
    ),
    /** Whether the unused tickets are more than the week delivers as likely as not. */
    overpromised: z.boolean(),
  })
  .meta({ id: 'DeferralWeek' });
export type DeferralWeek = z.infer<typeof DeferralWeek>;

/** What was put off to when. Weeks from this one on that have tickets, and those that have lapsed unused in the last 90 days. */
export const Deferrals = z
  .strictObject({ capacity: Capacity, weeks: z.array(DeferralWeek), past: z.array(DeferralWeek) })
  .meta({ id: 'Deferrals' });
export type Deferrals = z.infer<typeof Deferrals>;
