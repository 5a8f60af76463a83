import { Injectable } from '@nestjs/common';
import type { EventChanges, LimitMode, Reach } from '@weir/contract';
import { Prisma } from '@weir/prisma';
import type { Tx } from '../../database/prisma.js';
import { limitValues } from '../../limits/limit-values.js';
import { startEvent } from '../../writes/board-writer.js';
import { lockFree, lockRows } from '../../writes/row-locks.js';

/** A member who leaves, or whose new role cannot have cards. `event` is what happened to them. */
type Leaving = {
  workspaceId: string;
  userId: string;
  actorId: string;
  now: Date;
  event: MemberEvent;
  /** They also leave the workspace: their waiting requests end as withdrawn. */
  endsRequests: boolean;
};
type Held = { boardId: string; cards: number[]; requests: number[] };

/** The type of the event and its first change. */
type MemberEvent = {
  [Type in 'member.changed' | 'member.left']: { type: Type; change: EventChanges[Type][number] };
}['member.changed' | 'member.left'];

/** Unassigns a member on every board of the workspace, in one transaction. */
@Injectable()
export class LeavingRepository {
  /** Revokes the open invitations of a person: they may no longer invite. */
  async revokeInvitations(tx: Tx, workspaceId: string, userId: string, now: Date): Promise<void> {
    const where = { workspaceId, createdBy: userId, revokedAt: null, acceptedAt: null };
    await tx.invitation.updateMany({ where, data: { revokedAt: now } });
  }

  /**
   * Returns the boards that changed. Locks the rows first, then every clock of the workspace in the order of their
   * keys, as plain SQL does. While all clocks are locked nobody can assign this member elsewhere, so their cards and
   * requests are then read again; later writes see that they have left. A limit of theirs across the workspace
   * applies on every board, so every board gets an event of its removal. Delivered cards keep their name.
   */
  async clearBoards(tx: Tx, leaving: Leaving): Promise<string[]> {
    const { workspaceId } = leaving;
    for (const { boardId, cards, requests } of await this.heldBy(tx, leaving)) {
      await lockRows(tx, { workspaceId, boardId }, { cards, requests });
    }
    await tx.$queryRaw`
      SELECT 1 FROM board_clock WHERE workspace_id = ${workspaceId}::uuid ORDER BY board_id FOR NO KEY UPDATE`;
    await this.lockWhatCame(tx, leaving);
    const boards = await this.heldBy(tx, leaving);
    const across = await this.limitAcrossBoards(tx, leaving);
    for (const { boardId } of boards) {
      const { seq, at } = await startEvent(tx, { workspaceId, boardId }, leaving.now);
      await this.clear(tx, { ...leaving, now: at }, boardId, seq, across);
    }
    return boards.map(({ boardId }) => boardId);
  }

  /** Locks cards and requests that came while we waited for the clocks. Skips rows that a writer waiting for us has locked. */
  private async lockWhatCame(tx: Tx, { workspaceId, userId, endsRequests }: Leaving): Promise<void> {
    await lockFree(
      tx,
      Prisma.sql`
        FROM cards
       WHERE workspace_id = ${workspaceId}::uuid AND delivered_at IS NULL
         AND (board_id, id) IN (SELECT board_id, card_id FROM card_assignees
                                 WHERE workspace_id = ${workspaceId}::uuid AND user_id = ${userId}::uuid)`,
    );
    if (!endsRequests) return;
    await lockFree(
      tx,
      Prisma.sql`
        FROM requests
       WHERE workspace_id = ${workspaceId}::uuid AND requester_id = ${userId}::uuid AND answered_at IS NULL`,
    );
  }

