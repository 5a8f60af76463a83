import { classesOfService, mostWhatIfDays, whatIfFigures, whatIfNeeds } from '@weir/domain';
import { z } from 'zod';
import { Depth } from '../../intake/intake-policy.js';
import { LimitMax } from '../../limits/limits.js';
import { Id } from '../../values/names.js';
import { PlainDate, TimeZone } from '../../values/time.js';
import { ClassOfService } from '../../values/vocabulary.js';

const mostLimits = 30;
/** Percent of the people that the board has now. */
export const staffingBounds = { least: 10, most: 400 } as const;

/** `{columnId}:3,board:8`: the maximum of a column or of the board; `none` for no limit. */
const Limits = z
  .string()
  .max(1500)
  .regex(/^(?:[0-9a-f-]{36}|board):(?:\d{1,4}|none)(?:,(?:[0-9a-f-]{36}|board):(?:\d{1,4}|none))*$/, {
    error: 'whatIfLimits',
    abort: true,
  })
  .transform((text) =>
    text.split(',').map((each) => {
      const [place = '', max = ''] = each.split(':');
      return { columnId: place === 'board' ? null : place, max: max === 'none' ? null : Number(max) };
    }),
  )
  .pipe(
    z
      .array(z.strictObject({ columnId: Id.nullable(), max: LimitMax.nullable() }))
      .max(mostLimits)
      .refine((all) => new Set(all.map(({ columnId }) => columnId)).size === all.length, {
        error: 'columnTwice',
      }),
  );

const classes = classesOfService.join('|');

/** `expedite:10,standard:90`: the share of each class in percent. */
const Mix = z
  .string()
  .regex(new RegExp(`^(?:${classes}):\\d{1,3}(?:,(?:${classes}):\\d{1,3})*$`), {
    error: 'whatIfMix',
    abort: true,
  })
  .transform((text) => text.split(',').map((each) => each.split(':') as [ClassOfService, string]))
  // Also refuses a class that is given twice: this sum counts all shares, while the record below keeps only the last share of a class.
  .refine((shares) => shares.reduce((sum, [, share]) => sum + Number(share), 0) === 100, {
    error: 'whatIfMix',
    abort: true,
  })
  .transform((shares) => Object.fromEntries(shares.map(([name, share]) => [name, Number(share)])))
  .pipe(z.partialRecord(ClassOfService, z.int().min(0)));

const digits = (schema: z.ZodInt) =>
  z.codec(z.string().regex(/^\d{1,15}$/, 'wholeNumber'), schema, {
    decode: (text) => Number(text),
    encode: (value) => String(value),
  });

/** What would change on the board: at least one of them. */
export const WhatIfQuery = z
  .strictObject({
    limits: Limits.optional().meta({
      description: `Other maxima: the id of a column, or \`board\`, and the maximum, or \`none\`. Up to ${mostLimits}, with commas.`,
      examples: ['0190f3c2-9d5e-7a10-8b1e-3f6c2a9d4e71:3,board:8'],
    }),
    depth: digits(Depth)
      .optional()
      .meta({ description: 'Another depth of the intake queue.', examples: ['12'] }),
    staffing: digits(z.int().min(staffingBounds.least).max(staffingBounds.most))
      .optional()
      .meta({
        description: `How many people, in percent of those the board has now: ${staffingBounds.least} to ${staffingBounds.most}.`,
        examples: ['150'],
      }),
    mix: Mix.optional().meta({
      description: 'Another share of the classes among what arrives, in percent. The sum is 100.',
      examples: ['expedite:10,standard:90'],
    }),
    window: digits(z.int().min(whatIfNeeds.days).max(mostWhatIfDays))
      .optional()
      .meta({
        description: `How many days of the past are replayed, up to yesterday: ${whatIfNeeds.days} to ${mostWhatIfDays}, 119 without it. Fewer on a young or a busy board.`,
        examples: ['119'],
      }),
  })
  .refine(
    (asked) => [asked.limits, asked.depth, asked.staffing, asked.mix].some((each) => each !== undefined),
    {
      error: 'whatIfNothing',
      path: ['limits'],
    },
  );
