import { z } from 'zod';
import { eventTypes } from '../events/events.js';
import { workspaceEventsForReaders } from '../events/workspace-feed.js';
import { PageQuery, page } from '../values/lists.js';
import { BoardKey, Id, Person, WorkspaceSlug } from '../values/names.js';
import { line } from '../values/text.js';
import { Instant, SentInstant } from '../values/time.js';
import { longestOverlapHours } from '../workspace/tokens.js';
import { signalTypes } from './webhook-messages.js';

export const mostWebhookBoards = 50;
export const daysOfReplay = 30;
export const daysOfDeliveries = 14;

/** What a webhook can send: events of boards and of the workspace, and signals, which say that a threshold was crossed. */
export const webhookTypes = [...eventTypes, ...workspaceEventsForReaders, ...signalTypes] as [
  string,
  ...string[],
];
export const WebhookType = z.enum(webhookTypes).meta({ id: 'WebhookType' });

/** `full`: what happened, as in the list of events. `thin`: only what it happened to, for receivers that read it by API. */
export const WebhookPayload = z.enum(['full', 'thin']).meta({ id: 'WebhookPayload' });
export type WebhookPayload = z.infer<typeof WebhookPayload>;

/**
 * `person`: somebody turned it off. `failing`: for three days no message was accepted. `gone`: the receiver answered 410.
 */
export const WebhookOffReason = z.enum(['person', 'failing', 'gone']).meta({ id: 'WebhookOffReason' });
export type WebhookOffReason = z.infer<typeof WebhookOffReason>;

/**
 * `types` and `boards` null: all of them; with boards, nothing of the workspace itself is sent. `failingSince`: since when each
 * attempt has failed; null while the last one did not. `nextAttemptAt`: after several failures nothing is sent before.
 * `previousUntil`: until when messages are also signed with the secret before the last rotation.
 */
export const Webhook = z
  .strictObject({
    id: Id,
    version: z.int().min(1),
    name: z.string(),
    url: z.string(),
    types: z.array(WebhookType).nullable(),
    boards: z.array(z.strictObject({ key: BoardKey, name: z.string() })).nullable(),
    payload: WebhookPayload,
    createdAt: Instant,
    createdBy: Person,
    off: WebhookOffReason.nullable(),
    failingSince: Instant.nullable(),
    nextAttemptAt: Instant.nullable(),
    lastSuccessAt: Instant.nullable(),
    rotatedAt: Instant.nullable(),
    previousUntil: Instant.nullable(),
  })
  .meta({ id: 'Webhook' });
export type Webhook = z.infer<typeof Webhook>;

/** The oldest first. */
export const WebhookList = page(Webhook).meta({ id: 'WebhookList' });
export type WebhookList = z.infer<typeof WebhookList>;

/** With its secret, which is never shown again. It is as Standard Webhooks want it. */
export const CreatedWebhook = Webhook.extend({
  secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{43}=$/),
}).meta({ id: 'CreatedWebhook' });
export type CreatedWebhook = z.infer<typeof CreatedWebhook>;

const settings = {
  name: line(60),
  /** https, and an address of the public internet. */
  url: z.url({ protocol: /^https?$/, error: 'webhookUrl' }).max(2000),
  types: z
    .array(WebhookType)
    .min(1)
    .max(webhookTypes.length)
    .refine((types) => new Set(types).size === types.length, { error: 'typeTwice' })
    .nullable(),
  boards: z
    .array(BoardKey)
    .min(1)
    .max(mostWebhookBoards)
    .refine((keys) => new Set(keys).size === keys.length, { error: 'boardTwice' })
    .nullable(),
  payload: WebhookPayload,
};

/** Sends what happens from now on. Without `types` and `boards` it sends all of them, and without `payload` a full one. */
export const NewWebhook = z
  .strictObject({
    ...settings,
    types: settings.types.optional(),
    boards: settings.boards.optional(),
    payload: settings.payload.optional(),
  })
  .meta({ id: 'NewWebhook' });
export type NewWebhook = z.infer<typeof NewWebhook>;

/**
 * Only the given fields change. `on: false` turns it off; `on: true` turns it on again and sends what happened meanwhile, unless
 * a replay says from when on.
 */
export const WebhookChange = z
  .strictObject({ ...settings, on: z.boolean() })
  .partial()
  .meta({ id: 'WebhookChange' });
export type WebhookChange = z.infer<typeof WebhookChange>;

/** For how many hours messages are also signed with the secret before it: 24 unless said. */
export const WebhookRotation = z
  .strictObject({ overlapHours: z.int().min(0).max(longestOverlapHours).optional() })
  .meta({ id: 'WebhookRotation' });
export type WebhookRotation = z.infer<typeof WebhookRotation>;

/** Sends everything since then again, in order, or skips what waits if that is before it. At most 30 days ago. */
export const WebhookReplay = z.strictObject({ since: SentInstant }).meta({ id: 'WebhookReplay' });
export type WebhookReplay = z.infer<typeof WebhookReplay>;

/** Why there was no answer. */
export const DeliveryError = z
  .enum(['timedOut', 'internalAddress', 'unknownHost', 'unreachable', 'tls'])
  .meta({ id: 'DeliveryError' });
export type DeliveryError = z.infer<typeof DeliveryError>;

export const DeliveryState = z.enum(['delivered', 'retrying', 'failed']).meta({ id: 'DeliveryState' });
export type DeliveryState = z.infer<typeof DeliveryState>;

/**
 * A message and how its last attempt ended: with the `status` of an answer, or an `error`. `messageId` is the header
 * `webhook-id`. `duration` is in milliseconds.
 */
export const Delivery = z
  .strictObject({
    id: Id,
    messageId: z.string(),
    type: z.string(),
    board: z.strictObject({ key: BoardKey, name: z.string() }).nullable(),
    state: DeliveryState,
    attempts: z.int().min(1),
    startedAt: Instant,
    attemptedAt: Instant,
    duration: z.int().min(0),
    status: z.int().nullable(),
    error: DeliveryError.nullable(),
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.infer<typeof Delivery>;

/** The newest first, of the last 14 days. */
export const DeliveryList = page(Delivery).meta({ id: 'DeliveryList' });
export type DeliveryList = z.infer<typeof DeliveryList>;

/**
 * `request.body`: what the message is now, as it would be sent again: erased texts are erased in it too; null if it can't be
 * made any more. `response` has the first 1,000 characters of the last answer; null without one.
 */
export const DeliveryDetail = Delivery.extend({
  request: z.strictObject({ body: z.string().nullable() }),
  response: z.strictObject({ headers: z.record(z.string(), z.string()), body: z.string() }).nullable(),
}).meta({ id: 'DeliveryDetail' });
export type DeliveryDetail = z.infer<typeof DeliveryDetail>;

export const DeliveryQuery = PageQuery.extend({ state: DeliveryState.optional() });
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;

export const WebhookParams = z.strictObject({ workspace: WorkspaceSlug, webhook: Id });
export type WebhookParams = z.infer<typeof WebhookParams>;

export const DeliveryParams = WebhookParams.extend({ delivery: Id });
export type DeliveryParams = z.infer<typeof DeliveryParams>;
