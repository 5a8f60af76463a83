import { z } from 'zod';
import { BoardNumber, PersonOrGuest, Ref } from '../values/names.js';
import { PlainDate } from '../values/time.js';
import { ClassOfService } from '../values/vocabulary.js';

const count = z.int().min(0);

/** How many cards a week delivers: `p15` in 85% of the trials, `p50` in half of them. Or why it is unknown. */
export const WeeklyCapacity = z
  .union([z.strictObject({ p15: count, p50: count, sample: count }), z.strictObject({ unknown: z.string() })])
  .meta({ id: 'Capacity' });
export type WeeklyCapacity = z.infer<typeof WeeklyCapacity>;

/** The tickets that come due in the week that starts on a Monday, by date. */
export const DeferralWeek = z
  .strictObject({
    from: PlainDate,
    tickets: z.array(
      z.strictObject({
        number: BoardNumber,
        ref: Ref,
        title: z.string(),
        requester: PersonOrGuest,
        classOfService: ClassOfService,
        until: PlainDate,
        used: z.boolean(),
      }),
    ),
    /** Whether the unused tickets exceed the week's p50. */
    overpromised: z.boolean(),
  })
  .meta({ id: 'DeferralWeek' });
export type DeferralWeek = z.infer<typeof DeferralWeek>;

/**
 * What was deferred until when: this week and later weeks that have tickets, and weeks of the last 90 days
 * whose tickets lapsed unused.
 */
export const Deferrals = z
  .strictObject({ capacity: WeeklyCapacity, weeks: z.array(DeferralWeek), past: z.array(DeferralWeek) })
  .meta({ id: 'Deferrals' });
export type Deferrals = z.infer<typeof Deferrals>;