  private heldBy(tx: Tx, { workspaceId, userId, endsRequests }: Leaving): Promise<Held[]> {
    return tx.$queryRaw<Held[]>`
      SELECT board_id AS "boardId",
             coalesce(array_agg(card)    FILTER (WHERE card IS NOT NULL), '{}')    AS cards,
             coalesce(array_agg(request) FILTER (WHERE request IS NOT NULL), '{}') AS requests
        FROM (SELECT a.board_id, c.number AS card, NULL::integer AS request
                FROM card_assignees a
                JOIN cards c ON (c.workspace_id, c.board_id, c.id) = (a.workspace_id, a.board_id, a.card_id)
               WHERE a.workspace_id = ${workspaceId}::uuid AND a.user_id = ${userId}::uuid AND c.delivered_at IS NULL
               UNION ALL
              SELECT board_id, NULL, number
                FROM requests
               WHERE workspace_id = ${workspaceId}::uuid AND requester_id = ${userId}::uuid AND answered_at IS NULL
                 AND ${endsRequests}
               UNION ALL
              SELECT board_id, NULL, NULL
                FROM wip_limits
               WHERE workspace_id = ${workspaceId}::uuid AND user_id = ${userId}::uuid
               UNION ALL
              SELECT b.id, NULL, NULL
                FROM person_limits p
                JOIN boards b ON b.workspace_id = p.workspace_id
               WHERE p.workspace_id = ${workspaceId}::uuid AND p.user_id = ${userId}::uuid) held
       GROUP BY board_id
       ORDER BY board_id`;
  }

  /** Removed before their cards are unassigned and after the clocks are locked: in the lock order its row is last. */
  private async limitAcrossBoards(tx: Tx, { workspaceId, userId }: Leaving): Promise<RemovedLimit[]> {
    return tx.$queryRaw<RemovedLimit[]>`
      DELETE FROM person_limits
       WHERE workspace_id = ${workspaceId}::uuid AND user_id = ${userId}::uuid
      RETURNING id, max, min, mode`;
  }

  private async clear(tx: Tx, leaving: Leaving, boardId: string, seq: bigint, across: RemovedLimit[]) {
    const { workspaceId, userId, actorId, now, event } = leaving;
    const limits = await tx.$queryRaw<RemovedLimit[]>`
      DELETE FROM wip_limits
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND user_id = ${userId}::uuid
      RETURNING id, max, min, mode`;
    const cards = await tx.$queryRaw<{ number: number; version: number }[]>`
      WITH gone AS (
        DELETE FROM card_assignees a
         USING cards c
         WHERE a.workspace_id = ${workspaceId}::uuid AND a.board_id = ${boardId}::uuid AND a.user_id = ${userId}::uuid
           AND c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id
           AND c.delivered_at IS NULL
        RETURNING a.card_id)
      UPDATE cards c
         SET version = version + 1
        FROM gone
       WHERE c.workspace_id = ${workspaceId}::uuid AND c.board_id = ${boardId}::uuid AND c.id = gone.card_id
      RETURNING c.number, c.version`;
    const changes = [
      event.change,
      ...cards.map(({ number, version }) => ({
        card: number,
        from: { assigneeId: userId },
        to: { assigneeId: null, version },
      })),
      ...(await this.withdraw(tx, leaving, boardId)).map((number) => ({
        request: number,
        from: { state: 'waiting' },
        to: { state: 'answered', kind: 'withdrawn' },
      })),
      ...limits.map((limit) => removedLimit(limit, userId, 'board')),
      ...across.map((limit) => removedLimit(limit, userId, 'workspace')),
    ];
    await tx.event.create({
      data: { workspaceId, boardId, seq, type: event.type, at: now, actorId, changes },
    });
  }

  private async withdraw(
    tx: Tx,
    { workspaceId, userId, actorId, now, endsRequests }: Leaving,
    boardId: string,
  ): Promise<number[]> {
    const requests = await tx.$queryRaw<{ number: number }[]>`
      WITH ended AS (
        INSERT INTO answers (workspace_id, board_id, request_id, kind, by, at)
        SELECT workspace_id, board_id, id, 'withdrawn', ${actorId}::uuid, ${now}
          FROM requests
         WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid
           AND requester_id = ${userId}::uuid AND answered_at IS NULL AND ${endsRequests}
        RETURNING request_id)
      SELECT r.number
        FROM ended
        JOIN requests r ON r.workspace_id = ${workspaceId}::uuid AND r.board_id = ${boardId}::uuid AND r.id = ended.request_id`;
    return requests.map(({ number }) => number);
  }
}

type RemovedLimit = { id: string; max: number; min: number | null; mode: LimitMode };

function removedLimit({ id, ...limit }: RemovedLimit, userId: string, across: Reach) {
  return { limit: id, from: limitValues({ scope: 'person', userId, across, ...limit }) };
}
