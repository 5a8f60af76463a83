import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../database/board-ids.js';
import { Pool } from '../database/pool.js';

/** Rows in a statement: few enough that it holds its locks for a moment only. */
export const batch = 1000;

function ofEndedWebhook(row: string): string {
  return `EXISTS (SELECT FROM webhooks w WHERE w.workspace_id = ${row}.workspace_id AND w.id = ${row}.webhook_id AND w.ended_at < $1)`;
}

/** More of them for a board: they are all in one transaction, and each statement of it costs some memory until its end. */
const rowsOfBoard = 2000;

/** What is deleted, each with the rows of one batch. $1 is the time before which it is old. */
const old = {
  idempotencyKeys: `idempotency_keys WHERE at < $1`,
  // A session stays as long as a device that it switched notices on for: signing out everywhere finds the device by it.
  sessions: `
    sessions s WHERE least(s.ended_at, s.expires_at) < $1
     AND NOT EXISTS (SELECT FROM push_subscriptions p WHERE p.session_id = s.id)`,
  // Secrets that a rotation replaced, then those of tokens that have ended; a token goes after its secrets.
  tokenSecrets: `
    api_token_secrets x WHERE x.expires_at < $1
        OR EXISTS (SELECT FROM api_tokens t
                    WHERE t.workspace_id = x.workspace_id AND t.id = x.token_id AND least(t.ended_at, t.expires_at) < $1)`,
  tokens: `
    api_tokens t WHERE least(t.ended_at, t.expires_at) < $1
     AND NOT EXISTS (SELECT FROM api_token_secrets x WHERE x.workspace_id = t.workspace_id AND x.token_id = t.id)`,
  // A browser that neither took a message nor opened Weir since then.
  pushSubscriptions: `push_subscriptions WHERE greatest(confirmed_at, pushed_at) < $1`,
  // Nothing is sent any more: notices to devices are off.
  pushes: `pushes WHERE due_at < $1`,
  webhookDeliveries: `webhook_deliveries WHERE started_at < $1`,
  // A webhook that was deleted goes after what belongs to it.
  endedDeliveries: `webhook_deliveries d WHERE ${ofEndedWebhook('d')}`,
  endedPositions: `webhook_positions p WHERE ${ofEndedWebhook('p')}`,
  webhookSecrets: `webhook_secrets x WHERE x.expires_at < $1 OR ${ofEndedWebhook('x')}`,
  webhooks: `
    webhooks w WHERE w.ended_at < $1
     AND NOT EXISTS (SELECT FROM webhook_deliveries d WHERE d.workspace_id = w.workspace_id AND d.webhook_id = w.id)
     AND NOT EXISTS (SELECT FROM webhook_positions p WHERE p.workspace_id = w.workspace_id AND p.webhook_id = w.id)
     AND NOT EXISTS (SELECT FROM webhook_secrets x WHERE x.workspace_id = w.workspace_id AND x.webhook_id = w.id)`,
  // An invitation goes after its e-mails.
  invitations: `
    invitations i WHERE least(i.accepted_at, i.revoked_at, i.expires_at) < $1
     AND NOT EXISTS (SELECT FROM mails m WHERE m.workspace_id = i.workspace_id AND m.invitation_id = i.id)`,
  // Also one that has been due since then: no mail server is set up.
  mails: `mails WHERE at < $1 AND coalesce(sent_at, failed_at, due_at, at) < $1`,
  // The confirmation of an account’s address goes after its e-mails too.
  confirmations: `
    email_confirmations c WHERE least(c.used_at, c.expires_at) < $1
     AND NOT EXISTS (SELECT FROM mails m WHERE m.confirmation_id = c.id)`,
  // So do the letters about accounts.
  accountLetters: `
    account_letters l WHERE l.at < $1
     AND NOT EXISTS (SELECT FROM mails m WHERE m.account_letter_id = l.id)`,
  // A person began to set up an authenticator app and did not confirm it.
  totpSecrets: `totp_secrets WHERE confirmed_at IS NULL AND created_at < $1`,
  passkeyChallenges: `passkey_challenges WHERE expires_at < $1`,
  // What counts the mails of a mailbox are the mails; this is their lock.
  mailboxes: `mailboxes WHERE taken_at < $1`,
  // A ticket’s date is announced once, and its notice records that. A notice goes after its e-mail.
  notices: `
    notices n WHERE n.at < $1 AND n.kind <> 'ticketDue'
     AND NOT EXISTS (SELECT FROM mails m WHERE m.workspace_id = n.workspace_id AND m.notice_id = n.id)`,
  // A guest who asked for something keeps their name in its history.
  guests: `
    guests g WHERE g.created_at < $1
     AND NOT EXISTS (SELECT FROM requests r WHERE r.workspace_id = g.workspace_id AND r.guest_id = g.id)
     AND NOT EXISTS (SELECT FROM request_watchers w WHERE w.workspace_id = g.workspace_id AND w.guest_id = g.id)
     AND NOT EXISTS (SELECT FROM notices n WHERE n.workspace_id = g.workspace_id AND n.guest_id = g.id)`,
  imports: `imports WHERE created_at < $1 AND state <> 'running'`,
  // Its instance ended while it read the file.
  importsCutOff: `imports WHERE created_at < $1 AND state = 'reading'`,
  doorRefusals: `door_refusals WHERE hour < $1`,
  boardPrices: `board_prices WHERE at < $1`,
  priceForecasts: `price_forecasts WHERE scored_at < $1`,
  restDays: `rest_days WHERE day < $1`,
  loadPeriods: `load_periods WHERE ended_at < $1`,
  // Forecasts that were scored, and those of requests that said nothing.
  boardForecasts: `board_forecasts WHERE scored_at < $1`,
  jointForecasts: `joint_forecasts WHERE scored_at < $1`,
  requestForecasts: `given_forecasts WHERE scored_at < $1 OR (p85 IS NULL AND at < $1)`,
};
export type Prunable = keyof typeof old;

