import { z } from 'zod';
import { Instant } from '../values/time.js';

/** The calendar feed of a member in a workspace: since when its link is valid, null without one. */
export const CalendarFeed = z
  .strictObject({
    createdAt: Instant.nullable(),
    /** When a calendar read it last, to an hour; null before that. */
    readAt: Instant.nullable(),
  })
  .meta({ id: 'CalendarFeed' });
export type CalendarFeed = z.infer<typeof CalendarFeed>;

/** A new feed. Its link is shown this once: only a hash of it is stored. */
export const NewCalendarFeed = CalendarFeed.extend({ createdAt: Instant, link: z.url() }).meta({
  id: 'NewCalendarFeed',
});
export type NewCalendarFeed = z.infer<typeof NewCalendarFeed>;

export const CalendarFeedParams = z.strictObject({ token: z.string().max(200) });
export type CalendarFeedParams = z.infer<typeof CalendarFeedParams>;