export type WhatIfQuery = z.infer<typeof WhatIfQuery>;

const count = z.int().min(0);

const percent = z.int().min(0).max(100);

/**
 * The share of each class among the arrivals of the days that what-if replays, in percent, to compare another mix with. The sum is 100.
 * Or why it is unknown.
 */
export const WhatIfClasses = z
  .union([
    z.strictObject({
      from: PlainDate,
      days: count,
      arrivals: z.int().min(1),
      shares: z.strictObject({
        expedite: percent,
        fixedDate: percent,
        standard: percent,
        intangible: percent,
      }),
    }),
    z.strictObject({ unknown: z.string() }),
  ])
  .meta({ id: 'WhatIfClasses' });
export type WhatIfClasses = z.infer<typeof WhatIfClasses>;

/** The middle of the simulations, and the interval from `low` to `high`, in which nine of ten outcomes are. */
export const Estimate = z
  .strictObject({ value: z.number(), low: z.number(), high: z.number() })
  .meta({ id: 'Estimate' });
export type Estimate = z.infer<typeof Estimate>;

const estimates = Object.fromEntries(whatIfFigures.map((figure) => [figure, Estimate.nullable()])) as Record<
  (typeof whatIfFigures)[number],
  z.ZodNullable<typeof Estimate>
>;

/**
 * Figures of a simulated board: percentiles of cycle time in days, cards delivered a week, cards in flight, requests refused or shed a week,
 * and percentiles of the hours to an answer. Null where there is too little to say, or no intake to simulate.
 */
export const WhatIfEstimates = z.strictObject(estimates).meta({ id: 'WhatIfEstimates' });
export type WhatIfEstimates = z.infer<typeof WhatIfEstimates>;

/** `difference` is after − before, run by run with the same cards and weeks: it is known better than its two sides. */
export const WhatIfComparison = z
  .strictObject({ before: WhatIfEstimates, after: WhatIfEstimates, difference: WhatIfEstimates })
  .meta({ id: 'WhatIfComparison' });
export type WhatIfComparison = z.infer<typeof WhatIfComparison>;

export const WhatIfFigure = z.enum(whatIfFigures).meta({ id: 'WhatIfFigure' });
export type WhatIfFigure = z.infer<typeof WhatIfFigure>;

const FitVerdict = z.enum(['good', 'fair', 'poor']).meta({ id: 'FitVerdict' });

/**
 * Whether the simulation of the board as it is agrees with what happened. `warning` says what to think of a `fair` one; a `poor` one has
 * no result. With a `poor` intake the result says nothing about requests.
 */
export const WhatIfFit = z
  .strictObject({
    verdict: FitVerdict,
    intake: FitVerdict.nullable(),
    warning: z.string().nullable(),
    figures: z.array(
      z
        .strictObject({ figure: WhatIfFigure, actual: z.number(), simulated: Estimate })
        .meta({ id: 'WhatIfFitFigure' }),
    ),
  })
  .meta({ id: 'WhatIfFit' });
export type WhatIfFit = z.infer<typeof WhatIfFit>;

/** How many cards people work on at the same time at full pace, as far as the history says. */
export const WhatIfStaffing = Estimate.extend({ isShared: z.boolean() }).meta({ id: 'WhatIfStaffing' });
export type WhatIfStaffing = z.infer<typeof WhatIfStaffing>;

/** What a board would do under other rules, by its own history. Days are in the board’s time zone. */
export const WhatIf = z
  .strictObject({
    today: PlainDate,
    timeZone: TimeZone,
    result: z.union([WhatIfComparison, z.strictObject({ unknown: z.string() })]),
    fit: WhatIfFit.nullable(),
    staffing: WhatIfStaffing.nullable(),
    basis: z
      .strictObject({
        window: count,
        from: PlainDate,
        days: count,
        delivered: count,
        undelivered: count,
        answered: count,
        people: count,
        limitsChangedOn: PlainDate.nullable(),
        runs: count,
        seed: z.int(),
        unread: count,
      })
      .meta({ id: 'WhatIfBasis' }),
  })
  .meta({ id: 'WhatIf' });
export type WhatIf = z.infer<typeof WhatIf>;