@Injectable()
export class PruningRepository {
  constructor(private readonly pool: Pool) {}

  /** Deletes one batch of what is older. Rows that somebody else holds are left for the next time. Returns how many went. */
  async deleteBatch(what: Prunable, before: Date): Promise<number> {
    const [table] = old[what].trim().split(' ', 1);
    const { rowCount } = await this.pool.query(
      `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${old[what]} LIMIT ${batch} FOR UPDATE SKIP LOCKED))`,
      [before],
    );
    return rowCount ?? 0;
  }

  /** The workspaces whose time to be deleted has come. */
  async workspacesToPurge(now: Date): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      'SELECT id FROM workspaces WHERE delete_at <= $1 ORDER BY delete_at',
      [now],
    );
    return rows.map(({ id }) => id);
  }

  /** Removes some rows of such a workspace. Returns whether nothing of it is left. */
  async purgeBatch(workspaceId: string, now: Date): Promise<boolean> {
    const { rows } = await this.pool.query<{ done: boolean }>(
      'SELECT weir.purge_workspace($1, $2, $3) AS done',
      [workspaceId, batch, now],
    );
    return rows[0]?.done ?? true;
  }

  /** The boards whose time to be deleted has come. */
  async boardsToPurge(now: Date): Promise<BoardIds[]> {
    const { rows } = await this.pool.query<BoardIds>(
      'SELECT workspace_id AS "workspaceId", id AS "boardId" FROM boards WHERE delete_at <= $1 ORDER BY delete_at, id',
      [now],
    );
    return rows;
  }

  /**
   * Removes a board in one transaction of many short statements. Returns whether it did: not if the board is restored meanwhile, if
   * another instance purges it, or if `signal` ends it. Then nothing is removed.
   */
  async purgeBoard({ workspaceId, boardId }: BoardIds, now: Date, signal?: AbortSignal): Promise<boolean> {
    const client = await this.pool.connect();
    const values = [workspaceId, boardId, rowsOfBoard, now];
    let error: Error | undefined;
    try {
      await client.query('BEGIN');
      await client.query(this.pool.longerBounds);
      let done: boolean | null = false;
      while (done === false && !signal?.aborted) {
        const { rows } = await client.query<{ done: boolean | null }>(
          'SELECT weir.purge_board($1, $2, $3, $4) AS done',
          values,
        );
        done = rows[0]?.done ?? null;
      }
      await client.query(done ? 'COMMIT' : 'ROLLBACK');
      return done === true;
    } catch (thrown) {
      error = thrown as Error;
      throw thrown;
    } finally {
      // A connection that failed is closed, which undoes its transaction.
      client.release(error);
    }
  }
}
