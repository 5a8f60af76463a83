import { z } from 'zod';
import { BoardKey, Id, Ref } from '../../values/names.js';
import { PlainDate } from '../../values/time.js';
import { AnswerKind } from '../../values/vocabulary.js';
import { SleState } from '../service-levels.js';
import {
  classOfCard,
  count,
  days,
  FlowFaults,
  flowCard,
  flowScope,
  Percentiles,
  seconds,
} from './flow-parts.js';

export const FlowStage = z.enum(['queued', 'inFlight', 'delivered']).meta({ id: 'FlowStage' });
export type FlowStage = z.infer<typeof FlowStage>;

/**
 * Cumulative flow: how many cards each band had at the end of each day. The first band is what
 * was delivered, from 0 before the first day; reopening a card lowers it. On one board the others are its columns, the last one first; one without an id is
 * what was in columns that are gone now. On several boards a band is a stage.
 */
export const CumulativeFlow = z
  .strictObject({
    ...flowScope,
    bands: z.array(
      z.strictObject({ stage: FlowStage, columnId: Id.nullable(), name: z.string().nullable() }),
    ),
    days: z.array(z.strictObject({ day: PlainDate, cards: z.array(z.int()) })),
  })
  .meta({ id: 'CumulativeFlow' });
export type CumulativeFlow = z.infer<typeof CumulativeFlow>;

/**
 * How long the cards took that were delivered in this time: cycle time from commitment, lead time from the submission of their
 * request. `cards` has the newest 2,000, the oldest of them first; the percentiles are of all.
 */
export const CycleTimes = z
  .strictObject({
    ...flowScope,
    faults: FlowFaults,
    sample: count,
    cycle: Percentiles.nullable(),
    leadSample: count,
    lead: Percentiles.nullable(),
    cards: z.array(
      z.strictObject({
        ...flowCard,
        ...classOfCard,
        deliveredOn: PlainDate,
        cycleDays: days,
        cycleSeconds: seconds,
        leadDays: days.nullable(),
        leadSeconds: seconds.nullable(),
      }),
    ),
  })
  .meta({ id: 'CycleTimes' });
export type CycleTimes = z.infer<typeof CycleTimes>;

/**
 * Natural process limits of a run of figures (an XmR chart). `signals` are the positions of periods that say more than noise:
 * outside the limits, or the eighth and later ones in a row on one side of the mean.
 */
export const ProcessLimits = z
  .strictObject({
    mean: z.number(),
    lower: z.number(),
    upper: z.number(),
    signals: z.array(z.strictObject({ at: count, kind: z.enum(['above', 'below', 'run']) })),
  })
  .meta({ id: 'ProcessLimits' });
export type ProcessLimits = z.infer<typeof ProcessLimits>;

/**
 * Delivered cards by period. A period is not `complete` if the asked-for days cut it off, if it is not over, or if
 * it began before the boards had any history. `limits` are of the
 * complete ones; null with fewer than six.
 */
export const Throughput = z
  .strictObject({
    ...flowScope,
    faults: FlowFaults,
    delivered: count,
    periods: z.array(
      z.strictObject({ from: PlainDate, to: PlainDate, delivered: count, complete: z.boolean() }),
    ),
    limits: ProcessLimits.nullable(),
  })
  .meta({ id: 'Throughput' });
export type Throughput = z.infer<typeof Throughput>;

/**
 * The cards in flight now with their age, the oldest first, at most 1,000 of `total`; and how old the cards delivered in this time were
 * when they left each column for the last time. `ageDays` is null if the card was imported without dates, and `sle` also without an expectation of its class. On several boards there are no `columns`.
 */
