import { trialDays } from '@weir/domain';
import { z } from 'zod';
import { LimitMax } from '../../limits/limits.js';
import { page } from '../../values/lists.js';
import { Id, Person } from '../../values/names.js';
import { prose } from '../../values/text.js';
import { Instant, PlainDate } from '../../values/time.js';
import { Estimate, WhatIfComparison, WhatIfFigure } from '../what-if/what-if.js';

const count = z.int().min(0);

/** The reason for a trial or a decision. Everyone can read it. */
export const TrialReason = prose(500);

/** The new maximum of an active column, or of the board (`columnId` null). */
const NewTriedLimit = z.strictObject({ columnId: Id.nullable(), max: LimitMax });

/** Limits to try for 7 to 56 days, including today; by default for two weeks. The limits change at once. */
export const NewLimitTrial = z
  .strictObject({
    limits: z
      .array(NewTriedLimit)
      .min(1)
      .max(30)
      .refine((all) => new Set(all.map(({ columnId }) => columnId)).size === all.length, {
        error: 'columnTwice',
      }),
    days: z.int().min(trialDays.least).max(trialDays.most).optional(),
    reason: TrialReason,
  })
  .meta({ id: 'NewLimitTrial' });
export type NewLimitTrial = z.infer<typeof NewLimitTrial>;

const choice = z.enum(['keep', 'putBack']);

/** Ends a trial early, and keeps the limits or puts the earlier ones back. */
export const TrialStop = z.strictObject({ decision: choice, reason: TrialReason }).meta({ id: 'TrialStop' });
export type TrialStop = z.infer<typeof TrialStop>;

/** The decision once the days are over. */
export const TrialChoice = z
  .strictObject({ decision: choice, reason: TrialReason.optional() })
  .meta({ id: 'TrialChoice' });
export type TrialChoice = z.infer<typeof TrialChoice>;

/**
 * `was` null: there was no limit. `now`: the limit’s current maximum; null if the limit was removed. `of`: the column’s current name; null
 * for the board’s limit, and for a removed column.
 */
const TriedLimit = z
  .strictObject({
    limit: Id,
    columnId: Id.nullable(),
    of: z.string().nullable(),
    was: LimitMax.nullable(),
    max: LimitMax,
    now: LimitMax.nullable(),
    isPutBack: z.boolean(),
  })
  .meta({ id: 'TriedLimit' });
export type TriedLimit = z.infer<typeof TriedLimit>;

/** The history that the prediction is based on. */
const TrialBasis = z
  .strictObject({ from: PlainDate, days: count, delivered: count, fit: z.enum(['good', 'fair']) })
  .meta({ id: 'TrialBasis' });

/** What-if’s prediction for these days, made when the trial began. */
export const TrialPrediction = WhatIfComparison.extend({ basis: TrialBasis }).meta({ id: 'TrialPrediction' });
export type TrialPrediction = z.infer<typeof TrialPrediction>;

/**
 * `unchanged` and `predicted`: the prediction without and with the change. `previous`: the same number of days before. `fitsUnchanged`: the
 * actual value is also in the interval without the change, so it does not show an effect of the limits.
 */
export const TrialFigure = z
  .strictObject({
    figure: WhatIfFigure,
    unchanged: Estimate.nullable(),
    predicted: Estimate.nullable(),
    previous: z.number().nullable(),
    actual: z.number().nullable(),
    verdict: z.enum(['inside', 'outside', 'unknown']),
    fitsUnchanged: z.boolean(),
  })
  .meta({ id: 'TrialFigure' });
export type TrialFigure = z.infer<typeof TrialFigure>;

/** Other differences: cards delivered, cards and requests that arrived, and people with cards in flight. */
const TrialDays = z
  .strictObject({
    from: PlainDate,
    to: PlainDate,
    delivered: count,
    arrived: count,
    asked: count,
    people: count,
  })
  .meta({ id: 'TrialDays' });
export type TrialDays = z.infer<typeof TrialDays>;

/** The days of a trial, and the same number of days before it. */
export const TrialOutcome = z
  .strictObject({ figures: z.array(TrialFigure), trial: TrialDays, before: TrialDays })
  .meta({ id: 'TrialOutcome' });
export type TrialOutcome = z.infer<typeof TrialOutcome>;

/** `stopped`: a manager ended it. The other causes: a limit was changed or removed, or the board was archived. */
export const TrialEndCause = z
  .enum(['over', 'stopped', 'limitChanged', 'limitRemoved', 'boardArchived'])
  .meta({ id: 'TrialEndCause' });
export type TrialEndCause = z.infer<typeof TrialEndCause>;

const TrialEnd = z
  .strictObject({ cause: TrialEndCause, at: Instant, by: Person.nullable() })
  .meta({ id: 'TrialEnd' });

/** `changed`: a limit of the trial was changed or removed before anybody decided. */
export const TrialDecisionKind = z.enum(['keep', 'putBack', 'changed']).meta({ id: 'TrialDecisionKind' });
export type TrialDecisionKind = z.infer<typeof TrialDecisionKind>;

const TrialDecision = z
  .strictObject({
    kind: TrialDecisionKind,
    at: Instant,
    by: Person.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'TrialDecision' });

/**
 * `state`: `undecided` if nobody has decided, and either its days are over, or it ended early without a manager’s decision and some of its
 * limits are still tried; `decided`; or `ended`: a manager stopped it, or none of its limits is still tried. `daysLeft`: including today; null
 * once it has ended. `rulesChangedOn`: the first day on which another rule of the board changed (another limit, its columns, its intake or
 * calendar). If one did, no figure has a verdict. Null if none did. `outcome`: only if its days are over.
 */
export const LimitTrial = z
  .strictObject({
    id: Id,
    state: z.enum(['running', 'undecided', 'decided', 'ended']),
    startsOn: PlainDate,
    endsOn: PlainDate,
    days: count,
    daysLeft: count.nullable(),
    startedAt: Instant,
    startedBy: Person.nullable(),
    reason: z.string(),
    rulesChangedOn: PlainDate.nullable(),
    limits: z.array(TriedLimit),
    prediction: TrialPrediction,
    end: TrialEnd.nullable(),
    outcome: TrialOutcome.nullable(),
    decision: TrialDecision.nullable(),
  })
  .meta({ id: 'LimitTrial' });
export type LimitTrial = z.infer<typeof LimitTrial>;

/**
 * How often the predictions of the board’s latest 100 finished trials were right, for each figure. `stopped`: how many trials since the first
 * of them ended before their days were over. The figures leave them out, and they may be the trials that went badly.
 */
export const TrialRecord = z
  .strictObject({
    trials: count,
    stopped: count,
    figures: z.array(
      z.strictObject({ figure: WhatIfFigure, known: count, inside: count }).meta({ id: 'TrialRecordFigure' }),
    ),
  })
  .meta({ id: 'TrialRecord' });
export type TrialRecord = z.infer<typeof TrialRecord>;

/** The trials of a board, the newest first. */
export const LimitTrialList = page(LimitTrial).extend({ record: TrialRecord }).meta({ id: 'LimitTrialList' });
export type LimitTrialList = z.infer<typeof LimitTrialList>;
