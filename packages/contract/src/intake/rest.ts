import { overloadMeasures, restEnds } from '@weir/domain';
import { z } from 'zod';
import { Id, Person } from '../values/names.js';
import { prose } from '../values/text.js';
import { Instant, PlainDate } from '../values/time.js';
import { RestPolicy } from './rest-policy.js';

export const RestState = z
  .enum(['proposed', 'resting', 'dismissed', 'expired', 'ended'])
  .meta({ id: 'RestState' });
export type RestState = z.infer<typeof RestState>;
export const RestEnd = z.enum(restEnds).meta({ id: 'RestEnd' });
const measure = z.enum(overloadMeasures);

/** A rest as events show it. `until` is when a proposal expires, or the latest end of the rest. */
export const restValues = {
  state: RestState,
  overloadedDays: z.int().min(0),
  ofDays: z.int().min(0),
  until: Instant,
  beganAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  endedFor: RestEnd.nullable(),
  reason: z.string().nullable(),
};

/**
 * A cool-down of a board, or the proposal of one. `by` began it, and `closedBy` ended or dismissed it; null if the board did this
 * itself. `reason` is the reason of the person who closed it.
 */
export const Rest = z
  .strictObject({
    id: Id,
    ...restValues,
    at: Instant,
    by: Person.nullable(),
    closedBy: Person.nullable(),
  })
  .meta({ id: 'Rest' });
export type Rest = z.infer<typeof Rest>;

/** The rest of a board as the board shows it. */
export const BoardRest = z
  .strictObject({ state: z.enum(['proposed', 'resting']), until: Instant })
  .meta({ id: 'BoardRest' });
export type BoardRest = z.infer<typeof BoardRest>;

/**
 * A measured day of a board: the percentages of its working time in which the board was saturated, and at or above the low mark,
 * rounded down; the cards in flight at its end, how many of them were older than expected, the overrides with a reason, and the
 * answers overdue at its end. `over` names the measures that reached their thresholds.
 */
export const RestDay = z
  .strictObject({
    day: PlainDate,
    saturatedPercent: z.int().min(0).max(100),
    loadedPercent: z.int().min(0).max(100),
    inFlight: z.int().min(0),
    aged: z.int().min(0),
    overrides: z.int().min(0),
    overdue: z.int().min(0),
    over: z.array(measure),
    isCalm: z.boolean(),
  })
  .meta({ id: 'RestDay' });
export type RestDay = z.infer<typeof RestDay>;

/**
 * The policy, the rest or its proposal, the previous one, and the measured days, the newest first, at most 30. `overloadedDays` of
 * the last `ofDays` count for the next rest. `calmDays` count for the end of the current one, which is `earliestEnd` at the earliest.
 */
export const RestStatus = z
  .strictObject({
    policy: RestPolicy.nullable(),
    current: Rest.nullable(),
    last: Rest.nullable(),
    overloadedDays: z.int().min(0),
    ofDays: z.int().min(0),
    calmDays: z.int().min(0),
    earliestEnd: Instant.nullable(),
    days: z.array(RestDay).max(30),
  })
  .meta({ id: 'RestStatus' });
export type RestStatus = z.infer<typeof RestStatus>;

/** `resting` begins a rest or accepts its proposal; `dismissed` dismisses a proposal; `ended` ends a rest. */
export const RestSetting = z
  .discriminatedUnion('state', [
    z.strictObject({ state: z.literal('resting') }),
    z.strictObject({ state: z.literal('dismissed'), reason: prose(500) }),
    z.strictObject({ state: z.literal('ended'), reason: prose(500) }),
  ])
  .meta({ id: 'RestSetting' });
export type RestSetting = z.infer<typeof RestSetting>;
