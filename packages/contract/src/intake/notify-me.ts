import { z } from 'zod';
import { BoardKey, Email, Id } from '../values/names.js';
import { Instant, TimeZone } from '../values/time.js';

/**
 * Whether the caller gets one notice when there is room again: when the intake of a board admits a request of theirs, or when a
 * column has a free slot. It ends with that notice, or without one at `expiresAt`.
 */
export const NotifyMe = z
  .strictObject({ on: z.boolean(), expiresAt: Instant.nullable() })
  .meta({ id: 'NotifyMe' });
export type NotifyMe = z.infer<typeof NotifyMe>;

/** The columns of a board for whose free slot the caller waits, and until when. */
export const SlotWaitList = z
  .strictObject({ items: z.array(z.strictObject({ columnId: Id, expiresAt: Instant })) })
  .meta({ id: 'SlotWaitList' });
export type SlotWaitList = z.infer<typeof SlotWaitList>;

/** An address that is to be mailed once when a public form takes requests again. It is confirmed first. */
export const NewGuestNotifyMe = z.strictObject({ email: Email }).meta({ id: 'NewGuestNotifyMe' });
export type NewGuestNotifyMe = z.infer<typeof NewGuestNotifyMe>;

/** Whether a guest gets one mail when the board admits a request of theirs again. `link`: its form, null while it is off. */
export const GuestNotifyMe = NotifyMe.extend({
  workspace: z.string(),
  board: z.strictObject({ key: BoardKey, name: z.string() }),
  timeZone: TimeZone,
  link: z.string().nullable(),
}).meta({ id: 'GuestNotifyMe' });
export type GuestNotifyMe = z.infer<typeof GuestNotifyMe>;
