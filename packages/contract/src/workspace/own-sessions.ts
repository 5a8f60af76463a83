import { z } from 'zod';
import { page } from '../values/lists.js';
import { Id } from '../values/names.js';
import { Instant } from '../values/time.js';

/** Where somebody is signed in to the caller's account. */
export const OwnSession = z
  .strictObject({
    id: Id,
    /** What the browser or program said that it is; null where it said nothing that is known. */
    browser: z.string().nullable(),
    system: z.string().nullable(),
    startedAt: Instant,
    /** To about five minutes. */
    lastUsedAt: Instant,
    /** The session of this call. */
    isCurrent: z.boolean(),
  })
  .meta({ id: 'OwnSession' });
export type OwnSession = z.infer<typeof OwnSession>;

export const OwnSessionList = page(OwnSession).meta({ id: 'OwnSessionList' });
export type OwnSessionList = z.infer<typeof OwnSessionList>;
