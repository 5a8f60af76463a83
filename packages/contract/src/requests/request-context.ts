import { z } from 'zod';
import { BoardNumber, PersonOrGuest, Ref } from '../values/names.js';
import { line } from '../values/text.js';
import { Instant, PlainDate } from '../values/time.js';
import { AnswerKind } from '../values/vocabulary.js';
import { RequestState } from './requests.js';

const count = z.int().min(0);

/**
 * A similar request that is still open: it waits, its card is not delivered, or its ticket is unused. `title`
 * is null for another person's request that the caller can't read.
 */
export const SimilarRequest = z
  .strictObject({
    number: BoardNumber,
    ref: Ref,
    title: z.string().nullable(),
    state: RequestState,
    /** Null while it waits. `until`: when it can be asked again; null if its card is on the board. */
    answer: z.strictObject({ kind: AnswerKind, until: PlainDate.nullable() }).nullable(),
    own: z.boolean(),
    submittedAt: Instant,
  })
  .meta({ id: 'SimilarRequest' });
export type SimilarRequest = z.infer<typeof SimilarRequest>;

/** At most five, the most similar first. */
export const SimilarList = z.strictObject({ items: z.array(SimilarRequest) }).meta({ id: 'SimilarList' });
export type SimilarList = z.infer<typeof SimilarList>;
export const SimilarQuery = z.strictObject({ title: line(200) });
export type SimilarQuery = z.infer<typeof SimilarQuery>;

/** What helps a manager answer a request. */
export const RequestContext = z
  .strictObject({
    requester: z.strictObject({
      /** The requester's other waiting requests on this board. */
      open: z.array(z.strictObject({ number: BoardNumber, ref: Ref, title: z.string() })),
      /** How the requester's earlier requests on this board ended. */
      answered: z.array(z.strictObject({ kind: AnswerKind, count })),
    }),
    similar: z.array(SimilarRequest),
  })
  .meta({ id: 'RequestContext' });
export type RequestContext = z.infer<typeof RequestContext>;

/** One step in a request's history, oldest first. */
export const HistoryEntry = z
  .strictObject({ at: Instant, what: z.string(), by: PersonOrGuest.nullable() })
  .meta({ id: 'HistoryEntry' });
export type HistoryEntry = z.infer<typeof HistoryEntry>;
export const RequestHistory = z.strictObject({ items: z.array(HistoryEntry) }).meta({ id: 'RequestHistory' });
export type RequestHistory = z.infer<typeof RequestHistory>;
