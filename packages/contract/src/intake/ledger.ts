import { z } from 'zod';
import { PlainDate } from '../values/time.js';
import { AnswerKind, NotNowReason } from '../values/vocabulary.js';

const count = z.int().min(0);

const period = { from: PlainDate.optional(), to: PlainDate.optional() };
const isInOrder = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  !(from && to && from > to);
const outOfOrder = { error: 'beforeFrom', path: ['to'] };

/** Both days are in the board's time zone and inclusive. Default: the last 30 days. */
export const LedgerPeriod = z.strictObject(period).refine(isInOrder, outOfOrder);
export type LedgerPeriod = z.infer<typeof LedgerPeriod>;

/** Also grouped by month of submission, by class or by requester. */
export const LedgerQuery = z
  .strictObject({ ...period, by: z.enum(['month', 'classOfService', 'requester']).optional() })
  .refine(isInOrder, outOfOrder);
export type LedgerQuery = z.infer<typeof LedgerQuery>;

const account = {
  asked: count,
  waiting: count,
  answered: z.array(z.strictObject({ kind: AnswerKind, reason: NotNowReason.nullable(), count })),
  expired: count,
  shed: count,
  /** Not part of `asked`. Empty when grouped by class: a refused request has no confirmed class. */
  refusedAtTheDoor: z.array(z.strictObject({ code: z.string(), count })),
  /** Seconds from submission to answer: 50% and 85% of the answers took no longer. Null without answers. */
  timeToAnswer: z.strictObject({ p50: count, p85: count, sample: count }).nullable(),
};

/** One group: a month as `2026-03`, a class, or a requester's name. `guest`: they have no account; all names that they gave. */
export const LedgerGroup = z
  .strictObject({ key: z.string(), name: z.string(), guest: z.literal(true).optional(), ...account })
  .meta({ id: 'LedgerGroup' });
export type LedgerGroup = z.infer<typeof LedgerGroup>;

/** What happened to the requests submitted in a period; `groups` only if asked for. */
export const Ledger = z
  .strictObject({
    from: PlainDate,
    to: PlainDate,
    ...account,
    groups: z.array(LedgerGroup).optional(),
  })
  .meta({ id: 'Ledger' });
export type Ledger = z.infer<typeof Ledger>;
