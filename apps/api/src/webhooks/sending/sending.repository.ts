import { Injectable } from '@nestjs/common';
import { Pool } from '../../database/pool.js';
import type { Signals } from './signals.repository.js';
import type { Attempt } from './webhook-client.js';

export type ClaimedWebhook = {
  workspaceId: string;
  id: string;
  slug: string;
  url: string;
  types: string[];
  payload: 'full' | 'thin';
  failures: number;
  secretIds: string[];
  /** The end of the lease, by which its writes are recognised. */
  leasedTo: Date;
};
export type SourcePosition = {
  sourceId: string;
  lastSeq: number;
  seq: number;
  signals: Signals | null;
  failures: number;
  failingSince: Date | null;
  /** Where the log has the failed attempts, and of which message. */
  delivery: { id: string; messageId: string } | null;
};
/** What the log has of a message. `data`: of a message that is not made from an event. */
type Logged = {
  id: string;
  messageId: string;
  type: string;
  sourceId: string;
  seq: number;
  data: object | null;
};

const isDue = `((s.last_seq > s.seq AND (s.next_at IS NULL OR s.next_at <= $1)) OR s.next_at <= $1)`;

/**
 * Claims webhooks for which something is due, of these workspaces ($4) or all. The claim is a lease: until $2 no other instance
 * sends anything for them, and after a crash another one goes on. A concurrent claim skips the locked rows.
 */
const claimStatement = `
  WITH due AS MATERIALIZED (
    SELECT w.workspace_id, w.id
      FROM webhooks w
      JOIN workspaces x ON x.id = w.workspace_id AND x.archived_at IS NULL
     WHERE w.off_reason IS NULL AND w.ended_at IS NULL AND (w.next_at IS NULL OR w.next_at <= $1)
       AND ($4::uuid[] IS NULL OR w.workspace_id = ANY ($4))
       AND EXISTS (SELECT FROM weir.webhook_sources s
                    WHERE s.workspace_id = w.workspace_id AND s.webhook_id = w.id
                      AND (${isDue} OR (w.failures >= $5 AND s.last_seq > s.seq)))
     ORDER BY w.next_at NULLS FIRST, w.id
     LIMIT $3
       FOR NO KEY UPDATE OF w SKIP LOCKED
  ), claimed AS (
    UPDATE webhooks w SET next_at = $2 FROM due WHERE w.workspace_id = due.workspace_id AND w.id = due.id
    RETURNING w.*
  )
  SELECT c.workspace_id AS "workspaceId", c.id, x.slug, c.url, c.types, c.payload, c.failures, c.next_at AS "leasedTo",
         ARRAY(SELECT z.id FROM webhook_secrets z
                WHERE z.workspace_id = c.workspace_id AND z.webhook_id = c.id AND (z.expires_at IS NULL OR z.expires_at > $1)
                ORDER BY z.created_at DESC, z.id DESC) AS "secretIds"
    FROM claimed c JOIN workspaces x ON x.id = c.workspace_id`;

const sourcesStatement = `
  SELECT s.source_id AS "sourceId", s.last_seq::float8 AS "lastSeq", s.seq::float8 AS seq, s.signals, s.failures,
         s.failing_since AS "failingSince",
         CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('id', d.id, 'messageId', d.message_id) END AS delivery
    FROM weir.webhook_sources s
    LEFT JOIN webhook_deliveries d ON d.workspace_id = s.workspace_id AND d.id = s.delivery_id
   WHERE s.workspace_id = $2 AND s.webhook_id = $3 AND (${isDue} OR ($4 AND s.last_seq > s.seq))
   ORDER BY s.failing_since NULLS LAST, s.source_id`;

const lease = `w.workspace_id = $1 AND w.id = $2 AND w.next_at = $3 AND w.off_reason IS NULL AND w.ended_at IS NULL`;

