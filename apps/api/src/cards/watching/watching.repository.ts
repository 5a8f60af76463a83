import { Injectable } from '@nestjs/common';
import type { CardWatch } from '@weir/contract';
import { Database, type Tx } from '../../database/prisma.js';
import type { BoardAccess } from '../../http/access/caller.js';

@Injectable()
export class WatchingRepository {
  constructor(private readonly database: Database) {}

  /** Null if there is no such card. Leaves out people who have left or whose role can't read boards. */
  async read(
    { workspaceId, boardId, userId }: BoardAccess,
    number: number,
    tx: Pick<Tx, '$queryRaw'> = this.database,
  ): Promise<CardWatch | null> {
    const [row] = await tx.$queryRaw<CardWatch[]>`
      SELECT coalesce(bool_or(u.id = ${userId}::uuid), false) AS watching,
             coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id)
                        FILTER (WHERE u.id IS NOT NULL), '[]') AS watchers
        FROM cards c
        LEFT JOIN card_watchers w ON w.workspace_id = c.workspace_id AND w.board_id = c.board_id AND w.card_id = c.id AND w.watching
        LEFT JOIN memberships m   ON m.workspace_id = w.workspace_id AND m.user_id = w.user_id AND m.left_at IS NULL
                                 AND weir.may_read_boards(m.role)
        LEFT JOIN users u         ON u.id = m.user_id
       WHERE c.workspace_id = ${workspaceId}::uuid AND c.board_id = ${boardId}::uuid AND c.number = ${number}::int
       GROUP BY c.id`;
    return row ?? null;
  }

  /** Locks the card like a write to it: it can't be deleted meanwhile. */
  async choose(
    tx: Tx,
    { workspaceId, boardId, userId }: BoardAccess,
    number: number,
    watching: boolean,
  ): Promise<void> {
    await tx.$executeRaw`
      WITH card AS MATERIALIZED (
        SELECT id FROM cards
         WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND number = ${number}::int
           FOR NO KEY UPDATE)
      INSERT INTO card_watchers AS w (workspace_id, board_id, card_id, user_id, watching)
      SELECT ${workspaceId}::uuid, ${boardId}::uuid, card.id, ${userId}::uuid, ${watching} FROM card
      ON CONFLICT (workspace_id, board_id, card_id, user_id) DO UPDATE SET watching = EXCLUDED.watching
       WHERE w.watching <> EXCLUDED.watching`;
  }
}
