import { z } from 'zod';
import { page } from '../../values/lists.js';
import { Id } from '../../values/names.js';
import { Instant } from '../../values/time.js';

/** A session of the caller's account. */
export const OwnSession = z
  .strictObject({
    id: Id,
    /** The browser and the operating system, from the User-Agent header; null if it names no known one. */
    browser: z.string().nullable(),
    system: z.string().nullable(),
    startedAt: Instant,
    /** Accurate to about five minutes. */
    lastUsedAt: Instant,
    /** The session of this call. */
    isCurrent: z.boolean(),
  })
  .meta({ id: 'OwnSession' });
export type OwnSession = z.infer<typeof OwnSession>;

export const OwnSessionList = page(OwnSession).meta({ id: 'OwnSessionList' });
export type OwnSessionList = z.infer<typeof OwnSessionList>;
