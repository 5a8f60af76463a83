import { createECDH } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type {
  Language,
  NewPushSubscription,
  PushSubscription,
  PushSubscriptionList,
  PushTest,
} from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import { Pool } from '../database/pool.js';
import { consume, rateLimit } from '../database/rate-limits.js';
import type { TokenBearer } from '../http/access/caller.js';
import { invalid } from '../http/problems/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import { deviceOf, storedUserAgent } from '../workspaces/sessions/user-agents.js';
import { WorkspaceWriter } from '../writes/workspace-writer.js';
import { PushClient } from './push-client.js';
import { PushKeys } from './push-keys.js';
import { PushSubscriptionsRepository, type SubscriptionRow } from './push-subscriptions.repository.js';

const most = 20;
const anHour = 60 * 60;
const addedPerHour = 60;
const testsPerHour = 20;

type From = { userAgent: string | undefined; language: Language };

/** The browsers in which a person gets notices. A browser belongs to the person who switched notices on there last. */
@Injectable()
export class PushSubscriptionsService {
  private readonly additions;
  private readonly tests;

  constructor(
    private readonly repository: PushSubscriptionsRepository,
    private readonly keys: PushKeys,
    private readonly client: PushClient,
    private readonly writer: WorkspaceWriter,
    private readonly clock: Clock,
    pool: Pool,
  ) {
    this.additions = rateLimit(pool, 'push-subscriptions', addedPerHour, anHour);
    this.tests = rateLimit(pool, 'push-tests', testsPerHour, anHour);
  }

  async list({ userId, sessionId }: TokenBearer): Promise<Result<PushSubscriptionList>> {
    const rows = await this.repository.list(userId);
    const items = rows.map((row) => subscriptionOf(row, sessionId));
    return ok({ items, nextCursor: null, publicKey: this.keys.publicKey });
  }

  /** A person’s twenty-first browser takes the place of the one that was confirmed longest ago. */
  async add(
    { userId, sessionId }: TokenBearer,
    { endpoint, keys }: NewPushSubscription,
    { userAgent, language }: From,
  ): Promise<Result<PushSubscription>> {
    if (!this.keys.isOn) return off();
    if (!this.client.mayReach(endpoint)) return invalid('endpoint', 'pushEndpoint');
    if (!isPoint(keys.p256dh)) return invalid('keys', 'pushKeys');
    const counted = await consume([[this.additions, userId]], 'pushesSwitchedOn');
    if (!counted.ok) return counted;
    return this.writer.write<PushSubscription>(
      { workspaceId: null, key: null, status: 201 },
      async ({ tx, now }) => {
        const row = { id: uuid(), userId, sessionId, endpoint, ...keys, language, now };
        const added = await this.repository.add(tx, { ...row, userAgent: storedUserAgent(userAgent) });
        if (!added) return refuse('not-signed-in');
        await this.repository.trim(tx, userId, most);
        return ok(subscriptionOf(added, sessionId));
      },
    );
  }

  async test({ userId }: TokenBearer, id: string, language: Language): Promise<Result<PushTest>> {
    if (!this.keys.isOn) return off();
    const found = await this.repository.find(userId, id);
    if (!found) return refuse('not-found');
    const counted = await consume([[this.tests, userId]], 'pushTests');
    if (!counted.ok) return counted;
    const { t } = createWords(language, null);
    const { kind } = await this.client.send(found, {
      title: t('push.test.title'),
      text: t('push.test.text'),
      ...{ path: '/', tag: uuid(), language },
    });
    if (kind === 'gone') await this.repository.remove(userId, id);
    if (kind === 'sent') await this.repository.pushed(id, this.clock.now());
    return ok({ outcome: kind === 'refused' ? 'failed' : kind });
  }

  async remove({ userId }: TokenBearer, id: string): Promise<Result<void>> {
    return (await this.repository.remove(userId, id)) ? ok(undefined) : refuse('not-found');
  }
}

function off(): Result<never> {
  return refuse('not-allowed', {}, { key: 'pushOff' });
}

/** Whether this is a point of the curve, with which a message can be encrypted. */
function isPoint(p256dh: string): boolean {
  const curve = createECDH('prime256v1');
  curve.generateKeys();
  try {
    curve.computeSecret(Buffer.from(p256dh, 'base64url'));
    return true;
  } catch {
    return false;
  }
}

function subscriptionOf({ sessionId, userAgent, createdAt, pushedAt, id }: SubscriptionRow, current: string) {
  return {
    id,
    ...deviceOf(userAgent),
    createdAt: createdAt.toISOString(),
    pushedAt: pushedAt?.toISOString() ?? null,
    isCurrent: sessionId === current,
  };
}