/** What an attempt writes to the log, if the lease still is ours (`held`). */
const logAttempt = `
  INSERT INTO webhook_deliveries AS d
         (workspace_id, webhook_id, id, message_id, type, source_id, seq, data, state, attempts, started_at, attempted_at,
          duration, status, error, headers, body)
  SELECT $1::uuid, $2::uuid, $5::uuid, $6, $7, $8::uuid, $9::bigint, $10::jsonb, $11, 1, $4::timestamptz, $4::timestamptz,
         $12::int, $13::int, $14, $15::jsonb, $16
    FROM held
  ON CONFLICT (workspace_id, id) DO UPDATE
     SET state = EXCLUDED.state, attempts = d.attempts + 1, attempted_at = EXCLUDED.attempted_at, duration = EXCLUDED.duration,
         status = EXCLUDED.status, error = EXCLUDED.error, headers = EXCLUDED.headers, body = EXCLUDED.body`;

const acceptedStatement = `
  WITH held AS (
    UPDATE webhooks w SET failures = 0, failing_since = NULL, attempted_at = $4, succeeded_at = $4 WHERE ${lease}
    RETURNING w.id
  ), logged AS (${logAttempt}), moved AS (
    INSERT INTO webhook_positions AS p (workspace_id, webhook_id, source_id, seq, signals)
    SELECT $1::uuid, $2::uuid, $8::uuid, $9::bigint, $17::jsonb FROM held
    ON CONFLICT (workspace_id, webhook_id, source_id) DO UPDATE
       SET seq = EXCLUDED.seq, signals = coalesce(EXCLUDED.signals, p.signals), failures = 0, failing_since = NULL, next_at = NULL,
           delivery_id = NULL)
  SELECT EXISTS (SELECT FROM held) AS "isHeld"`;

/** $17: the position after it, or $22 if the webhook is turned off by it; $18 its failures, $19 when to try again (null: it was given up). $20: why to turn it off. */
const failedStatement = `
  WITH held AS (
    UPDATE webhooks w
       SET failures = w.failures + 1, failing_since = coalesce(w.failing_since, $4), attempted_at = $4, off_reason = CASE
             WHEN $20::text IS NOT NULL THEN $20
             WHEN w.failing_since <= $21 THEN 'failing' END
     WHERE ${lease}
    RETURNING w.failures, w.off_reason
  ), logged AS (${logAttempt}), moved AS (
    INSERT INTO webhook_positions AS p (workspace_id, webhook_id, source_id, seq, failures, failing_since, next_at, delivery_id)
    SELECT $1::uuid, $2::uuid, $8::uuid, CASE WHEN held.off_reason IS NULL THEN $17::bigint ELSE $22::bigint END, $18::int,
           CASE WHEN $19::timestamptz IS NOT NULL OR held.off_reason IS NOT NULL THEN $4::timestamptz END,
           $19::timestamptz, CASE WHEN $19::timestamptz IS NOT NULL THEN $5::uuid END
      FROM held
    ON CONFLICT (workspace_id, webhook_id, source_id) DO UPDATE
       SET seq = EXCLUDED.seq, failures = EXCLUDED.failures, next_at = EXCLUDED.next_at, delivery_id = EXCLUDED.delivery_id,
           failing_since = CASE WHEN EXCLUDED.failing_since IS NOT NULL THEN coalesce(p.failing_since, $4) END)
  SELECT h.failures, h.off_reason AS "offReason" FROM held h`;

type Write = { webhook: ClaimedWebhook; now: Date; logged: Logged; attempt: Attempt };

@Injectable()
export class SendingRepository {
  constructor(private readonly pool: Pool) {}

  async claim(
    now: Date,
    leasedTo: Date,
    most: number,
    { workspaces, failuresToOpen }: { workspaces: readonly string[] | null; failuresToOpen: number },
  ): Promise<ClaimedWebhook[]> {
    const values = [now, leasedTo, most, workspaces, failuresToOpen];
    return (await this.pool.query<ClaimedWebhook>({ name: 'webhook claim', text: claimStatement, values }))
      .rows;
  }

  /** Those with something due; with `all` also those that wait after a failure. Those that fail come first. */
  async sources({ workspaceId, id }: ClaimedWebhook, now: Date, all: boolean): Promise<SourcePosition[]> {
    const values = [now, workspaceId, id, all];
    return (
      await this.pool.query<SourcePosition>({ name: 'webhook sources', text: sourcesStatement, values })
    ).rows;
  }

