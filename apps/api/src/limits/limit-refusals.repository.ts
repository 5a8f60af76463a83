import { Injectable } from '@nestjs/common';
import type { Card, Person } from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import { Database } from '../database/prisma.js';

@Injectable()
export class LimitRefusalsRepository {
  constructor(private readonly database: Database) {}

  /** Cards by number, and all cards in a column or a lane. */
  async cards(
    { workspaceId, boardId }: BoardIds,
    { numbers, columnId, swimlaneId }: { numbers: number[]; columnId?: string; swimlaneId?: string },
  ): Promise<Card[]> {
    const rows = await this.database.$queryRaw<{ document: Card }[]>`
      SELECT d.document
        FROM weir.card_documents d
        JOIN cards c USING (workspace_id, board_id, id)
       WHERE c.workspace_id = ${workspaceId}::uuid AND c.board_id = ${boardId}::uuid
         AND (c.number = ANY (${numbers}::int[])
              OR c.archived_at IS NULL
                 AND (c.column_id = ${columnId}::uuid OR c.swimlane_id = ${swimlaneId}::uuid))
       ORDER BY c.number`;
    return rows.map(({ document }) => document);
  }

  people(ids: string[]): Promise<Person[]> {
    return this.database.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  }
}
