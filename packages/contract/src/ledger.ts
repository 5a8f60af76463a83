import { z } from 'zod';
import { PlainDate } from './time.js';
import { AnswerKind, NotNowReason } from './vocabulary.js';

const count = z.int().min(0);

/** Both days are in the board's time zone and count; the last 30 days unless named. */
export const LedgerQuery = z
  .strictObject({ from: PlainDate.optional(), to: PlainDate.optional() })
  .refine(({ from, to }) => !(from && to && from > to), { error: 'must not be before from', path: ['to'] });
export type LedgerQuery = z.infer<typeof LedgerQuery>;

/** What became of everything that was asked in a period. Who refused at the door is not in `asked`. */
export const Ledger = z
  .strictObject({
    from: PlainDate,
    to: PlainDate,
    asked: count,
    waiting: count,
    answered: z.array(z.strictObject({ kind: AnswerKind, reason: NotNowReason.nullable(), count })),
    expired: count,
    shed: count,
    refusedAtTheDoor: z.array(z.strictObject({ code: z.string(), count })),
    /** Seconds from submission to answer: half and 85 % of the answers took no longer. Null without answers. */
    timeToAnswer: z.strictObject({ p50: count, p85: count, sample: count }).nullable(),
  })
  .meta({ id: 'Ledger' });
export type Ledger = z.infer<typeof Ledger>;
