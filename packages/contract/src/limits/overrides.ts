import { z } from 'zod';
import { page } from '../values/lists.js';
import { BoardNumber, Id, Person, Ref, Seq } from '../values/names.js';
import { prose } from '../values/text.js';
import { Instant, PlainDate } from '../values/time.js';
import { LimitMax, LimitScope } from './limits.js';

const count = z.int().min(0);

/** How many limits of mode `reason` a board may pass in a calendar month of its time zone. */
export const OverrideBudget = z.int().min(0).max(999);
export type OverrideBudget = z.infer<typeof OverrideBudget>;

/** Why a limit is passed, for everyone to read. */
export const OverrideReason = prose(500, 3);

/**
 * Passes limits of mode `reason`, by who may override limits. It names each with the maximum and the load that the
 * person saw; if one of them is broken and they are others now, nothing is passed.
 */
export const Override = z
  .strictObject({
    reason: OverrideReason,
    limits: z
      .array(z.strictObject({ id: Id, max: LimitMax, load: count }))
      .min(1)
      .max(20)
      .refine((limits) => new Set(limits.map(({ id }) => id)).size === limits.length, {
        error: 'names a limit twice',
      }),
  })
  .meta({ id: 'Override' });
export type Override = z.infer<typeof Override>;

/** The month's budget, what is drawn of it, and the first day of the next month, in the board's time zone. */
export const OverrideBudgetStatus = z
  .strictObject({ budget: OverrideBudget, spent: count, renewsOn: PlainDate })
  .meta({ id: 'OverridesNow' });
export type OverrideBudgetStatus = z.infer<typeof OverrideBudgetStatus>;

/**
 * One limit that was passed: of mode `reason` with its reason, of mode `warn` without one. `of` is the name that it
 * limited then, `load` what counted before `gain` cards more came. `by` null: SQL from outside the API.
 */
export const OverrideLogEntry = z
  .strictObject({
    seq: Seq,
    at: Instant,
    by: Person.nullable(),
    mode: z.enum(['reason', 'warn']),
    reason: z.string().nullable(),
    limit: z.strictObject({ id: Id, scope: LimitScope, of: z.string() }),
    max: LimitMax,
    load: count,
    gain: z.int().min(1),
    /** The cards of the command that passed it, as they are called now. */
    cards: z.array(z.strictObject({ number: BoardNumber, ref: Ref, title: z.string() })),
  })
  .meta({ id: 'PassedLimit' });
export type OverrideLogEntry = z.infer<typeof OverrideLogEntry>;

/** The ledger, newest first. */
export const OverrideLog = page(OverrideLogEntry).meta({ id: 'PassedLimitList' });
export type OverrideLog = z.infer<typeof OverrideLog>;
