import { z } from 'zod';
import { Lease } from '../cards/cards.js';
import { creditsSpentFacts, priceRisenFacts } from '../credits/board-price.js';
import { Forecast } from '../flow/forecast.js';
import { IntakeReason, intakeReasonFacts, ReasonEndsIn } from '../intake/intake-reasons.js';
import { LimitMax, LimitScope, Reach } from '../limits/limits.js';
import { Answer, RequestRef } from '../requests/answers.js';
import { BoardKey, BoardNumber, Id, Ref, Seq } from '../values/names.js';
import { Instant, PlainDate } from '../values/time.js';
import { LimitMode } from '../values/vocabulary.js';
import { TokenScope } from '../workspace/tokens.js';
import { Cap } from './caps.js';

const count = z.int().min(0);
const retryAfterSeconds = z.int().min(1);

const limitFacts = {
  id: Id,
  scope: LimitScope,
  across: Reach.optional(),
  of: z.string(),
  max: LimitMax,
  mode: LimitMode,
  load: count,
};

/** What is wrong with one value, or what it is in conflict with: `code` and `params` for programs, `message` for people. */
export const InvalidValue = z
  .strictObject({
    path: z.string(),
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    message: z.string(),
  })
  .meta({ id: 'InvalidValue' });
export type InvalidValue = z.infer<typeof InvalidValue>;

/** The values that the state refuses, each with its path, so that a form can show it at its field. */
const conflict = { errors: z.array(InvalidValue) };

/** A limit and its load. `of` is the name of its subject; `across` is the reach of a person's limit. */
export const LimitFacts = z.strictObject(limitFacts).meta({ id: 'StandingLimit' });
export type LimitFacts = z.infer<typeof LimitFacts>;

/**
 * A limit that the change would break. `cards` are those that would enter it (a new card has no number yet).
 */
export const BrokenLimit = z
  .strictObject({ ...limitFacts, cards: z.array(BoardNumber) })
  .meta({ id: 'BrokenLimit' });
export type BrokenLimit = z.infer<typeof BrokenLimit>;

/**
 * What the user can do instead, and with which card; oldest first. `suffices`: after this step alone the
 * change goes through. If no option suffices, options that make room in some of the limits are listed.
 * `finish` moves the card to the next column, or past it only if nothing else is possible; `columnId` says
 * which column.
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
 * A card that came from a request and would go back before the commitment point (`putBack`) or leave the board
 * (`takenOff`). `requester` is the requester's name. `guest`: they have no account. `left`: they have left the workspace, or
 * had their data deleted as a guest, and are not notified.
 */
export const AcceptedWork = z
  .strictObject({
    number: BoardNumber,
    ref: Ref,
    title: z.string(),
    request: z.strictObject({
      number: BoardNumber,
      ref: Ref,
      requester: z.string(),
      guest: z.literal(true).optional(),
      left: z.literal(true).optional(),
    }),
    effect: z.enum(['putBack', 'takenOff']),
  })
  .meta({ id: 'AcceptedWork' });
export type AcceptedWork = z.infer<typeof AcceptedWork>;

/**
 * The facts of a refusal by the intake. `reasons` are all that refuse the request; the problem's own code is the one that
 * lasts longest. `retryAfterSeconds` is when the last of them ends. `forecast`: when a request submitted last now would be
 * delivered.
 */
function atDoor<Code extends keyof typeof intakeReasonFacts>(code: Code) {
  return {
    ...intakeReasonFacts[code],
    retryAfterSeconds: ReasonEndsIn,
    reasons: z.array(IntakeReason),
    forecast: Forecast.optional(),
    /** Only for a form that is confirmed: until when its link is valid, so that it can be confirmed then. */
    confirmBy: Instant.optional(),
  };
}

/** Whose points a call takes. */
export const ratePolicies = ['token', 'person', 'workspace', 'network'] as const;
export type RatePolicy = (typeof ratePolicies)[number];

/**
 * The facts of each refusal, for a program or a person to act on. `retryAfterSeconds`, also sent as `Retry-After`, says
 * when a new attempt makes sense. Full queue, quota, shedding or expedite claim: when an answer is due, which frees a place; an
 * overdue one when it expires. Rate: when a request leaves the window. Gate: at its end; one that closed by itself when it
 * can step back. Null, and no header: the gate stays until a person changes it. If nothing is known: a day.
 */
