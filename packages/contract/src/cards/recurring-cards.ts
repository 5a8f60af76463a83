import { z } from 'zod';
import { TimeOfDay, Weekday } from '../intake/intake-policy.js';
import type { SchemaFault } from '../values/input-faults.js';
import { BoardNumber, Id } from '../values/names.js';
import { Instant, PlainDate } from '../values/time.js';
import { cardPreset } from './card-templates.js';

/** `from` and `until` are days of the board, and both count. `at` is a time of its time zone. */
const shared = {
  every: z.int().min(1).max(365),
  at: TimeOfDay,
  from: PlainDate,
  until: PlainDate.nullable(),
};

/**
 * When a card recurs: every so many days, on weekdays of every so many weeks, or on a day of every so many months. Weeks begin
 * on Monday and count from the week of `from`, months from its month. A month that is too short has its last day instead.
 * A time that summer time skips comes as much later; of one that comes twice, the second counts.
 */
export const CardSchedule = z
  .discriminatedUnion('unit', [
    z.strictObject({ unit: z.literal('days'), ...shared }),
    z.strictObject({
      unit: z.literal('weeks'),
      weekdays: z
        .array(Weekday)
        .min(1)
        .max(7)
        .refine((days) => new Set(days).size === days.length, { error: 'dayTwice' satisfies SchemaFault }),
      ...shared,
    }),
    z.strictObject({ unit: z.literal('months'), dayOfMonth: z.int().min(1).max(31), ...shared }),
  ])
  .refine(({ from, until }) => until === null || until >= from, {
    error: 'beforeFrom' satisfies SchemaFault,
    path: ['until'],
  })
  .meta({ id: 'CardSchedule' });
export type CardSchedule = z.infer<typeof CardSchedule>;

/** `wait`: one card waits for room and enters as soon as there is some. `skip`: it is not made. */
export const WhenFull = z.enum(['wait', 'skip']).meta({ id: 'WhenFull' });
export type WhenFull = z.infer<typeof WhenFull>;

/** The limits that refused it, as they were then; none where a cap did. */
const limits = z.array(z.strictObject({ id: Id, max: z.int(), load: z.int() }));
/** How many earlier occurrences were left out for this one: while Weir was stopped, or while it waited. */
const missed = z.int().min(0);

export const recurringState = {
  /** Null: it is paused, or its schedule has ended. */
  nextAt: Instant.nullable(),
  /** The occurrence that waits for room. */
  waiting: z.strictObject({ since: Instant, missed, limits }).nullable(),
  /** What became of the last occurrence, and when it was due. */
  last: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('created'), at: Instant, missed, card: BoardNumber }),
      z.strictObject({ kind: z.literal('skipped'), at: Instant, missed, limits }),
    ])
    .nullable(),
};
export type RecurringState = z.infer<z.ZodObject<typeof recurringState>>;

export const recurringSettings = {
  ...cardPreset,
  /** Null: the first queue column. */
  columnId: Id.nullable(),
  schedule: CardSchedule,
  whenFull: WhenFull,
  active: z.boolean(),
};
export type RecurringSettings = z.infer<z.ZodObject<typeof recurringSettings>>;

/** A card that the system makes again and again. */
export const RecurringCard = z
  .strictObject({ id: Id, ...recurringSettings, ...recurringState })
  .meta({ id: 'RecurringCard' });
export type RecurringCard = z.infer<typeof RecurringCard>;

/** All of a board, by title. */
export const RecurringCardList = z
  .strictObject({ items: z.array(RecurringCard) })
  .meta({ id: 'RecurringCardList' });
export type RecurringCardList = z.infer<typeof RecurringCardList>;

const settings = z.strictObject(recurringSettings);

/** It waits where there is no room unless `whenFull` says otherwise, and starts at once unless `active` is false. */
export const NewRecurringCard = settings
  .partial()
  .required({ title: true, schedule: true })
  .meta({ id: 'NewRecurringCard' });
export type NewRecurringCard = z.infer<typeof NewRecurringCard>;

/** Only the given fields change. A new schedule, or `active` again, counts from now. */
export const RecurringCardChange = settings.partial().meta({ id: 'RecurringCardChange' });
export type RecurringCardChange = z.infer<typeof RecurringCardChange>;

/** On the board: a recurring card that waits for room, or whose last occurrence was skipped, and when that was due. */
export const HeldRecurringCard = z
  .strictObject({
    id: Id,
    title: z.string(),
    columnId: Id.nullable(),
    state: z.enum(['waiting', 'skipped']),
    at: Instant,
    missed,
    limits,
  })
  .meta({ id: 'HeldRecurringCard' });
export type HeldRecurringCard = z.infer<typeof HeldRecurringCard>;
