import { Injectable } from '@nestjs/common';
import type { BoardDeletion } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Database, type Tx } from '../../database/prisma.js';

@Injectable()
export class BoardDeletionRepository {
  constructor(private readonly database: Database) {}

  find(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<{ name: string; deleteAt: Date | null }> {
    const where = { workspaceId_id: { workspaceId, id: boardId } };
    return tx.board.findUniqueOrThrow({ where, select: { name: true, deleteAt: true } });
  }

  async read({ workspaceId, boardId }: BoardIds, tx: Tx = this.database): Promise<BoardDeletion> {
    const [deletion] = await tx.$queryRaw<BoardDeletion[]>`
      SELECT weir.instant(b.delete_at) AS "deleteAt", jsonb_build_object(
               'cards',       (SELECT count(*) FROM cards c
                                WHERE c.workspace_id = b.workspace_id AND c.board_id = b.id),
               'undelivered', (SELECT count(*) FROM cards c
                                WHERE c.workspace_id = b.workspace_id AND c.board_id = b.id AND c.request_id IS NOT NULL
                                  AND c.delivered_at IS NULL),
               'requests',    (SELECT count(*) FROM requests r
                                WHERE r.workspace_id = b.workspace_id AND r.board_id = b.id),
               'comments',    (SELECT count(*) FROM comments m
                                WHERE m.workspace_id = b.workspace_id AND m.board_id = b.id),
               'attachments', (SELECT count(*) FROM attachments a
                                WHERE a.workspace_id = b.workspace_id AND a.board_id = b.id),
               'links',       (SELECT count(*) FROM card_links l
                                WHERE l.workspace_id = b.workspace_id AND l.board_id = b.id AND l.other_board_id <> b.id),
               'waiting',     (SELECT count(*) FROM notify_me n
                                WHERE n.workspace_id = b.workspace_id AND n.board_id = b.id)
                            + (SELECT count(*) FROM guest_waits g
                                WHERE g.workspace_id = b.workspace_id AND g.board_id = b.id)
                            + (SELECT count(*) FROM slot_waits s
                                WHERE s.workspace_id = b.workspace_id AND s.board_id = b.id)) AS content
        FROM boards b
       WHERE b.workspace_id = ${workspaceId}::uuid AND b.id = ${boardId}::uuid`;
    return deletion as BoardDeletion;
  }

  /** Returns when the board will be deleted. The database refuses it for a board that is not archived, and while requests wait. */
  async plan(tx: Tx, { workspaceId, boardId }: BoardIds, now: Date): Promise<string> {
    const [row] = await tx.$queryRaw<{ at: string }[]>`
      SELECT weir.instant(weir.plan_board_deletion(${workspaceId}::uuid, ${boardId}::uuid, ${now})) AS at`;
    return (row as { at: string }).at;
  }

  async cancel(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<void> {
    const where = { workspaceId_id: { workspaceId, id: boardId } };
    await tx.board.update({ where, data: { deleteAt: null } });
  }
}
