import { Injectable } from '@nestjs/common';
import type { Language } from '@weir/contract';
import { Database, type Tx } from '../database/prisma.js';

export type NewSubscriptionRow = {
  id: string;
  userId: string;
  sessionId: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  language: Language;
  userAgent: string | null;
  now: Date;
};

const shown = { id: true, sessionId: true, userAgent: true, createdAt: true, pushedAt: true } as const;
export type SubscriptionRow = {
  id: string;
  sessionId: string;
  userAgent: string | null;
  createdAt: Date;
  pushedAt: Date | null;
};

@Injectable()
export class PushSubscriptionsRepository {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  list(userId: string): Promise<SubscriptionRow[]> {
    return this.database.pushSubscription.findMany({
      where: { userId },
      select: shown,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    });
  }

  /**
   * Adds a browser, or confirms it: then it belongs to this person and session, and has lost no time by failures. Null if the
   * session has ended. The lock on the session keeps a sign-out from missing it.
   */
  async add(tx: Tx, row: NewSubscriptionRow): Promise<SubscriptionRow | null> {
    const { id, userId, sessionId, endpoint, p256dh, auth, language, userAgent, now } = row;
    const [added] = await tx.$queryRaw<SubscriptionRow[]>`
      WITH live AS MATERIALIZED (
        SELECT s.id, s.user_id FROM sessions s
         WHERE s.id = ${sessionId}::uuid AND s.user_id = ${userId}::uuid AND s.ended_at IS NULL
           FOR SHARE
      )
      INSERT INTO push_subscriptions AS p
             (id, user_id, session_id, endpoint, p256dh, auth, language, user_agent, created_at, confirmed_at)
      SELECT ${id}::uuid, l.user_id, l.id, ${endpoint}, ${p256dh}, ${auth}, ${language}, ${userAgent}, ${now}, ${now} FROM live l
      ON CONFLICT (endpoint) DO UPDATE SET
        user_id = EXCLUDED.user_id, session_id = EXCLUDED.session_id, p256dh = EXCLUDED.p256dh, auth = EXCLUDED.auth,
        language = EXCLUDED.language, user_agent = EXCLUDED.user_agent, confirmed_at = EXCLUDED.confirmed_at,
        created_at = CASE WHEN p.user_id = EXCLUDED.user_id THEN p.created_at ELSE EXCLUDED.created_at END,
        pushed_at = CASE WHEN p.user_id = EXCLUDED.user_id THEN p.pushed_at END,
        failures = 0, next_at = NULL
      RETURNING p.id, p.session_id AS "sessionId", p.user_agent AS "userAgent", p.created_at AS "createdAt", p.pushed_at AS "pushedAt"`;
    if (!added) return null;
    // The notices of the person before.
    await tx.$executeRaw`
      DELETE FROM pushes p USING notices n
       WHERE p.subscription_id = ${added.id}::uuid
         AND n.workspace_id = p.workspace_id AND n.id = p.notice_id AND n.user_id <> ${userId}::uuid`;
    return added;
  }

  /** Keeps those that were confirmed last. */
  async trim(tx: Tx, userId: string, most: number): Promise<void> {
    await tx.$executeRaw`
      DELETE FROM push_subscriptions s
       WHERE s.id IN (SELECT o.id FROM push_subscriptions o WHERE o.user_id = ${userId}::uuid
                       ORDER BY o.confirmed_at DESC, o.id DESC OFFSET ${most})`;
  }

  /** False where the person has no such subscription. */
  async remove(userId: string, id: string): Promise<boolean> {
    return (await this.database.pushSubscription.deleteMany({ where: { id, userId } })).count === 1;
  }

  /** Null where the person has no such subscription. */
  find(userId: string, id: string) {
    return this.database.pushSubscription.findFirst({
      where: { id, userId },
      select: { id: true, endpoint: true, p256dh: true, auth: true },
    });
  }

  async pushed(id: string, at: Date): Promise<void> {
    await this.database.pushSubscription.updateMany({
      where: { id },
      data: { pushedAt: at, failures: 0, nextAt: null },
    });
  }
}
