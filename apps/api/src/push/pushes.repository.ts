import { Injectable } from '@nestjs/common';
import type { NoticeFacts, QuietHours } from '@weir/domain';
import { Pool } from '../database/pool.js';
import type { Endpoint } from './push-client.js';

/** A device for which something is due, and the notices that are. */
export type ClaimedDevice = Endpoint & {
  id: string;
  failures: number;
  /** The account’s, or else the browser’s. */
  language: string;
  timeZone: string | null;
  quiet: (QuietHours & { timeZone: string }) | null;
  due: DuePush[];
};
/** `isWanted`: its reader has not seen it in the app, is still a member, and wants the topic on their devices. */
export type DuePush = { workspaceId: string; noticeId: string; at: string; slug: string; isWanted: boolean };
export type NoticeToPush = {
  facts: NoticeFacts;
  board: string;
  number: number | null;
  card: { number: number; comment: string | null } | null;
  column: { id: string } | null;
  /** The card or the comment was deleted, or the reader may no longer read it. */
  isGone: boolean;
};

/**
 * Claims devices for which something is due, and reads what. The claim is a lease: until $2 no other instance sends anything
 * there, and after a crash it is tried again. A concurrent claim skips the locked rows. The lock is one that lets new notices
 * refer to the device.
 */
const claimStatement = `
  WITH due AS MATERIALIZED (
    SELECT s.id FROM push_subscriptions s
     WHERE (s.next_at IS NULL OR s.next_at <= $1)
       AND s.id IN (SELECT p.subscription_id FROM pushes p WHERE p.due_at <= $1)
     ORDER BY s.next_at NULLS FIRST, s.id
     LIMIT $3
       FOR NO KEY UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE push_subscriptions s SET next_at = $2 FROM due WHERE s.id = due.id
    RETURNING s.*
  )
  SELECT c.id, c.endpoint, c.p256dh, c.auth, c.failures, coalesce(u.language, c.language) AS language, u.time_zone AS "timeZone",
         (SELECT jsonb_build_object('from', q.quiet_from, 'until', q.quiet_until, 'timeZone', coalesce(u.time_zone, q.time_zone))
            FROM notice_mail_times q WHERE q.user_id = c.user_id AND q.quiet_from IS NOT NULL) AS quiet,
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'workspaceId', p.workspace_id, 'noticeId', p.notice_id, 'at', weir.instant(p.at), 'slug', w.slug,
                   'isWanted', n.read_at IS NULL AND n.user_id = c.user_id AND m.user_id IS NOT NULL AND w.archived_at IS NULL
                               AND p.due_at > $1 - interval '1 day' AND weir.wants_push(n.user_id, n.kind)) ORDER BY p.at, p.notice_id), '[]')
            FROM pushes p
            JOIN notices n    ON n.workspace_id = p.workspace_id AND n.id = p.notice_id
            JOIN workspaces w ON w.id = p.workspace_id
            LEFT JOIN memberships m ON m.workspace_id = n.workspace_id AND m.user_id = n.user_id AND m.left_at IS NULL
           WHERE p.subscription_id = c.id AND p.due_at <= $1) AS due
    FROM claimed c JOIN users u ON u.id = c.user_id`;

/** Of some notices of a device: $2 and $3 are their workspaces and ids. */
const ofDevice = `
  p.subscription_id = $1 AND (p.workspace_id, p.notice_id) IN (SELECT * FROM unnest($2::uuid[], $3::uuid[]))`;

@Injectable()
export class PushesRepository {
  constructor(private readonly pool: Pool) {}

  /** No other instance claims these devices before `leasedTo`. */
  async claim(now: Date, leasedTo: Date, most: number): Promise<ClaimedDevice[]> {
    const query = { name: 'push claim', text: claimStatement, values: [now, leasedTo, most] };
    return (await this.pool.query<ClaimedDevice>(query)).rows;
  }

  /** Null if the notice was deleted meanwhile. */
  async notice({ workspaceId, noticeId }: DuePush): Promise<NoticeToPush | null> {
    const { rows } = await this.pool.query<NoticeToPush>({
      name: 'push notice',
      text: `
        SELECT d.facts, d.board ->> 'key' AS board, d.request -> 'number' AS number, d.card, d.board_column AS "column",
               weir.is_about_card(n.kind) AND (d.card IS NULL OR d.facts -> 'card' ->> 'comment' = '') IS TRUE AS "isGone"
          FROM notices n
          JOIN weir.notice_documents d ON d.workspace_id = n.workspace_id AND d.id = n.id
         WHERE n.workspace_id = $1 AND n.id = $2`,
      values: [workspaceId, noticeId],
    });
    return rows[0] ?? null;
  }

  /** Deletes what was sent, or is not to be sent. */
  async settle(device: ClaimedDevice, pushes: readonly DuePush[]): Promise<void> {
    await this.pool.query(`DELETE FROM pushes p WHERE ${ofDevice}`, named(device, pushes));
  }

  async delay(device: ClaimedDevice, until: Date): Promise<void> {
    await this.pool.query(`UPDATE pushes p SET due_at = $4 WHERE ${ofDevice}`, [
      ...named(device, device.due),
      until,
    ]);
  }

  /** Ends the lease. `pushedAt`: when its push service took a message; null if nothing was sent. */
  async release({ id }: ClaimedDevice, leasedTo: Date, pushedAt: Date | null): Promise<void> {
    await this.pool.query(
      `UPDATE push_subscriptions
          SET next_at = NULL, pushed_at = coalesce($3, pushed_at), failures = CASE WHEN $3::timestamptz IS NULL THEN failures ELSE 0 END
        WHERE id = $1 AND next_at = $2`,
      [id, leasedTo, pushedAt],
    );
  }

  /** Does nothing if the lease has ended, or the browser was confirmed meanwhile. */
  async failed({ id }: ClaimedDevice, leasedTo: Date, nextAt: Date): Promise<void> {
    await this.pool.query(
      `UPDATE push_subscriptions SET next_at = $3, failures = failures + 1 WHERE id = $1 AND next_at = $2`,
      [id, leasedTo, nextAt],
    );
  }

  /** Ends the claim without a failure: nothing was sent. */
  async wait({ id }: ClaimedDevice, leasedTo: Date, nextAt: Date): Promise<void> {
    await this.pool.query('UPDATE push_subscriptions SET next_at = $3 WHERE id = $1 AND next_at = $2', [
      id,
      leasedTo,
      nextAt,
    ]);
  }

  async remove({ id }: ClaimedDevice, leasedTo: Date): Promise<void> {
    await this.pool.query('DELETE FROM push_subscriptions WHERE id = $1 AND next_at = $2', [id, leasedTo]);
  }
}

function named({ id }: ClaimedDevice, pushes: readonly DuePush[]): [string, string[], string[]] {
  return [id, pushes.map(({ workspaceId }) => workspaceId), pushes.map(({ noticeId }) => noticeId)];
}
