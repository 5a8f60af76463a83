import { Injectable } from '@nestjs/common';
import { allowedRoles } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';
import type { DoorFacts } from '../door/door-facts.js';

/** How long the mail of room may be tried. */
const daysForMail = 3;

type Person = BoardIds & { userId: string };
/** A member (by their user id) or a guest (by the id of their wait), and the facts of the door for them. */
export type Waiting = { id: string; isGuest: boolean; askedAt: Date; facts: DoorFacts };

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

  /** Somebody who already waits keeps their place. Returns the end; null for an archived board. */
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

  /** The facts of the board's door for this person. */
  async facts(tx: Tx, { workspaceId, boardId, userId }: Person, now: Date): Promise<DoorFacts> {
    const [row] = await tx.$queryRaw<{ facts: DoorFacts }[]>`
      SELECT weir.door_facts(${workspaceId}::uuid, ${boardId}::uuid, ${userId}::uuid, false, ${now}) AS facts`;
    if (!row) throw new Error(`no door of the board ${boardId}`);
    return row.facts;
  }

  async remove(tx: Tx, { workspaceId, boardId, userId }: Person): Promise<void> {
    await tx.$executeRaw`
      DELETE FROM notify_me
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND user_id = ${userId}::uuid`;
  }

  /** Guests' waits go with their mails. */
  async removeExpired(now: Date): Promise<void> {
    await this.pool.query({
      name: 'notify-me-expired',
      text: `DELETE FROM notify_me m USING (
               SELECT workspace_id, board_id, user_id FROM notify_me
                WHERE expires_at <= $1 LIMIT 1000 FOR UPDATE SKIP LOCKED) old
              WHERE (m.workspace_id, m.board_id, m.user_id) = (old.workspace_id, old.board_id, old.user_id)`,
      values: [now],
    });
    await this.pool.query({
      name: 'guest-waits-expired',
      text: `WITH old AS MATERIALIZED (
               SELECT workspace_id, board_id, id FROM guest_waits
                WHERE expires_at <= $1 LIMIT 1000 FOR UPDATE SKIP LOCKED
             ), mails_gone AS (
               DELETE FROM mails m USING old
                WHERE (m.workspace_id, m.form_board_id, m.guest_wait_id) = (old.workspace_id, old.board_id, old.id))
             DELETE FROM guest_waits w USING old
              WHERE (w.workspace_id, w.board_id, w.id) = (old.workspace_id, old.board_id, old.id)`,
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
                AND (EXISTS (SELECT FROM notify_me m WHERE m.workspace_id = b.workspace_id AND m.board_id = b.id)
                     OR EXISTS (SELECT FROM guest_waits g
                                 WHERE g.workspace_id = b.workspace_id AND g.board_id = b.id
                                   AND g.confirmed_at IS NOT NULL AND g.notified_at IS NULL))
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
                            AND n.kind = 'room' AND n.at > ${since})
         AND NOT EXISTS (SELECT FROM guest_waits w
                          WHERE w.workspace_id = ${workspaceId}::uuid AND w.board_id = ${boardId}::uuid AND w.notified_at > ${since})`;
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
    const [afterAt, afterId] = [after?.askedAt ?? null, after?.id ?? null];
    return tx.$queryRaw<Waiting[]>`
      WITH members AS MATERIALIZED (
        SELECT n.user_id AS id, n.asked_at
          FROM notify_me n JOIN memberships p ON p.workspace_id = n.workspace_id AND p.user_id = n.user_id
         WHERE n.workspace_id = ${workspaceId}::uuid AND n.board_id = ${boardId}::uuid AND n.expires_at > ${now}
           AND p.left_at IS NULL AND p.role::text = ANY (${[...allowedRoles.submitRequests]})
           AND (${afterAt}::timestamptz IS NULL OR (n.asked_at, n.user_id) > (${afterAt}::timestamptz, ${afterId}::uuid))
         ORDER BY n.asked_at, n.user_id LIMIT ${most}
           FOR UPDATE OF n SKIP LOCKED
      ), guests AS MATERIALIZED (
        SELECT w.id, w.confirmed_at AS asked_at, w.email
          FROM guest_waits w JOIN intakes i ON i.workspace_id = w.workspace_id AND i.board_id = w.board_id AND i.form_id IS NOT NULL
         WHERE w.workspace_id = ${workspaceId}::uuid AND w.board_id = ${boardId}::uuid AND w.expires_at > ${now}
           AND w.confirmed_at IS NOT NULL AND w.notified_at IS NULL
           AND (${afterAt}::timestamptz IS NULL OR (w.confirmed_at, w.id) > (${afterAt}::timestamptz, ${afterId}::uuid))
         ORDER BY w.confirmed_at, w.id LIMIT ${most}
           FOR UPDATE OF w SKIP LOCKED
      )
      SELECT x.id, x.is_guest AS "isGuest", x.asked_at AS "askedAt",
             weir.door_facts(${workspaceId}::uuid, ${boardId}::uuid, x.requester, x.is_guest, ${now}) AS facts
        FROM (SELECT m.id, m.asked_at, false AS is_guest, m.id AS requester FROM members m
               UNION ALL
              SELECT w.id, w.asked_at, true,
                     (SELECT g.id FROM public.guests g WHERE g.workspace_id = ${workspaceId}::uuid AND g.email = w.email)
                FROM guests w) x
       ORDER BY x.asked_at, x.id LIMIT ${most}`;
  }

  /** Writes the notices, which also become mails, and ends the waits: each fires once. */
  async notify(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    waiting: readonly Waiting[],
    now: Date,
  ): Promise<void> {
    const userIds = waiting.filter(({ isGuest }) => !isGuest).map(({ id }) => id);
    const guestWaitIds = waiting.filter(({ isGuest }) => isGuest).map(({ id }) => id);
    await tx.$executeRaw`
      WITH fired AS (
        DELETE FROM notify_me
         WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND user_id = ANY (${userIds}::uuid[])
        RETURNING user_id)
      INSERT INTO notices (workspace_id, id, user_id, board_id, kind, at)
      SELECT ${workspaceId}::uuid, gen_random_uuid(), f.user_id, ${boardId}::uuid, 'room', ${now} FROM fired f`;
    if (guestWaitIds.length === 0) return;
    // Kept as long as its mail may be tried.
    const mailBy = new Date(now.getTime() + daysForMail * 86_400_000);
    await tx.$executeRaw`
      WITH fired AS (
        UPDATE guest_waits SET notified_at = ${now}, expires_at = greatest(expires_at, ${mailBy})
         WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND id = ANY (${guestWaitIds}::uuid[])
           AND notified_at IS NULL
        RETURNING id)
      INSERT INTO mails (workspace_id, id, form_board_id, guest_wait_id, at, due_at)
      SELECT ${workspaceId}::uuid, gen_random_uuid(), ${boardId}::uuid, f.id, ${now}, ${now} FROM fired f`;
  }
}
