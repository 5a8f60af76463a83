import { z } from 'zod';
import { Id } from '../values/names.js';
import { PlainDate, TimeZone } from '../values/time.js';
import { Gate } from './gate.js';

/** How many requests may wait; 0 closes the intake. */
export const Depth = z.int().min(0).max(500);
export type Depth = z.infer<typeof Depth>;

const quota = z.int().min(1).max(500);
const hours = z.int().min(1).max(2160);

/** An ISO weekday: 1 is Monday, 7 Sunday. */
const Weekday = z.int().min(1).max(7);
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, as 09:00');

/** When a board works, in its time zone: from `from` until before `to` on each of `days` that is no holiday. */
export const WorkingHours = z
  .strictObject({
    days: z.array(Weekday).min(1).max(7).refine(areDistinct, { error: 'must name each day once' }),
    from: TimeOfDay,
    to: TimeOfDay,
    holidays: z.array(PlainDate).max(400).refine(areDistinct, { error: 'must name each day once' }),
  })
  .refine(({ from, to }) => from < to, { error: 'must be after from', path: ['to'] })
  .meta({ id: 'WorkingHours' });
export type WorkingHours = z.infer<typeof WorkingHours>;

const policy = {
  depth: Depth,
  /** How many requests of one person may wait at a time. */
  openPerRequester: quota,
  /** How many of one person may come in within an hour, and within a day of 24 hours, no fewer; null: any. */
  perRequesterPerHour: quota.nullable(),
  perRequesterPerDay: quota.nullable(),
  /** From submission to the time by which an answer is due: hours of `workingHours`, plain ones where it is null. */
  answerWithinHours: hours,
  /** From then to the end in the system’s name, in the same hours. */
  graceHours: z.int().min(0).max(2160),
  /**
   * How long before it is due the answer is called to mind, less than all of `answerWithinHours`; null: not. On a new
   * board a day, unless told otherwise; not where an answer is due within that.
   */
  remindBeforeHours: hours.nullable(),
  /** The managers who are told of an overdue answer; none named: all of them. */
  escalateTo: z.array(Id).max(50).refine(areDistinct, { error: 'must name each person once' }),
  /** When more wait than the high watermark, requests are shed down to the low one; both or neither. */
  highWatermark: z.int().min(1).max(500).nullable(),
  lowWatermark: z.int().min(0).max(499).nullable(),
  /** Fewer waiting requests than this leave no choice, and are told as such; not above the depth; 0: never. */
  minOptions: z.int().min(0).max(500),
  /** The weekdays on which the team chooses what to commit next. */
  replenishOn: z.array(Weekday).max(7).refine(areDistinct, { error: 'must name each day once' }),
  timeZone: TimeZone,
  /** Null: every hour counts. */
  workingHours: WorkingHours.nullable(),
  /** Whether the gate also moves by itself when answers are late or saturation lasts. */
  gateByItself: z.boolean(),
};

export const IntakePolicy = z.strictObject(policy).meta({ id: 'IntakePolicy' });
export type IntakePolicy = z.infer<typeof IntakePolicy>;

/** What is not named stays as it is; on a new board, as the default says. What is submitted from then on keeps to it. */
export const IntakePolicyChange = IntakePolicy.partial().meta({ id: 'IntakePolicyChange' });
export type IntakePolicyChange = z.infer<typeof IntakePolicyChange>;

/** The policy, the gate, and how many requests wait. */
export const Intake = z
  .strictObject({ ...policy, gate: Gate, waiting: z.int().min(0) })
  .meta({ id: 'Intake' });
export type Intake = z.infer<typeof Intake>;

function areDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
