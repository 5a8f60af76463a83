import { Injectable } from '@nestjs/common';
import type { Webhook } from '@weir/contract';
import { Prisma } from '@weir/prisma';
import { Database, type Tx } from '../database/prisma.js';

export type WebhookSettings = {
  name: string;
  url: string;
  types: string[];
  boardIds: string[];
  payload: string;
};
type NewRow = WebhookSettings & { workspaceId: string; id: string; createdBy: string; createdAt: Date };
/** What is stored of a webhook that can change. */
export type StoredWebhook = WebhookSettings & { version: number; offReason: string | null };

@Injectable()
export class WebhooksRepository {
  constructor(private readonly database: Database) {}

  /** The oldest first. */
  list(
    workspaceId: string,
    { now, after, size }: { now: Date; after: string | null; size: number },
  ): Promise<Webhook[]> {
    const which = Prisma.sql`(${after}::uuid IS NULL OR w.id > ${after}::uuid)`;
    return this.select(this.database, workspaceId, now, which, size);
  }

  async find(workspaceId: string, id: string, now: Date, tx: Tx = this.database): Promise<Webhook | null> {
    const [webhook] = await this.select(tx, workspaceId, now, Prisma.sql`w.id = ${id}::uuid`, 1);
    return webhook ?? null;
  }

  /** Locks it; null if there is none. */
  async lock(tx: Tx, workspaceId: string, id: string): Promise<StoredWebhook | null> {
    const [row] = await tx.$queryRaw<StoredWebhook[]>`
      SELECT w.name, w.url, w.types, w.board_ids AS "boardIds", w.payload, w.version, w.off_reason AS "offReason"
        FROM webhooks w
       WHERE w.workspace_id = ${workspaceId}::uuid AND w.id = ${id}::uuid AND w.ended_at IS NULL
         FOR UPDATE`;
    return row ?? null;
  }

  async add(tx: Tx, row: NewRow): Promise<void> {
    await tx.webhook.create({ data: row });
  }

  /** A change ends the lease, so that what the sender still does with the old settings has no effect. */
  async change(tx: Tx, workspaceId: string, id: string, settings: WebhookSettings): Promise<void> {
    await tx.webhook.update({
      where: { workspaceId_id: { workspaceId, id } },
      data: { ...settings, version: { increment: 1 }, nextAt: null },
    });
  }

  async turnOff(tx: Tx, workspaceId: string, id: string): Promise<void> {
    await tx.webhook.update({
      where: { workspaceId_id: { workspaceId, id } },
      data: { offReason: 'person', version: { increment: 1 }, nextAt: null },
    });
  }

  /** Earlier failures no longer count. */
  async turnOn(tx: Tx, workspaceId: string, id: string): Promise<void> {
    await tx.webhook.update({
      where: { workspaceId_id: { workspaceId, id } },
      data: { offReason: null, version: { increment: 1 }, nextAt: null, failures: 0, failingSince: null },
    });
    await tx.webhookPosition.updateMany({
      where: { workspaceId, webhookId: id },
      data: { failures: 0, failingSince: null, nextAt: null, deliveryId: null },
    });
  }

  async end(tx: Tx, workspaceId: string, id: string, endedAt: Date): Promise<void> {
    await tx.webhook.update({
      where: { workspaceId_id: { workspaceId, id } },
      data: { endedAt, nextAt: null },
    });
  }

  /** Begins with what happens from now on, on each source that it has no position on. Positions on sources that it no longer has are deleted. */
  async place(tx: Tx, workspaceId: string, id: string): Promise<void> {
    await tx.$executeRaw`
      DELETE FROM webhook_positions p
       WHERE p.workspace_id = ${workspaceId}::uuid AND p.webhook_id = ${id}::uuid
         AND NOT EXISTS (SELECT FROM weir.webhook_sources s
                          WHERE s.workspace_id = p.workspace_id AND s.webhook_id = p.webhook_id AND s.source_id = p.source_id)`;
    await tx.$executeRaw`
      INSERT INTO webhook_positions (workspace_id, webhook_id, source_id, seq)
      SELECT s.workspace_id, s.webhook_id, s.source_id, s.last_seq
        FROM weir.webhook_sources s
       WHERE s.workspace_id = ${workspaceId}::uuid AND s.webhook_id = ${id}::uuid
      ON CONFLICT DO NOTHING`;
  }

