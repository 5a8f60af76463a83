import { z } from 'zod';
import { Instant } from '../values/time.js';

/**
 * Whether the caller gets one notice when the intake of the board admits a request of theirs again. It ends with that
 * notice, or without one at `expiresAt`.
 */
export const NotifyMe = z
  .strictObject({ on: z.boolean(), expiresAt: Instant.nullable() })
  .meta({ id: 'NotifyMe' });
export type NotifyMe = z.infer<typeof NotifyMe>;
