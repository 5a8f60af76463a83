import { Injectable } from '@nestjs/common';
import type { CardMoved, Swimlane } from '@weir/contract';
import type { WipLimit } from '@weir/prisma';
import type { BoardIds } from '../database/board-ids.js';
import type { Tx } from '../database/prisma.js';

@Injectable()
export class SwimlanesRepository {
  list(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<Swimlane[]> {
    return tx.swimlane.findMany({
      where: { workspaceId, boardId },
      select: { id: true, name: true },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
  }

  async add(tx: Tx, { workspaceId, boardId }: BoardIds, lane: Swimlane): Promise<void> {
    await tx.swimlane.create({ data: { workspaceId, boardId, position: 0, ...lane } });
  }

  async setOrder(tx: Tx, { workspaceId, boardId }: BoardIds, lanes: readonly Swimlane[]): Promise<void> {
    await tx.$executeRaw`
      UPDATE swimlanes s SET position = o.position
        FROM unnest(${lanes.map(({ id }) => id)}::uuid[]) WITH ORDINALITY o (id, position)
       WHERE s.workspace_id = ${workspaceId}::uuid AND s.board_id = ${boardId}::uuid AND s.id = o.id`;
  }

  async rename(tx: Tx, { workspaceId, boardId }: BoardIds, id: string, name: string): Promise<void> {
    await tx.swimlane.update({
      where: { workspaceId_boardId_id: { workspaceId, boardId, id } },
      data: { name },
    });
  }

  /** Archived cards too. */
  countCards(tx: Tx, { workspaceId, boardId }: BoardIds, swimlaneId: string): Promise<number> {
    return tx.card.count({ where: { workspaceId, boardId, swimlaneId } });
  }

  /**
   * Moves all cards, archived ones too, to another lane or (null) to none, and returns the changes of the event. Limits
   * may refuse.
   */
  async moveCards(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    from: string,
    to: string | null,
  ): Promise<CardMoved[]> {
    const rows = await tx.$queryRaw<{ moved: CardMoved }[]>`
      WITH moved AS (
        UPDATE cards c
           SET swimlane_id = ${to}::uuid, version = c.version + 1
         WHERE c.workspace_id = ${workspaceId}::uuid AND c.board_id = ${boardId}::uuid
           AND c.swimlane_id = ${from}::uuid
        RETURNING c.*
      )
      SELECT jsonb_build_object('card', m.number,
                                'to', p.place || jsonb_build_object('version', m.version),
                                'from', p.place || jsonb_build_object('swimlaneId', ${from}::uuid)) AS moved
        FROM (SELECT moved.* FROM moved) m
       CROSS JOIN LATERAL weir.card_position(m::cards) p (place)
       ORDER BY m.number`;
    return rows.map(({ moved }) => moved);
  }

  /** Removes the limits of the lane and of its cells, and returns them. */
  async removeLimits(tx: Tx, { workspaceId, boardId }: BoardIds, swimlaneId: string): Promise<WipLimit[]> {
    const where = { workspaceId, boardId, swimlaneId };
    const limits = await tx.wipLimit.findMany({ where, orderBy: { id: 'asc' } });
    await tx.wipLimit.deleteMany({ where });
    return limits;
  }

  async remove(tx: Tx, { workspaceId, boardId }: BoardIds, id: string): Promise<void> {
    await tx.swimlane.delete({ where: { workspaceId_boardId_id: { workspaceId, boardId, id } } });
  }
}