  /** A message was accepted: goes on behind it, or with `signals` stays there. False if the lease is lost. */
  async accepted({ webhook, now, logged, attempt }: Write, signals: Signals | null): Promise<boolean> {
    const values = [
      ...valuesOf(webhook, now, logged),
      'delivered',
      ...valuesOfAttempt(attempt),
      jsonOf(signals),
    ];
    const { rows } = await this.pool.query<{ isHeld: boolean }>({
      name: 'webhook accepted',
      text: acceptedStatement,
      values,
    });
    return rows[0]?.isHeld ?? false;
  }

  /** A message was not accepted. `nextAt` null: it is given up. Null if the lease is lost. */
  async failed(
    { webhook, now, logged, attempt }: Write,
    {
      seq,
      before,
      failures,
      nextAt,
      isGone,
      offBefore,
    }: {
      seq: number;
      before: number;
      failures: number;
      nextAt: Date | null;
      isGone: boolean;
      offBefore: Date;
    },
  ): Promise<{ failures: number; offReason: string | null } | null> {
    const values = [
      ...valuesOf(webhook, now, logged),
      nextAt ? 'retrying' : 'failed',
      ...valuesOfAttempt(attempt),
      seq,
      failures,
      nextAt,
      isGone ? 'gone' : null,
      offBefore,
      before,
    ];
    const query = { name: 'webhook failed', text: failedStatement, values };
    return (await this.pool.query<{ failures: number; offReason: string | null }>(query)).rows[0] ?? null;
  }

  /** Goes on behind events that are not sent. False if the lease is lost. */
  async pass(
    { workspaceId, id, leasedTo }: ClaimedWebhook,
    sourceId: string,
    seq: number,
    signals: Signals | null = null,
  ): Promise<boolean> {
    const { rowCount } = await this.pool.query({
      name: 'webhook pass',
      text: `
        INSERT INTO webhook_positions AS p (workspace_id, webhook_id, source_id, seq, signals)
        SELECT w.workspace_id, w.id, $4::uuid, $5::bigint, $6::jsonb FROM webhooks w WHERE ${lease}
        ON CONFLICT (workspace_id, webhook_id, source_id) DO UPDATE
           SET seq = EXCLUDED.seq, signals = coalesce(EXCLUDED.signals, p.signals), failures = 0, failing_since = NULL,
               next_at = NULL, delivery_id = NULL`,
      values: [workspaceId, id, leasedTo, sourceId, seq, jsonOf(signals)],
    });
    return rowCount === 1;
  }

  /** Messages that failed there are no longer sent. */
  async abandon({ workspaceId }: ClaimedWebhook, deliveryId: string): Promise<void> {
    await this.pool.query({
      name: 'webhook abandon',
      text: `UPDATE webhook_deliveries SET state = 'failed' WHERE workspace_id = $1 AND id = $2 AND state = 'retrying'`,
      values: [workspaceId, deliveryId],
    });
  }

  /** The receiver is back: nothing has to wait. */
  async recovered({ workspaceId, id, leasedTo }: ClaimedWebhook): Promise<void> {
    await this.pool.query({
      name: 'webhook recovered',
      text: `
        UPDATE webhook_positions p SET next_at = NULL
          FROM webhooks w
         WHERE ${lease} AND p.workspace_id = w.workspace_id AND p.webhook_id = w.id AND p.next_at IS NOT NULL`,
      values: [workspaceId, id, leasedTo],
    });
  }

  /** Ends the lease. Nothing is sent before `nextAt`. */
  async release({ workspaceId, id, leasedTo }: ClaimedWebhook, nextAt: Date | null): Promise<void> {
    await this.pool.query({
      name: 'webhook release',
      text: 'UPDATE webhooks w SET next_at = $4 WHERE w.workspace_id = $1 AND w.id = $2 AND w.next_at = $3',
      values: [workspaceId, id, leasedTo, nextAt],
    });
  }
}

function valuesOf({ workspaceId, id, leasedTo }: ClaimedWebhook, now: Date, logged: Logged): unknown[] {
  const { id: deliveryId, messageId, type, sourceId, seq, data } = logged;
  return [workspaceId, id, leasedTo, now, deliveryId, messageId, type, sourceId, seq, jsonOf(data)];
}

function valuesOfAttempt({ duration, status, error, headers, body }: Attempt): unknown[] {
  return [duration, status, error, jsonOf(headers), body];
}

function jsonOf(value: object | null): string | null {
  return value && JSON.stringify(value);
}
