import { Injectable } from '@nestjs/common';
import type { Delivery, DeliveryDetail, DeliveryList, DeliveryQuery, Webhook } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../clock.js';
import type { Access } from '../../http/access/caller.js';
import { pageOf, readCursor, uuidShape } from '../../http/cursor.js';
import { ok, type Result, refuse } from '../../result.js';
import { MessagesService, workspaceSource } from '../sending/messages.service.js';
import { type OutgoingMessage, WebhookClient } from '../sending/webhook-client.js';
import { WebhooksRepository } from '../webhooks.repository.js';
import { DeliveriesRepository, type StoredDelivery } from './deliveries.repository.js';

type Origin = { sourceId: string; seq: number; data: object | null };

/** The log of a webhook, and what people send by hand: a test, or one message again. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly repository: DeliveriesRepository,
    private readonly webhooks: WebhooksRepository,
    private readonly messages: MessagesService,
    private readonly client: WebhookClient,
    private readonly clock: Clock,
  ) {}

  async list(
    { workspaceId }: Access,
    webhookId: string,
    { cursor, size = 50, state = undefined }: DeliveryQuery,
  ): Promise<Result<DeliveryList>> {
    if (!(await this.webhook(workspaceId, webhookId))) return refuse('not-found');
    const page = { before: readCursor(cursor, uuidShape), state: state ?? null, size: size + 1 };
    return ok(pageOf(await this.repository.list(workspaceId, webhookId, page), size, ({ id }) => id));
  }

  async read(access: Access, webhookId: string, id: string): Promise<Result<DeliveryDetail>> {
    const { workspaceId } = access;
    const webhook = await this.webhook(workspaceId, webhookId);
    const stored = webhook && (await this.repository.find(workspaceId, webhookId, id));
    if (!stored) return refuse('not-found');
    const message = await this.messageOf(access, webhook, stored);
    const { delivery, headers, body } = stored;
    return ok({
      ...delivery,
      request: { body: message?.body ?? null },
      response: headers && { headers, body: body ?? '' },
    });
  }

  /** Sends a message to try the webhook out, also if it is off, and waits for the answer. */
  async test(access: Access, webhookId: string): Promise<Result<Delivery>> {
    const webhook = await this.webhook(access.workspaceId, webhookId);
    if (!webhook) return refuse('not-found');
    const data = { workspace: access.workspaceSlug, webhook: webhookId };
    const body = JSON.stringify({ type: 'webhook.test', timestamp: this.clock.now().toISOString(), data });
    const message = { id: `test_${uuid()}`, type: 'webhook.test', body };
    return this.send(access, webhook, message, { sourceId: workspaceSource, seq: 0, data });
  }

  /** Sends a message of the log again, with the same id, and waits for the answer. What waits is not sent by it. */
  async replay(access: Access, webhookId: string, id: string): Promise<Result<Delivery>> {
    const { workspaceId } = access;
    const webhook = await this.webhook(workspaceId, webhookId);
    const stored = webhook && (await this.repository.find(workspaceId, webhookId, id));
    const message = stored && (await this.messageOf(access, webhook, stored));
    if (!message) return refuse('not-found');
    return this.send(access, webhook, message, stored);
  }

  private async send(
    { workspaceId }: Access,
    { id: webhookId, url }: Webhook,
    message: OutgoingMessage,
    { sourceId, seq, data }: Origin,
  ): Promise<Result<Delivery>> {
    const at = this.clock.now();
    const secretIds = await this.webhooks.secretIds(workspaceId, webhookId, at);
    const attempt = await this.client.send({ url, secretIds }, message, new AbortController().signal);
    const [id, { id: messageId, type }] = [uuid(), message];
    const row = { workspaceId, webhookId, id, messageId, type, sourceId, seq, data, at, attempt };
    await this.repository.add(row);
    const stored = (await this.repository.find(workspaceId, webhookId, id)) as StoredDelivery;
    return ok(stored.delivery);
  }

  private async messageOf(
    { workspaceId, workspaceSlug }: Access,
    { payload }: Webhook,
    { delivery, sourceId, seq, data }: StoredDelivery,
  ): Promise<OutgoingMessage | null> {
    if (!data)
      return this.messages.one({ workspaceId, sourceId, seq }, { slug: workspaceSlug, types: [], payload });
    const { messageId, type, startedAt } = delivery;
    return { id: messageId, type, body: JSON.stringify({ type, timestamp: startedAt, data }) };
  }

  private webhook(workspaceId: string, id: string): Promise<Webhook | null> {
    return this.webhooks.find(workspaceId, id, this.clock.now());
  }
}