  /** Sends what happened from this instant on, again if it was sent before. The sender that works on it loses its lease. */
  async placeAt(tx: Tx, workspaceId: string, id: string, since: Date): Promise<void> {
    await tx.webhook.update({ where: { workspaceId_id: { workspaceId, id } }, data: { nextAt: null } });
    await tx.$executeRaw`
      INSERT INTO webhook_positions AS p (workspace_id, webhook_id, source_id, seq)
      SELECT s.workspace_id, s.webhook_id, s.source_id, coalesce(
               (SELECT e.seq FROM events e
                 WHERE e.workspace_id = s.workspace_id AND e.board_id = s.source_id AND e.at < ${since}
                 ORDER BY e.seq DESC LIMIT 1),
               (SELECT e.seq FROM workspace_events e
                 WHERE s.source_id = '00000000-0000-0000-0000-000000000000' AND e.workspace_id = s.workspace_id AND e.at < ${since}
                 ORDER BY e.seq DESC LIMIT 1), 0)
        FROM weir.webhook_sources s
       WHERE s.workspace_id = ${workspaceId}::uuid AND s.webhook_id = ${id}::uuid
      ON CONFLICT (workspace_id, webhook_id, source_id) DO UPDATE
         SET seq = EXCLUDED.seq, failures = 0, failing_since = NULL, next_at = NULL, delivery_id = NULL`;
  }

  async addSecret(
    tx: Tx,
    secret: { workspaceId: string; webhookId: string; id: string; createdAt: Date },
  ): Promise<void> {
    await tx.webhookSecret.create({ data: secret });
  }

  /** The newest secret signs until `until`. An older one ends now. */
  async retireSecrets(
    tx: Tx,
    workspaceId: string,
    webhookId: string,
    { now, until }: { now: Date; until: Date },
  ): Promise<void> {
    await tx.$executeRaw`
      UPDATE webhook_secrets x
         SET expires_at = CASE WHEN x.expires_at IS NULL THEN ${until}::timestamptz ELSE least(x.expires_at, ${now}::timestamptz) END
       WHERE x.workspace_id = ${workspaceId}::uuid AND x.webhook_id = ${webhookId}::uuid`;
  }

  async secretIds(workspaceId: string, webhookId: string, now: Date): Promise<string[]> {
    const secrets = await this.database.webhookSecret.findMany({
      where: { workspaceId, webhookId, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
      select: { id: true },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    });
    return secrets.map(({ id }) => id);
  }

  /** The ids of these boards by their keys. */
  async boards(tx: Tx, workspaceId: string, keys: readonly string[]): Promise<Map<string, string>> {
    const boards = await tx.board.findMany({
      where: { workspaceId, key: { in: [...keys] } },
      select: { id: true, key: true },
    });
    return new Map(boards.map(({ id, key }) => [key, id]));
  }

  private select(
    tx: Tx,
    workspaceId: string,
    now: Date,
    which: Prisma.Sql,
    size: number,
  ): Promise<Webhook[]> {
    return tx.$queryRaw<Webhook[]>`
      SELECT w.id, w.version, w.name, w.url, CASE WHEN w.types <> '{}' THEN w.types END AS types,
             CASE WHEN w.board_ids <> '{}' THEN
               (SELECT coalesce(jsonb_agg(jsonb_build_object('key', b.key, 'name', b.name) ORDER BY b.key), '[]')
                  FROM boards b WHERE b.workspace_id = w.workspace_id AND b.id = ANY (w.board_ids)) END AS boards,
             w.payload, weir.instant(w.created_at) AS "createdAt", weir.person(w.created_by) AS "createdBy",
             w.off_reason AS off, weir.instant(w.failing_since) AS "failingSince",
             CASE WHEN w.off_reason IS NULL AND w.failing_since IS NOT NULL THEN weir.instant(greatest(w.next_at, p.next_at)) END AS "nextAttemptAt",
             weir.instant(w.succeeded_at) AS "lastSuccessAt", weir.instant(x.rotated_at) AS "rotatedAt",
             weir.instant(x.previous_until) AS "previousUntil"
        FROM webhooks w
       CROSS JOIN LATERAL (
         SELECT nullif(max(s.created_at), w.created_at) AS rotated_at,
                max(s.expires_at) FILTER (WHERE s.expires_at > ${now}::timestamptz) AS previous_until
           FROM webhook_secrets s
          WHERE s.workspace_id = w.workspace_id AND s.webhook_id = w.id) x
       CROSS JOIN LATERAL (
         SELECT min(p.next_at) AS next_at FROM webhook_positions p
          WHERE p.workspace_id = w.workspace_id AND p.webhook_id = w.id) p
       WHERE w.workspace_id = ${workspaceId}::uuid AND w.ended_at IS NULL AND ${which}
       ORDER BY w.id
       LIMIT ${size}`;
  }
}