export const problemFacts = {
  malformed: {},
  'not-signed-in': {},
  'code-needed': {},
  'code-wrong': {},
  'not-allowed': {},
  'sign-in-too-old': {},
  /** The scope that the call needs, and those of the token. */
  'scope-missing': { scope: TokenScope, scopes: z.array(TokenScope) },
  /** `session`: the call needs a person who is signed in. `boards`: it is about more than the boards of the token. */
  'token-not-accepted': { why: z.enum(['session', 'boards']) },
  /** The origin of the page that called. */
  'origin-not-allowed': { origin: z.string() },
  'not-found': {},
  /** The methods that the path takes, also sent as `Allow`. */
  'method-not-allowed': { allowed: z.array(z.string()) },
  'request-timeout': {},
  /** `maxBytes`: the most that a file may have. */
  'too-large': { maxBytes: count.optional() },
  'unsupported-media-type': {},
  'headers-too-large': {},
  internal: {},
  'invalid-input': { errors: z.array(InvalidValue) },
  /** `roomIn`, only of a trade: it is possible once one of these columns has room for the new card, tried in this order. */
  'wip-limit-reached': {
    limits: z.array(BrokenLimit),
    options: z.array(RefusalOption),
    roomIn: z.array(z.strictObject({ id: Id, name: z.string() })).optional(),
  },
  'override-stale': { limits: z.array(LimitFacts) },
  'override-budget-spent': { budget: count, spent: count, renewsOn: PlainDate },
  'card-not-done': { card: BoardNumber, columnId: Id },
  'card-not-committed': { card: BoardNumber, columnId: Id },
  /** How many cards wait where cards are claimed, how many of them are blocked, and how many are assigned to others. The filter may leave out the rest. */
  'nothing-to-claim': { waiting: count, blocked: count, assigned: count },
  'not-claimed': { card: BoardNumber },
  /** How the lease of the token ended, and the lease that the card has now. */
  'lease-lost': {
    card: BoardNumber,
    why: z.enum([
      'expired',
      'claimedAgain',
      'notYours',
      'taken',
      'completed',
      'failed',
      'released',
      'unknown',
    ]),
    lease: Lease.nullable(),
  },
  'accepted-work': { cards: z.array(AcceptedWork) },
  /** The card's request, and the request that its requester made with the ticket instead. */
  'asked-again': { request: RequestRef, followedBy: RequestRef },
  'not-delivered': {},
  'column-not-empty': { cards: count },
  'swimlane-not-empty': { cards: count },
  'label-in-use': { cards: count },
  'field-in-use': { cards: count },
  'option-in-use': { cards: count },
  /** The circle that the link would close: each card has a link of that kind to the next, and the last one to the first. */
  'link-circle': {
    kind: z.enum(['blocks', 'duplicates']),
    cards: z.array(z.strictObject({ board: BoardKey, number: BoardNumber, ref: Ref, title: z.string() })),
  },
  /** Which card, if several were to move. */
  'card-archived': { card: BoardNumber.optional() },
  'card-not-archived': {},
  'card-displaced': {},
  'card-changed': {},
  'import-started': {},
  'requests-waiting': { waiting: count },
  'board-archived': {},
  'board-not-archived': {},
  'boards-not-archived': { boards: count },
  'name-taken': conflict,
  'cap-reached': { cap: Cap, max: count },
  'key-taken': { key: z.string(), ...conflict },
  'email-taken': conflict,
  'already-member': conflict,
  'email-link-invalid': {},
  'two-factor-on': {},
  'two-factor-off': {},
  'last-owner': {},
  'last-column-of-kind': conflict,
  'limit-exists': conflict,
  /** The trial that runs, and its last day. */
  'trial-running': { trial: Id, endsOn: PlainDate },
  /** The current state of the trial. */
  'trial-ended': { state: z.enum(['undecided', 'decided', 'ended']) },
  /** Why what-if has no answer. */
  'trial-not-predictable': { why: z.string() },
  'trial-not-restorable': {},
  'too-many-templates': conflict,
  'too-many-passkeys': conflict,
  'card-delivered': conflict,
  'work-over': conflict,
  'trade-not-needed': conflict,
  'request-not-answered': conflict,
  'request-not-original': conflict,
  'invitation-invalid': { why: z.enum(['used', 'revoked', 'expired', 'otherAddress', 'unknown']) },
  /** The masked address to which the link was mailed. */
  'invitation-needs-proof': { address: z.string() },
  'setup-link-invalid': {},
  /** Which request, if several were answered. */
  'already-answered': { answer: Answer, request: BoardNumber.optional() },
  'not-deferred': {},
  'already-asked': { followedBy: BoardNumber },
  'too-early': { from: PlainDate },
  /** The current state; `off`: the board has no rest policy. */
  'rest-changed': { state: z.enum(['off', 'none', 'proposed', 'resting']) },
  /** The board's seq now. */
  resync: { seq: Seq },
  'precondition-failed': { version: z.string() },
  'intake-queue-full': atDoor('intake-queue-full'),
  'form-places-taken': atDoor('form-places-taken'),
  'requester-quota-reached': atDoor('requester-quota-reached'),
  'requester-rate-reached': atDoor('requester-rate-reached'),
  'intake-gate-shut': atDoor('intake-gate-shut'),
  'intake-gate-throttled': atDoor('intake-gate-throttled'),
  'intake-gate-probing': atDoor('intake-gate-probing'),
  'intake-shedding': atDoor('intake-shedding'),
  'expedite-claim-waiting': atDoor('expedite-claim-waiting'),
  'credits-spent': creditsSpentFacts,
  'price-risen': priceRisenFacts,
  'balance-too-low': { balance: count },
  'credits-off': {},
  'credits-running': {},
  /** An earlier question already pauses the request's clock. */
  'question-waiting': {},
  'mail-not-set-up': {},
  'form-ask-expired': {},
  'form-switched-off': {},
  'form-takes-requests': {},
  'intake-takes-requests': {},
  'column-has-room': {},
  'guest-link-expired': {},
  'workspace-archived': {},
  'idempotency-key-reused': {},
  'idempotency-key-running': {},
  /**
   * `policy`: whose budget is used up, as in `RateLimit-Policy`, with its points a minute and what this call costs. Where a
   * caller or a network waits for too many answers at the same time, it is `callsAtOnce`.
   */
  'rate-limited': {
    retryAfterSeconds,
    policy: z.enum([...ratePolicies, 'callsAtOnce']).optional(),
    pointsPerMinute: count.optional(),
    cost: count.optional(),
  },
  overloaded: { retryAfterSeconds },
};
