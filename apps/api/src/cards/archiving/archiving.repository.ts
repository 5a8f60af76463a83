import { Injectable } from '@nestjs/common';
import type { RequestRef } from '@weir/contract';
import type { Column } from '@weir/prisma';
import type { Tx } from '../../database/prisma.js';
import type { Write } from '../../writes/board-writer.js';
import type { CardRow } from '../cards.repository.js';

@Injectable()
export class ArchivingRepository {
  /** Archives a card, or (null) returns it to the end of its column. */
  async setArchived({ tx }: Write, card: CardRow, at: Date | null): Promise<void> {
    await tx.$executeRaw`
      UPDATE cards c
         SET archived_at = ${at},
             version = c.version + 1,
             rank = weir.rank_for(c.workspace_id, c.board_id, c.column_id, c.number, NULL, NULL)
       WHERE c.workspace_id = ${card.workspaceId}::uuid AND c.board_id = ${card.boardId}::uuid AND c.id = ${card.id}::uuid`;
  }

  /**
   * The card's request and the one that its requester made with the ticket instead, if that waits or its yes counts. One
   * that ended in a no leaves the card free to come back.
   */
  async askedAgain(
    tx: Tx,
    { workspaceId, boardId, requestId }: CardRow,
  ): Promise<{ request: RequestRef; followedBy: RequestRef } | null> {
    const [found] = await tx.$queryRaw<{ request: RequestRef; followedBy: RequestRef }[]>`
      SELECT jsonb_build_object('number', r.number, 'ref', b.key || '-R' || r.number) AS request,
             jsonb_build_object('number', n.number, 'ref', b.key || '-R' || n.number) AS "followedBy"
        FROM requests r
        JOIN boards b   ON b.workspace_id = r.workspace_id AND b.id = r.board_id
        JOIN requests n ON n.workspace_id = r.workspace_id AND n.board_id = r.board_id AND n.follows_id = r.id AND n.by_ticket
        LEFT JOIN answers a ON a.workspace_id = n.workspace_id AND a.board_id = n.board_id AND a.request_id = n.id
       WHERE r.workspace_id = ${workspaceId}::uuid AND r.board_id = ${boardId}::uuid AND r.id = ${requestId}::uuid
         AND (a.kind IS NULL OR a.kind IN ('accept', 'trade', 'duplicate', 'redirect'))`;
    return found ?? null;
  }

  /** Columns of the card's board in the order of their ids; undefined for an id that is no column of it. */
  async columns(tx: Tx, { workspaceId, boardId }: CardRow, ids: string[]): Promise<(Column | undefined)[]> {
    const found = await tx.column.findMany({ where: { workspaceId, boardId, id: { in: ids } } });
    return ids.map((id) => found.find((column) => column.id === id));
  }
}
