import { z } from 'zod';
import { Forecast } from '../flow/forecast.js';
import { LimitMax, LimitScope, Reach } from '../limits/limits.js';
import { Answer } from '../requests/answers.js';
import { BoardNumber, Id, Ref } from '../values/names.js';
import { Instant, PlainDate } from '../values/time.js';
import { LimitMode } from '../values/vocabulary.js';

const count = z.int().min(0);
const retryAfterSeconds = z.int().min(1);

const standing = {
  id: Id,
  scope: LimitScope,
  across: Reach.optional(),
  of: z.string(),
  max: LimitMax,
  mode: LimitMode,
  load: count,
};

/** A limit as it stands: `of` is the name of what it limits (of a person `across` says how far), `load` what counts now. */
export const LimitFacts = z.strictObject(standing).meta({ id: 'StandingLimit' });
export type LimitFacts = z.infer<typeof LimitFacts>;

/** A limit that the change would break; `cards` are those that would enter it (a new card has no number yet). */
export const BrokenLimit = z
  .strictObject({ ...standing, cards: z.array(BoardNumber) })
  .meta({ id: 'BrokenLimit' });
export type BrokenLimit = z.infer<typeof BrokenLimit>;

/**
 * What can be done instead, with the card that it is to be done with; oldest first. `suffices`: after it alone the
 * change goes through; where nothing suffices, what makes room in some of the limits is told. A card is to `finish` in
 * the next column; only where nothing else can be done, in one past it. `columnId` says which.
 */
export const RefusalOption = z
  .strictObject({
    kind: z.enum(['finish', 'swap', 'putBack']),
    card: z.strictObject({ number: BoardNumber, ref: Ref, title: z.string() }),
    suffices: z.boolean(),
    columnId: Id.optional(),
  })
  .meta({ id: 'WayOut' });
export type RefusalOption = z.infer<typeof RefusalOption>;

/**
 * What each refusal tells beside its code: the facts that a program or a person can act on. `retryAfterSeconds`, also
 * in `Retry-After`, is when asking is worth trying again: of a full queue and of a quota when the oldest of its answers
 * is due, for an answer makes room there; of a rate when a request drops out of it; of a gate when it ends, and where
 * saturation moved it, with the next delivery by the forecast. Else a day. `forecast` is when a request that came in
 * last now would be delivered.
 */
export const problemFacts = {
  malformed: {},
  'not-signed-in': {},
  'not-allowed': {},
  'not-found': {},
  'too-large': {},
  'unsupported-media-type': {},
  internal: {},
  'invalid-input': { errors: z.array(z.strictObject({ path: z.string(), message: z.string() })) },
  'wip-limit-reached': { limits: z.array(BrokenLimit), options: z.array(RefusalOption) },
  'override-stale': { limits: z.array(LimitFacts) },
  'override-budget-spent': { budget: count, spent: count, renewsOn: PlainDate },
  'card-not-done': { card: BoardNumber, columnId: Id },
  'card-not-committed': { card: BoardNumber, columnId: Id },
  'column-not-empty': { cards: count },
  'swimlane-not-empty': { cards: count },
  /** Which, where several were to move. */
  'card-archived': { card: BoardNumber.optional() },
  'requests-waiting': { waiting: count },
  'board-archived': {},
  'key-taken': { key: z.string() },
  'email-taken': {},
  'last-owner': {},
  'invitation-invalid': {},
  /** Which, where several were answered. */
  'already-answered': { answer: Answer, request: BoardNumber.optional() },
  'not-deferred': {},
  'already-asked': { followedBy: BoardNumber },
  'too-early': { from: PlainDate },
  'precondition-failed': { version: z.string() },
  'intake-queue-full': { waiting: count, depth: count, retryAfterSeconds, forecast: Forecast.optional() },
  'form-places-taken': { waiting: count, depth: count, retryAfterSeconds, forecast: Forecast.optional() },
  'requester-quota-reached': { open: count, quota: count, retryAfterSeconds, forecast: Forecast.optional() },
  'requester-rate-reached': {
    submitted: count,
    quota: count,
    per: z.enum(['hour', 'day']),
    retryAfterSeconds,
    forecast: Forecast.optional(),
  },
  'intake-gate-shut': {
    reason: z.string().nullable(),
    until: Instant.nullable(),
    retryAfterSeconds,
    forecast: Forecast.optional(),
  },
  'intake-gate-throttled': {
    reason: z.string().nullable(),
    until: Instant.nullable(),
    retryAfterSeconds,
    forecast: Forecast.optional(),
  },
  'intake-gate-probing': {
    reason: z.string().nullable(),
    until: Instant.nullable(),
    retryAfterSeconds,
    forecast: Forecast.optional(),
  },
  'expedite-claim-waiting': {},
  /** The clock of a request stands still already, for an earlier question. */
  'question-waiting': {},
  'mail-not-set-up': {},
  'form-ask-expired': {},
  'form-switched-off': {},
  'guest-link-expired': {},
  'idempotency-key-reused': {},
  'idempotency-key-running': {},
  'rate-limited': { retryAfterSeconds },
  overloaded: { retryAfterSeconds },
};