export const AgeingCards = z
  .strictObject({
    ...flowScope,
    total: count,
    cards: z.array(
      z.strictObject({
        ...flowCard,
        ...classOfCard,
        columnId: Id,
        halfDone: z.boolean(),
        blocked: z.boolean(),
        ageDays: days.nullable(),
        sle: SleState.nullable(),
      }),
    ),
    columns: z.array(
      z.strictObject({ columnId: Id, name: z.string(), sample: count, ages: Percentiles.nullable() }),
    ),
  })
  .meta({ id: 'AgeingCards' });
export type AgeingCards = z.infer<typeof AgeingCards>;

/** Seconds of cycle time, by what happened in them. Blocked time in a done half is `blocked`. */
const spent = { active: seconds, blocked: seconds, halfDone: seconds, returned: seconds };
const share = z.number().min(0).max(1);

/**
 * Which share of the cycle time of delivered cards was work: `active` seconds, over those and the seconds in which the card was
 * blocked, waited in a done half, or had `returned` before the commitment point or been delivered in between. Only cards whose
 * whole history is known. Null without any time. `weeks` begin on Monday; `cards` has the newest 2,000.
 */
export const FlowEfficiency = z
  .strictObject({
    ...flowScope,
    faults: FlowFaults,
    sample: count,
    efficiency: share.nullable(),
    seconds: z.strictObject(spent),
    weeks: z.array(z.strictObject({ from: PlainDate, sample: count, efficiency: share.nullable() })),
    cards: z.array(
      z.strictObject({ ...flowCard, deliveredOn: PlainDate, efficiency: share.nullable(), ...spent }),
    ),
  })
  .meta({ id: 'FlowEfficiency' });
export type FlowEfficiency = z.infer<typeof FlowEfficiency>;

/**
 * Blocked time in these days by reason, until the card was unblocked, delivered, archived or deleted. Reasons that are written alike
 * are one, named by the one with the most time: `alike` counts them. `reason` is null if it was erased or is unknown. At most 50
 * reasons, and ten cards of each that were not deleted.
 */
export const BlockedTime = z
  .strictObject({
    ...flowScope,
    seconds,
    blocks: count,
    reasons: z.array(
      z.strictObject({
        reason: z.string().nullable(),
        alike: count,
        blocks: count,
        seconds,
        cards: z.array(Ref),
      }),
    ),
  })
  .meta({ id: 'BlockedTime' });
export type BlockedTime = z.infer<typeof BlockedTime>;

/**
 * What came into flight on each day and what left it: delivered, put back before the commitment point, or removed from the board.
 * `inFlight`: cards in flight at the end of the day.
 */
export const Arrivals = z
  .strictObject({
    ...flowScope,
    days: z.array(
      z.strictObject({
        day: PlainDate,
        arrived: count,
        delivered: count,
        putBack: count,
        removed: count,
        inFlight: z.int(),
      }),
    ),
  })
  .meta({ id: 'Arrivals' });
export type Arrivals = z.infer<typeof Arrivals>;

/**
 * The answers to requests. `secondsToAnswer` is the time from submission to the answers that people gave, without the `misdated` ones:
 * answers that plain SQL dated before the submission. `notNow`: declined, deferred, expired or shed; `other`: duplicates, redirected and
 * withdrawn. `refusals` counts submissions refused at the door, by code. `overrides` are the limits that were overridden most, at most
 * 50; `of` is the limit’s column, swimlane or person.
 */
export const RequestFlow = z
  .strictObject({
    ...flowScope,
    submitted: count,
    waiting: count,
    answers: z.partialRecord(AnswerKind, count),
    secondsToAnswer: Percentiles.nullable(),
    misdated: count,
    days: z.array(
      z.strictObject({ day: PlainDate, submitted: count, accepted: count, notNow: count, other: count }),
    ),
    refusals: z.record(z.string(), count),
    overrides: z.array(
      z.strictObject({ board: BoardKey, scope: z.string(), of: z.string().nullable(), times: count }),
    ),
  })
  .meta({ id: 'RequestFlow' });
export type RequestFlow = z.infer<typeof RequestFlow>;
