import { z } from 'zod';
import { Id } from '../values/names.js';
import { PlainDate, TimeZone } from '../values/time.js';
import { Gate } from './gate.js';
import { optionalPolicyNumbers as optional, policyNumbers as required } from './policy-numbers.js';
import { RestPolicy } from './rest-policy.js';

/** How many requests can wait; 0 closes the intake. */
export const Depth = within(required.depth);
export type Depth = z.infer<typeof Depth>;

/** An ISO weekday: 1 is Monday, 7 Sunday. */
export const Weekday = z.int().min(1).max(7);
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'timeOfDay');

/**
 * The team's working hours in the board's time zone: from `from` up to `to` on each of `days`, except on
 * holidays.
 */
export const WorkingHours = z
  .strictObject({
    days: z.array(Weekday).min(1).max(7).refine(areDistinct, { error: 'dayTwice' }),
    from: TimeOfDay,
    to: TimeOfDay,
    holidays: z.array(PlainDate).max(400).refine(areDistinct, { error: 'dayTwice' }),
  })
  .refine(({ from, to }) => from < to, { error: 'notAfterFrom', path: ['to'] })
  .meta({ id: 'WorkingHours' });
export type WorkingHours = z.infer<typeof WorkingHours>;

const policy = {
  depth: Depth,
  /** How many requests of one person can wait at a time. */
  openPerRequester: within(required.openPerRequester),
  /**
   * How many requests one person can submit in 60 minutes and in 24 hours. Null: no limit. The daily limit is
   * not below the hourly one.
   */
  perRequesterPerHour: within(optional.perRequesterPerHour).nullable(),
  perRequesterPerDay: within(optional.perRequesterPerDay).nullable(),
  /**
   * Hours from submission until an answer is due: working hours, or plain hours where `workingHours` is null.
   * A new board has 24, and as many of grace.
   */
  answerWithinHours: within(required.answerWithinHours),
  /** Hours from `answerBy` until the request expires, counted in the same way. */
  graceHours: within(required.graceHours),
  /**
   * How many hours before an answer is due managers are reminded; less than `answerWithinHours`. Null: no
   * reminder. A new board has 8, or none if an answer is due within them.
   */
  remindBeforeHours: within(optional.remindBeforeHours).nullable(),
  /** The managers who are notified of an overdue answer. Empty: all managers. */
  escalateTo: z.array(Id).max(50).refine(areDistinct, { error: 'personTwice' }),
  /**
   * If more requests wait than the high watermark, requests are shed down to the low one. Set both or
   * neither.
   */
  highWatermark: within(optional.highWatermark).nullable(),
  lowWatermark: within(optional.lowWatermark).nullable(),
  /**
   * Fewer waiting requests than this leave too little choice, which the pressure reports. Not above the
   * depth; 0: never.
   */
  minOptions: within(required.minOptions),
  /** The weekdays on which the team chooses what to commit next. */
  replenishOn: z.array(Weekday).max(7).refine(areDistinct, { error: 'dayTwice' }),
  timeZone: TimeZone,
  /** Null: every hour counts. A new board works from Monday to Friday, 09:00 to 17:00 in its `timeZone`. */
  workingHours: WorkingHours.nullable(),
  /** Whether the system also moves the gate when answers are late or the board stays saturated. */
  gateByItself: z.boolean(),
  /** When the board rests; null: never. A change replaces the whole policy. */
  rest: RestPolicy.nullable(),
  /** The downstream pressure, in percent, at which the system throttles the gate; null: never. */
  throttleDownstreamAt: within(optional.throttleDownstreamAt).nullable(),
};

export const IntakePolicy = z.strictObject(policy).meta({ id: 'IntakePolicy' });
export type IntakePolicy = z.infer<typeof IntakePolicy>;

/**
 * Only the given fields change; a new board takes its defaults for the others. A change applies to requests
 * submitted from then on.
 */
export const IntakePolicyChange = IntakePolicy.partial().meta({ id: 'IntakePolicyChange' });
export type IntakePolicyChange = z.infer<typeof IntakePolicyChange>;

/** The policy, the gate and the number of waiting requests. */
export const Intake = z
  .strictObject({ ...policy, gate: Gate, waiting: z.int().min(0) })
  .meta({ id: 'Intake' });
export type Intake = z.infer<typeof Intake>;

function within({ min, max }: { min: number; max: number }) {
  return z.int().min(min).max(max);
}

function areDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
