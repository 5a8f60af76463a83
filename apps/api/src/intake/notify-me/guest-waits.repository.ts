import { Injectable } from '@nestjs/common';
import type { Language } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';

export type NewGuestWait = {
  email: string;
  language: Language;
  network: string;
  now: Date;
  expiresAt: Date;
};
/** A guest's wait with its board. `formId` null: the form is off. */
export type GuestWait = BoardIds & {
  id: string;
  email: string;
  confirmedAt: Date | null;
  expiresAt: Date;
  notifiedAt: Date | null;
  workspace: string;
  workspaceSlug: string;
  boardKey: string;
  boardName: string;
  timeZone: string;
  formId: string | null;
  isArchived: boolean;
};

const waitStatement = `
  SELECT g.workspace_id AS "workspaceId", g.board_id AS "boardId", g.id, g.email, g.confirmed_at AS "confirmedAt",
         g.expires_at AS "expiresAt", g.notified_at AS "notifiedAt", w.name AS workspace, w.slug AS "workspaceSlug",
         b.key AS "boardKey", b.name AS "boardName", i.time_zone AS "timeZone", i.form_id AS "formId",
         b.archived_at IS NOT NULL AS "isArchived"
    FROM guest_waits g
    JOIN workspaces w ON w.id = g.workspace_id AND w.archived_at IS NULL
    JOIN boards b     ON b.workspace_id = g.workspace_id AND b.id = g.board_id
    JOIN intakes i    ON i.workspace_id = g.workspace_id AND i.board_id = g.board_id
   WHERE g.workspace_id = $1 AND g.id = $2`;

@Injectable()
export class GuestWaitsRepository {
  constructor(private readonly pool: Pool) {}

  /**
   * Whether too many of the last hour are not confirmed yet: of all networks, or of this one, which gets an eighth of what is free.
   * For this network those that wait for room count too, so that no network fills the board's cap. Locks the intake's row, so
   * that calls count one after another.
   */
  async isFlooded(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    { network, since, most }: { network: string; since: Date; most: number },
  ): Promise<boolean> {
    await tx.$queryRaw`
      SELECT 1 FROM intakes WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid FOR NO KEY UPDATE`;
    const [open] = await tx.$queryRaw<{ count: number; ofNetwork: number }[]>`
      SELECT (count(*) FILTER (WHERE confirmed_at IS NULL))::int AS count,
             (count(*) FILTER (WHERE network = ${network}))::int AS "ofNetwork"
        FROM guest_waits
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND notified_at IS NULL
         AND (at > ${since} OR (confirmed_at IS NOT NULL AND network = ${network}))`;
    return open !== undefined && (open.count >= most || open.ofNetwork >= (most - open.count) / 8);
  }

  /** One for each address and board. One that is over starts again. With the e-mail that asks to confirm it, due at once. */
  async add(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    { email, language, network, now, expiresAt }: NewGuestWait,
  ): Promise<void> {
    await tx.$executeRaw`
      WITH kept AS (
        INSERT INTO guest_waits AS w (workspace_id, board_id, id, email, language, network, at, expires_at)
        VALUES (${workspaceId}::uuid, ${boardId}::uuid, ${uuid()}::uuid, ${email}, ${language}, ${network}, ${now}, ${expiresAt})
        ON CONFLICT (workspace_id, board_id, email) DO UPDATE
           SET at           = CASE WHEN w.notified_at IS NULL AND w.expires_at > ${now} THEN w.at ELSE EXCLUDED.at END,
               confirmed_at = CASE WHEN w.notified_at IS NULL AND w.expires_at > ${now} THEN w.confirmed_at END,
               expires_at   = CASE WHEN w.notified_at IS NULL AND w.expires_at > ${now} THEN greatest(w.expires_at, EXCLUDED.expires_at) ELSE EXCLUDED.expires_at END,
               notified_at  = NULL, language = EXCLUDED.language, network = EXCLUDED.network
        RETURNING id)
      INSERT INTO mails (workspace_id, id, form_board_id, guest_wait_id, at, due_at)
      SELECT ${workspaceId}::uuid, ${uuid()}::uuid, ${boardId}::uuid, id, ${now}, ${now} FROM kept`;
  }

  /** Once; the place in the order is that of the first confirmation. */
  async confirm(
    tx: Tx,
    { workspaceId, boardId, id }: GuestWait,
    { now, expiresAt }: { now: Date; expiresAt: Date },
  ): Promise<void> {
    await tx.$executeRaw`
      UPDATE guest_waits SET confirmed_at = ${now}, expires_at = ${expiresAt}
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND id = ${id}::uuid
         AND confirmed_at IS NULL AND notified_at IS NULL AND expires_at > ${now}`;
  }

  async find({ workspaceId, id }: { workspaceId: string; id: string }): Promise<GuestWait | null> {
    const values = [workspaceId, id];
    const { rows } = await this.pool.query<GuestWait>({ name: 'guest-wait', text: waitStatement, values });
    return rows[0] ?? null;
  }
}
