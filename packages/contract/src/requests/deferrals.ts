import { z } from 'zod';
import { BoardNumber, Person, Ref } from '../values/names.js';
import { PlainDate } from '../values/time.js';
import { ClassOfService } from '../values/vocabulary.js';

const count = z.int().min(0);

/** How many cards a week delivers, 85 % surely and as likely as not; or why nobody knows. */
export const WeeklyCapacity = z
  .union([z.strictObject({ p15: count, p50: count, sample: count }), z.strictObject({ unknown: z.string() })])
  .meta({ id: 'Capacity' });
export type WeeklyCapacity = z.infer<typeof WeeklyCapacity>;

/** The tickets that come due in a week from a Monday, by date; `capacity` is of that week. */
export const DeferralWeek = z
  .strictObject({
    from: PlainDate,
    tickets: z.array(
      z.strictObject({
        number: BoardNumber,
        ref: Ref,
        title: z.string(),
        requester: Person,
        classOfService: ClassOfService,
        until: PlainDate,
        used: z.boolean(),
      }),
    ),
    /** Whether the unused tickets are more than the week delivers as likely as not. */
    overpromised: z.boolean(),
  })
  .meta({ id: 'DeferralWeek' });
export type DeferralWeek = z.infer<typeof DeferralWeek>;

/** What was put off to when. Weeks from this one on that have tickets, and those that have lapsed unused in the last 90 days. */
export const Deferrals = z
  .strictObject({ capacity: WeeklyCapacity, weeks: z.array(DeferralWeek), past: z.array(DeferralWeek) })
  .meta({ id: 'Deferrals' });
export type Deferrals = z.infer<typeof Deferrals>;
