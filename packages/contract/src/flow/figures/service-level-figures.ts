import { z } from 'zod';
import { BoardKey, Id } from '../../values/names.js';
import { PlainDate } from '../../values/time.js';
import { ServiceLevel, SleState } from '../service-levels.js';
import { classOfCard, count, days, FlowFaults, flowCard, flowScope, seconds } from './flow-parts.js';

/** How long delivered cards of the class were in a column: of `sample` cards half at most `p50` seconds, 85% at most `p85`. */
const UsualTime = z.strictObject({ sample: count, p50: seconds, p85: seconds }).meta({ id: 'UsualTime' });

/**
 * Where the time of a card went, from its commitment to its delivery or until now. `seconds` in a column are all of it: of them it was
 * `blocked`, or waited in the done half (`waiting`). A column that is gone has no `name`; one without an id is unknown, because the card was in another
 * tool. `visits`: how often it came into the column. `returned`: seconds in which it was delivered in between. `blocks`: the ten reasons with the most time; an erased one is null.
 */
export const TimeSpent = z
  .strictObject({
    columns: z.array(
      z.strictObject({
        columnId: Id.nullable(),
        name: z.string().nullable(),
        seconds,
        blocked: seconds,
        waiting: seconds,
        visits: count,
        usual: UsualTime.nullable(),
      }),
    ),
    returned: seconds,
    reopened: count,
    putBack: count,
    blocks: z.array(z.strictObject({ reason: z.string().nullable(), seconds })).max(10),
  })
  .meta({ id: 'TimeSpent' });
export type TimeSpent = z.infer<typeof TimeSpent>;

/**
 * An expectation proposed from the `sample` cards of the class that were delivered in these days: `percent` of them took at most `days`.
 */
const ProposedLevel = z
  .strictObject({ ...ServiceLevel.shape, sample: count, from: PlainDate, to: PlainDate })
  .meta({ id: 'ProposedLevel' });

/**
 * How often the present expectation of a class on a board was kept by the cards delivered in these days: `kept` of `sample`, null
 * without an expectation. `inFlight`: cards in flight now, of which so many are at risk or have missed it.
 */
export const ClassLevel = z
  .strictObject({
    board: BoardKey,
    ...classOfCard,
    expectation: ServiceLevel.nullable(),
    sample: count,
    kept: count.nullable(),
    share: z.number().min(0).max(1).nullable(),
    inFlight: count,
    atRisk: count,
    broken: count,
    proposal: z.union([ProposedLevel, z.strictObject({ unknown: z.string() })]),
  })
  .meta({ id: 'ClassLevel' });
export type ClassLevel = z.infer<typeof ClassLevel>;

/**
 * Service level expectations: how often they were kept, and the cards that missed theirs, at most 200 of `total`: those in flight now,
 * the oldest first, then those delivered in these days, the newest first. `spent` is null if the history of the card has a gap.
 */
export const ServiceLevelFigures = z
  .strictObject({
    ...flowScope,
    faults: FlowFaults,
    levels: z.array(ClassLevel),
    total: count,
    late: z.array(
      z.strictObject({
        ...flowCard,
        ...classOfCard,
        expectedDays: days,
        deliveredOn: PlainDate.nullable(),
        days,
        spent: TimeSpent.nullable(),
      }),
    ),
  })
  .meta({ id: 'ServiceLevelFigures' });
export type ServiceLevelFigures = z.infer<typeof ServiceLevelFigures>;

/**
 * What the age or the cycle time of one card (`days`) means for the expectation of its class. `days` is null if the card is not committed, or was imported without
 * dates. `state` and `riskDays`, the age from which on it is at risk in its column, are only of cards in flight.
 */
export const CardServiceLevel = z
  .strictObject({
    ...classOfCard,
    expectation: ServiceLevel.nullable(),
    deliveredOn: PlainDate.nullable(),
    days: days.nullable(),
    riskDays: days.nullable(),
    state: SleState.nullable(),
    spent: TimeSpent.nullable(),
  })
  .meta({ id: 'CardServiceLevel' });
export type CardServiceLevel = z.infer<typeof CardServiceLevel>;
