import { Injectable } from '@nestjs/common';
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

  /** Columns of the card's board in the order of their ids; undefined for an id that is no column of it. */
  async columns(tx: Tx, { workspaceId, boardId }: CardRow, ids: string[]): Promise<(Column | undefined)[]> {
    const found = await tx.column.findMany({ where: { workspaceId, boardId, id: { in: ids } } });
    return ids.map((id) => found.find((column) => column.id === id));
  }
}
