import { z } from 'zod';
import { OtherBoardRequestRef } from '../requests/answers.js';
import { Cursor, PageQuery, page } from '../values/lists.js';
import { mostCredits } from '../values/most-credits.js';
import { BoardKey, Id, Person } from '../values/names.js';
import { BoardNumberParam } from '../values/params.js';
import { line } from '../values/text.js';
import { Instant, PlainDate, TimeZone } from '../values/time.js';

const credits = z.int().min(1).max(mostCredits);

export const CreditPeriod = z.enum(['week', 'month']).meta({ id: 'CreditPeriod' });
export type CreditPeriod = z.infer<typeof CreditPeriod>;

const rule = {
  /** The credits of each requester in each period. Unused credits are not carried over. */
  credits,
  /** A week begins on Monday, a month on its first day, at midnight in `timeZone`. */
  period: CreditPeriod,
  timeZone: TimeZone,
  /** The price of each board on the first day. */
  startPrice: credits,
  /** The highest price. Not above `credits`. */
  maxPrice: credits,
};

/** The settings of an owner. `period` and `timeZone` can change only while the experiment is off. */
export const NewCreditRule = z
  .strictObject(rule)
  .refine(({ startPrice, maxPrice }) => startPrice <= maxPrice, {
    error: 'aboveMaxPrice',
    path: ['startPrice'],
  })
  .refine(({ maxPrice, credits: each }) => maxPrice <= each, { error: 'aboveCredits', path: ['maxPrice'] })
  .meta({ id: 'NewCreditRule' });
export type NewCreditRule = z.infer<typeof NewCreditRule>;

/** The experiment with a priced intake. `ended`: when and why it was switched off; null while it is on. */
export const CreditRule = z
  .strictObject({
    ...rule,
    since: Instant,
    ended: z.strictObject({ at: Instant, by: Person.nullable(), reason: z.string() }).nullable(),
  })
  .meta({ id: 'CreditRule' });
export type CreditRule = z.infer<typeof CreditRule>;

export const EndOfCredits = z.strictObject({ reason: line(500) }).meta({ id: 'EndOfCredits' });
export type EndOfCredits = z.infer<typeof EndOfCredits>;

/** The credits of a requester in the current period. `credits`: the granted credits, including adjustments. */
export const CreditAccount = z
  .strictObject({
    credits: z.int(),
    balance: z.int().min(0),
    from: PlainDate,
    /** The first day of the next period, and its first instant. */
    renewsOn: PlainDate,
    renewsAt: Instant,
  })
  .meta({ id: 'CreditAccount' });
export type CreditAccount = z.infer<typeof CreditAccount>;

/** `rule` is null if the experiment was never switched on, and `account` while it is off. */
export const OwnCredits = z
  .strictObject({ rule: CreditRule.nullable(), account: CreditAccount.nullable() })
  .meta({ id: 'OwnCredits' });
export type OwnCredits = z.infer<typeof OwnCredits>;

export const CreditEntryKind = z
  .enum(['grant', 'charge', 'refund', 'adjustment'])
  .meta({ id: 'CreditEntryKind' });

/**
 * Why a request was charged (`asked`; `accepted`: the claim was free, and the answer set a class that is charged) or refunded (the kind
 * of its answer; `class`: its class is not charged; `ended`: the experiment ended). `moved`: the payment moved to the request that
 * continues this one.
 */
export const CreditReason = z
  .enum([
    'asked',
    'accepted',
    'moved',
    'decline',
    'defer',
    'duplicate',
    'redirect',
    'withdrawn',
    'expired',
    'shed',
    'class',
    'ended',
  ])
  .meta({ id: 'CreditReason' });
export type CreditReason = z.infer<typeof CreditReason>;

/** An entry of the ledger. `amount` is the change of the balance of its period. A charge is negative. */
export const CreditEntry = z
  .strictObject({
    id: Id,
    kind: CreditEntryKind,
    user: Person,
    amount: z.int(),
    /** The balance of its period after this entry. */
    balance: z.int(),
    /** The first day of its period. A refund belongs to the period of its charge. */
    from: PlainDate,
    at: Instant,
    /** Null for the system, and for SQL from outside the API. */
    by: Person.nullable(),
    request: OtherBoardRequestRef.nullable(),
    /** The price of the charge. */
    price: z.int().min(0).nullable(),
    reason: CreditReason.nullable(),
    /** The owner’s note on an adjustment. */
    note: z.string().nullable(),
  })
  .meta({ id: 'CreditEntry' });
export type CreditEntry = z.infer<typeof CreditEntry>;

export const CreditEntries = page(CreditEntry).meta({ id: 'CreditEntries' });
export type CreditEntries = z.infer<typeof CreditEntries>;

/** `user`: needs `answerRequests`; by default the caller’s own entries. `all`: the entries of everybody. */
export const CreditEntriesQuery = PageQuery.extend({
  user: z.union([Id, z.literal('all')]).optional(),
  board: BoardKey.optional(),
  request: BoardNumberParam.optional(),
});
export type CreditEntriesQuery = z.infer<typeof CreditEntriesQuery>;

export const CreditEntriesFilter = CreditEntriesQuery.pick({ user: true });
export type CreditEntriesFilter = z.infer<typeof CreditEntriesFilter>;

/** Everyone who can submit requests, with their credits of the current period. People who used none have all of them. */
export const CreditAccounts = z
  .strictObject({
    items: z.array(
      z.strictObject({ user: Person, credits: z.int(), balance: z.int().min(0), charged: z.int().min(0) }),
    ),
    nextCursor: Cursor.nullable(),
  })
  .meta({ id: 'CreditAccounts' });
export type CreditAccounts = z.infer<typeof CreditAccounts>;

/** Credits that an owner gives to a person, or takes (a negative amount), in the current period. */
export const CreditAdjustment = z
  .strictObject({
    user: Id,
    amount: z
      .int()
      .min(-mostCredits)
      .max(mostCredits)
      .refine((amount) => amount !== 0, 'notValid'),
    note: line(500),
  })
  .meta({ id: 'CreditAdjustment' });
export type CreditAdjustment = z.infer<typeof CreditAdjustment>;
