import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import { Database, type Tx } from '../../database/prisma.js';
import type { PublicLinkIds } from './public-links.js';

/** A board that has a public link, with the name of its workspace. */
export type LinkedBoard = BoardIds & { workspace: string };

/** No row for a link that is not the board's any more, or of an archived board. */
const boardOfLink = `
  SELECT b.workspace_id AS "workspaceId", b.id AS "boardId", w.name AS workspace
    FROM workspaces w
    JOIN boards b ON b.workspace_id = w.id AND b.public_link_id = $2 AND b.archived_at IS NULL
   WHERE w.slug = $1 AND w.archived_at IS NULL`;

@Injectable()
export class PublicLinkRepository {
  constructor(
    private readonly database: Database,
    private readonly pool: Pool,
  ) {}

  /** The id of the board's link; null while it has none. */
  async linkId({ workspaceId, boardId }: BoardIds, tx: Tx = this.database): Promise<string | null> {
    const where = { workspaceId_id: { workspaceId, id: boardId } };
    const board = await tx.board.findUniqueOrThrow({ where, select: { publicLinkId: true } });
    return board.publicLinkId;
  }

  async setLinkId(tx: Tx, { workspaceId, boardId }: BoardIds, publicLinkId: string | null): Promise<void> {
    const where = { workspaceId_id: { workspaceId, id: boardId } };
    await tx.board.update({ where, data: { publicLinkId } });
  }

  async boardOf({ slug, linkId }: PublicLinkIds): Promise<LinkedBoard | null> {
    const query = { name: 'public-board', text: boardOfLink, values: [slug, linkId] };
    const { rows } = await this.pool.query<LinkedBoard>(query);
    return rows[0] ?? null;
  }
}
