import { z } from 'zod';
import { Language } from '../values/language.js';
import { Id } from '../values/names.js';
import { Instant } from '../values/time.js';

/** A browser in which the caller switched notices on. */
export const PushSubscription = z
  .strictObject({
    id: Id,
    /** The browser and the operating system, from the User-Agent header; null if it names no known one. */
    browser: z.string().nullable(),
    system: z.string().nullable(),
    createdAt: Instant,
    /** When the push service last took a message; null before that. */
    pushedAt: Instant.nullable(),
    /** Whether it was confirmed in the session of this call. */
    isCurrent: z.boolean(),
  })
  .meta({ id: 'PushSubscription' });
export type PushSubscription = z.infer<typeof PushSubscription>;

/**
 * `publicKey`: the `applicationServerKey` that a browser subscribes with (VAPID), in base64url; null where this server sends no
 * notices to devices.
 */
export const PushSubscriptionList = z
  .strictObject({ items: z.array(PushSubscription), nextCursor: z.null(), publicKey: z.string().nullable() })
  .meta({ id: 'PushSubscriptionList' });
export type PushSubscriptionList = z.infer<typeof PushSubscriptionList>;

/**
 * What a browser’s `PushManager.subscribe` gave. `endpoint`: an address with https at its push service. `keys`: a point of P-256
 * and 16 random bytes, in base64url.
 */
export const NewPushSubscription = z
  .strictObject({
    endpoint: z.url().max(1000),
    keys: z.strictObject({
      p256dh: z.string().regex(/^[\w-]{87}=?$/),
      auth: z.string().regex(/^[\w-]{22}={0,2}$/),
    }),
  })
  .meta({ id: 'NewPushSubscription' });
export type NewPushSubscription = z.infer<typeof NewPushSubscription>;

/** `gone`: the browser no longer takes messages, and its subscription is removed. `failed`: the push service took none. */
export const PushTest = z
  .strictObject({ outcome: z.enum(['sent', 'gone', 'failed']) })
  .meta({ id: 'PushTest' });
export type PushTest = z.infer<typeof PushTest>;

/** The content of a push message, which the service worker shows. `path` begins with a slash and is one of the web app. */
export const PushMessage = z.strictObject({
  title: z.string(),
  text: z.string(),
  path: z.string().regex(/^\/(?![/\\])/),
  /** A later message with the same tag replaces it. */
  tag: z.string(),
  language: Language,
});
export type PushMessage = z.infer<typeof PushMessage>;
