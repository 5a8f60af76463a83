import { z } from 'zod';
import { shortestOverrideReason } from '../values/lengths.js';
import { page } from '../values/lists.js';
import { BoardNumber, Id, Person, Ref, Seq } from '../values/names.js';
import { prose } from '../values/text.js';
import { Instant, PlainDate } from '../values/time.js';
import { LimitMax, LimitScope } from './limits.js';

const count = z.int().min(0);

/** How many limits of mode `reason` a board can override in a calendar month of its time zone. */
export const OverrideBudget = z.int().min(0).max(999);
export type OverrideBudget = z.infer<typeof OverrideBudget>;

/** Why a limit is overridden, for everyone to read. */
export const OverrideReason = prose(500, shortestOverrideReason);

/**
 * Overrides limits of mode `reason`; needs a role that can override. It names each limit with the maximum and
 * the load that the person saw. If one of them is broken and these have changed, nothing is overridden.
 */
export const Override = z
  .strictObject({
    reason: OverrideReason,
    limits: z
      .array(z.strictObject({ id: Id, max: LimitMax, load: count }))
      .min(1)
      .max(20)
      .refine((limits) => new Set(limits.map(({ id }) => id)).size === limits.length, {
        error: 'limitTwice',
      }),
  })
  .meta({ id: 'Override' });
export type Override = z.infer<typeof Override>;

/**
 * The month's budget, how much of it is spent, and the first day of the next month in the board's time zone.
 */
export const OverrideBudgetStatus = z
  .strictObject({ budget: OverrideBudget, spent: count, renewsOn: PlainDate })
  .meta({ id: 'OverridesNow' });
export type OverrideBudgetStatus = z.infer<typeof OverrideBudgetStatus>;

/**
 * One exceeded limit: of mode `reason` with its reason, of mode `warn` without one. `of` is the subject's
 * name at that time, `load` what counted before `gain` more cards came. `by` null: SQL from outside the API.
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
    /** The cards of the command that exceeded the limit, by their current titles. */
    cards: z.array(z.strictObject({ number: BoardNumber, ref: Ref, title: z.string() })),
  })
  .meta({ id: 'PassedLimit' });
export type OverrideLogEntry = z.infer<typeof OverrideLogEntry>;

/** The override log, newest first. */
export const OverrideLog = page(OverrideLogEntry).meta({ id: 'PassedLimitList' });
export type OverrideLog = z.infer<typeof OverrideLog>;
