import { Injectable } from '@nestjs/common';
import { allowedRoles } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';
import type { DoorFacts } from '../door/door-facts.js';

type Person = BoardIds & { userId: string };
/** Somebody who waits, and the facts of the door for them. */
export type Waiting = { userId: string; askedAt: Date; facts: DoorFacts };

@Injectable()
export class NotifyMeRepository {
  constructor(private readonly pool: Pool) {}

  async expiresAt({ workspaceId, boardId, userId }: Person, now: Date): Promise<Date | null> {
    const { rows } = await this.pool.query<{ expiresAt: Date }>({
      name: 'notify-me',
      text: `SELECT expires_at AS "expiresAt" FROM notify_me
              WHERE workspace_id = $1 AND board_id = $2 AND user_id = $3 AND expires_at > $4`,
      values: [workspaceId, boardId, userId, now],
    });
    return rows[0]?.expiresAt ?? null;
  }

  /** Keeps the place of whoever waits already. Returns the end; null for an archived board. */
  async add(
    tx: Tx,
    { workspaceId, boardId, userId }: Person,
    { now, expiresAt }: { now: Date; expiresAt: Date },
  ): Promise<Date | null> {
    const boards = await tx.$queryRaw<object[]>`
      SELECT 1 FROM boards
       WHERE workspace_id = ${workspaceId}::uuid AND id = ${boardId}::uuid AND archived_at IS NULL`;
    if (boards.length === 0) return null;
    const [row] = await tx.$queryRaw<{ expiresAt: Date }[]>`
      INSERT INTO notify_me AS m (workspace_id, board_id, user_id, asked_at, expires_at)
      VALUES (${workspaceId}::uuid, ${boardId}::uuid, ${userId}::uuid, ${now}, ${expiresAt})
      ON CONFLICT (workspace_id, board_id, user_id) DO UPDATE
         SET asked_at   = CASE WHEN m.expires_at > ${now} THEN m.asked_at ELSE EXCLUDED.asked_at END,
             expires_at = CASE WHEN m.expires_at > ${now} THEN m.expires_at ELSE EXCLUDED.expires_at END
      RETURNING expires_at AS "expiresAt"`;
    return row?.expiresAt ?? null;
  }

  async remove(tx: Tx, { workspaceId, boardId, userId }: Person): Promise<void> {
    await tx.$executeRaw`
      DELETE FROM notify_me
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND user_id = ${userId}::uuid`;
  }

  async removeExpired(now: Date): Promise<void> {
    await this.pool.query({
      name: 'notify-me-expired',
      text: `DELETE FROM notify_me m USING (
               SELECT workspace_id, board_id, user_id FROM notify_me
                WHERE expires_at <= $1 LIMIT 1000 FOR UPDATE SKIP LOCKED) old
              WHERE (m.workspace_id, m.board_id, m.user_id) = (old.workspace_id, old.board_id, old.user_id)`,
      values: [now],
    });
  }

  /** The boards that are not archived and on which somebody waits. */
  async boards(): Promise<BoardIds[]> {
    const { rows } = await this.pool.query<BoardIds>({
      name: 'notify-me-boards',
      text: `SELECT b.workspace_id AS "workspaceId", b.id AS "boardId"
               FROM boards b JOIN workspaces w ON w.id = b.workspace_id AND w.archived_at IS NULL
              WHERE b.archived_at IS NULL
                AND EXISTS (SELECT FROM notify_me m WHERE m.workspace_id = b.workspace_id AND m.board_id = b.id)
              ORDER BY 1, 2`,
    });
    return rows;
  }

  /**
   * The facts of the board's door under its clock, so that instances notify one after another; null if somebody was
   * notified since `since`.
   */
  async lockedFacts(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    { now, since }: { now: Date; since: Date },
  ): Promise<DoorFacts | null> {
    await tx.$queryRaw`
      SELECT 1 FROM board_clock WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid FOR NO KEY UPDATE`;
    const [row] = await tx.$queryRaw<{ facts: DoorFacts }[]>`
      SELECT weir.door_facts(${workspaceId}::uuid, ${boardId}::uuid, NULL, false, ${now}) AS facts
       WHERE NOT EXISTS (SELECT FROM notices n
                          WHERE n.workspace_id = ${workspaceId}::uuid AND n.board_id = ${boardId}::uuid
                            AND n.kind = 'room' AND n.at > ${since})`;
    return row?.facts ?? null;
  }

  /**
   * The next few who wait after one of them, first come first, with the door's facts for each: few, because the board's
   * clock is locked. Skips rows that another writer has locked.
   */
  async waiting(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    { now, after, most }: { now: Date; after: Waiting | null; most: number },
  ): Promise<Waiting[]> {
    return tx.$queryRaw<Waiting[]>`
      SELECT m.user_id AS "userId", m.asked_at AS "askedAt", weir.door_facts(m.workspace_id, m.board_id, m.user_id, false, ${now}) AS facts
        FROM (SELECT n.* FROM notify_me n
                JOIN memberships p ON p.workspace_id = n.workspace_id AND p.user_id = n.user_id
               WHERE n.workspace_id = ${workspaceId}::uuid AND n.board_id = ${boardId}::uuid AND n.expires_at > ${now}
                 AND p.left_at IS NULL AND p.role::text = ANY (${allowedRoles.submitRequests as unknown as string[]})
                 AND (${after?.askedAt ?? null}::timestamptz IS NULL
                      OR (n.asked_at, n.user_id) > (${after?.askedAt ?? null}::timestamptz, ${after?.userId ?? null}::uuid))
               ORDER BY n.asked_at, n.user_id LIMIT ${most}
                 FOR UPDATE OF n SKIP LOCKED) m
       ORDER BY m.asked_at, m.user_id`;
  }

  /** Writes the notices, which also become mails, and ends the waits: each fires once. */
  async notify(tx: Tx, { workspaceId, boardId }: BoardIds, userIds: string[], now: Date): Promise<void> {
    await tx.$executeRaw`
      WITH fired AS (
        DELETE FROM notify_me
         WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND user_id = ANY (${userIds}::uuid[])
        RETURNING user_id)
      INSERT INTO notices (workspace_id, id, user_id, board_id, kind, at)
      SELECT ${workspaceId}::uuid, gen_random_uuid(), f.user_id, ${boardId}::uuid, 'room', ${now} FROM fired f`;
  }
}
