import { Injectable } from '@nestjs/common';
import { allowedRoles } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import { Database, type Tx } from '../../database/prisma.js';

type Person = BoardIds & { userId: string };
/** `expiresAt`: when the person's wait ends; null if they don't wait. `free`: null without a limit. */
type Wait = { expiresAt: Date | null; free: number | null; isArchived: boolean };

@Injectable()
export class FreeSlotsRepository {
  constructor(
    private readonly pool: Pool,
    private readonly database: Database,
  ) {}

  /** The waits of one person on one board. */
  async waits(
    { workspaceId, boardId, userId }: Person,
    now: Date,
  ): Promise<{ columnId: string; expiresAt: Date }[]> {
    return this.database.$queryRaw`
      SELECT w.column_id AS "columnId", w.expires_at AS "expiresAt"
        FROM slot_waits w
       WHERE w.workspace_id = ${workspaceId}::uuid AND w.board_id = ${boardId}::uuid AND w.user_id = ${userId}::uuid
         AND w.expires_at > ${now}
       ORDER BY w.asked_at, w.column_id`;
  }

  /** Null if the board has no such column. */
  async wait(
    { workspaceId, boardId, userId }: Person,
    columnId: string,
    now: Date,
    tx: Pick<Tx, '$queryRaw'> = this.database,
  ): Promise<Wait | null> {
    const [row] = await tx.$queryRaw<Wait[]>`
      SELECT w.expires_at AS "expiresAt", weir.free_slots(k) AS free, b.archived_at IS NOT NULL AS "isArchived"
        FROM columns k
        JOIN boards b ON b.workspace_id = k.workspace_id AND b.id = k.board_id
        LEFT JOIN slot_waits w ON w.workspace_id = k.workspace_id AND w.board_id = k.board_id AND w.column_id = k.id
                              AND w.user_id = ${userId}::uuid AND w.expires_at > ${now}
       WHERE k.workspace_id = ${workspaceId}::uuid AND k.board_id = ${boardId}::uuid AND k.id = ${columnId}::uuid`;
    return row ?? null;
  }

  /** Returns when the wait ends. If two calls come at once, the first one counts. */
  async add(
    tx: Tx,
    { workspaceId, boardId, userId }: Person,
    columnId: string,
    { now, expiresAt }: { now: Date; expiresAt: Date },
  ): Promise<Date> {
    const [row] = await tx.$queryRaw<{ expiresAt: Date }[]>`
      INSERT INTO slot_waits AS w (workspace_id, board_id, column_id, user_id, asked_at, expires_at)
      VALUES (${workspaceId}::uuid, ${boardId}::uuid, ${columnId}::uuid, ${userId}::uuid, ${now}, ${expiresAt})
      ON CONFLICT (workspace_id, board_id, column_id, user_id) DO UPDATE
         SET asked_at   = CASE WHEN w.expires_at > ${now} THEN w.asked_at ELSE EXCLUDED.asked_at END,
             expires_at = CASE WHEN w.expires_at > ${now} THEN w.expires_at ELSE EXCLUDED.expires_at END
      RETURNING expires_at AS "expiresAt"`;
    if (!row) throw new Error(`no wait for the column ${columnId}`);
    return row.expiresAt;
  }

  async remove(tx: Tx, { workspaceId, boardId, userId }: Person, columnId: string): Promise<void> {
    await tx.$executeRaw`
      DELETE FROM slot_waits
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND column_id = ${columnId}::uuid
         AND user_id = ${userId}::uuid`;
  }

  async removeExpired(now: Date): Promise<void> {
    await this.pool.query({
      name: 'slot-waits-expired',
      text: `DELETE FROM slot_waits w USING (
               SELECT workspace_id, board_id, column_id, user_id FROM slot_waits
                WHERE expires_at <= $1 LIMIT 1000 FOR UPDATE SKIP LOCKED) old
              WHERE (w.workspace_id, w.board_id, w.column_id, w.user_id) = (old.workspace_id, old.board_id, old.column_id, old.user_id)`,
      values: [now],
    });
  }

  /** The boards with a free slot that somebody waits for, without archived ones. It locks nothing, so `notify` checks again. */
  async boardsWithSlots(): Promise<BoardIds[]> {
    const { rows } = await this.pool.query<BoardIds>({
      name: 'boards-with-slots',
      text: `SELECT DISTINCT k.workspace_id AS "workspaceId", k.board_id AS "boardId"
               FROM (SELECT DISTINCT workspace_id, board_id, column_id FROM slot_waits) w
               JOIN columns k    ON k.workspace_id = w.workspace_id AND k.board_id = w.board_id AND k.id = w.column_id
               JOIN boards b     ON b.workspace_id = k.workspace_id AND b.id = k.board_id AND b.archived_at IS NULL
               JOIN workspaces s ON s.id = k.workspace_id AND s.archived_at IS NULL
              WHERE coalesce(weir.free_slots(k), 1) > 0
              ORDER BY 1, 2`,
    });
    return rows;
  }

  /**
   * Writes the notices of the board's free slots, which also become mails, and ends the waits: each fires once. Returns how many
   * it wrote. It locks the board's clock, so that no card takes a slot meanwhile and instances notify one after another. It skips
   * waits that another writer has locked, because that one may wait for the clock.
   */
  async notify(tx: Tx, { workspaceId, boardId }: BoardIds, now: Date): Promise<number> {
    await tx.$queryRaw`
      SELECT 1 FROM board_clock WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid FOR NO KEY UPDATE`;
    return tx.$executeRaw`
      WITH open AS MATERIALIZED (
        SELECT k.id
          FROM columns k
         WHERE k.workspace_id = ${workspaceId}::uuid AND k.board_id = ${boardId}::uuid
           AND EXISTS (SELECT FROM slot_waits w
                        WHERE w.workspace_id = k.workspace_id AND w.board_id = k.board_id AND w.column_id = k.id)
           AND coalesce(weir.free_slots(k), 1) > 0
      ), waiting AS MATERIALIZED (
        SELECT w.column_id, w.user_id
          FROM slot_waits w
         WHERE w.workspace_id = ${workspaceId}::uuid AND w.board_id = ${boardId}::uuid AND w.expires_at > ${now}
           AND w.column_id IN (SELECT id FROM open)
           FOR UPDATE OF w SKIP LOCKED
      ), fired AS (
        DELETE FROM slot_waits w USING waiting
         WHERE w.workspace_id = ${workspaceId}::uuid AND w.board_id = ${boardId}::uuid
           AND w.column_id = waiting.column_id AND w.user_id = waiting.user_id
        RETURNING w.column_id, w.user_id)
      INSERT INTO notices (workspace_id, id, user_id, board_id, kind, facts, at)
      SELECT ${workspaceId}::uuid, gen_random_uuid(), f.user_id, ${boardId}::uuid, 'slotFree',
             jsonb_build_object('column', f.column_id), ${now}
        FROM fired f
        JOIN memberships m ON m.workspace_id = ${workspaceId}::uuid AND m.user_id = f.user_id AND m.left_at IS NULL
                          AND m.role::text = ANY (${[...allowedRoles.changeCards]})
       ORDER BY f.column_id, f.user_id`;
  }
}
