import { Injectable } from '@nestjs/common';
import type { Swimlane } from '@weir/contract';
import { Database, type Tx } from '../database/prisma.js';
import type { BoardAccess } from '../http/caller.js';

type Place = Pick<BoardAccess, 'workspaceId' | 'boardId'>;

@Injectable()
export class SwimlanesRepository {
  constructor(private readonly database: Database) {}

  list(tx: Tx, { workspaceId, boardId }: Place): Promise<Swimlane[]> {
    return tx.swimlane.findMany({
      where: { workspaceId, boardId },
      select: { id: true, name: true },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
  }

  async cardsIn({ workspaceId, boardId }: Place, swimlaneId: string): Promise<number[]> {
    const cards = await this.database.card.findMany({
      where: { workspaceId, boardId, swimlaneId },
      select: { number: true },
    });
    return cards.map(({ number }) => number);
  }

  async add(tx: Tx, { workspaceId, boardId }: Place, lane: Swimlane): Promise<void> {
    await tx.swimlane.create({ data: { workspaceId, boardId, position: 0, ...lane } });
  }

  async order(tx: Tx, { workspaceId, boardId }: Place, lanes: readonly Swimlane[]): Promise<void> {
    await tx.$executeRaw`
      UPDATE swimlanes s SET position = o.position
        FROM unnest(${lanes.map(({ id }) => id)}::uuid[]) WITH ORDINALITY o (id, position)
       WHERE s.workspace_id = ${workspaceId}::uuid AND s.board_id = ${boardId}::uuid AND s.id = o.id`;
  }

  async rename(tx: Tx, { workspaceId, boardId }: Place, id: string, name: string): Promise<void> {
    await tx.swimlane.update({
      where: { workspaceId_boardId_id: { workspaceId, boardId, id } },
      data: { name },
    });
  }

  async remove(tx: Tx, { workspaceId, boardId }: Place, id: string): Promise<void> {
    await tx.card.updateMany({
      where: { workspaceId, boardId, swimlaneId: id },
      data: { swimlaneId: null, version: { increment: 1 } },
    });
    await tx.swimlane.delete({ where: { workspaceId_boardId_id: { workspaceId, boardId, id } } });
  }
}
