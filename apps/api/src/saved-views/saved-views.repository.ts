import { Injectable } from '@nestjs/common';
import type { SavedView, SavedViewChange } from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import { Database, type Tx } from '../database/prisma.js';

type Person = BoardIds & { userId: string };

@Injectable()
export class SavedViewsRepository {
  constructor(private readonly database: Database) {}

  /** A person's and the shared ones, by name. */
  async list(
    { workspaceId, boardId, userId }: Person,
    tx: Pick<Tx, 'savedView'> = this.database,
  ): Promise<SavedView[]> {
    const rows = await tx.savedView.findMany({
      where: { workspaceId, boardId, OR: [{ userId }, { userId: null }] },
      select: { id: true, name: true, query: true, userId: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    });
    return rows.map(({ userId: of, ...view }) => ({ ...view, shared: of === null }));
  }

  /** Takes the board's clock, as the trigger that counts views does: names are compared under it. False for an archived board. */
  async lock(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<boolean> {
    await tx.$executeRaw`
      UPDATE board_clock SET seq = seq WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid`;
    const boards = await tx.$queryRaw<object[]>`
      SELECT 1 FROM boards
       WHERE workspace_id = ${workspaceId}::uuid AND id = ${boardId}::uuid AND archived_at IS NULL`;
    return boards.length > 0;
  }

  async add(
    tx: Tx,
    { workspaceId, boardId, userId }: Person,
    { shared, ...view }: SavedView,
    createdAt: Date,
  ): Promise<void> {
    await tx.savedView.create({
      data: { workspaceId, boardId, userId: shared ? null : userId, ...view, createdAt },
    });
  }

  async change(tx: Tx, { workspaceId, boardId }: BoardIds, id: string, data: SavedViewChange): Promise<void> {
    await tx.savedView.update({ where: { workspaceId_boardId_id: { workspaceId, boardId, id } }, data });
  }

  async remove(tx: Tx, { workspaceId, boardId }: BoardIds, id: string): Promise<void> {
    await tx.savedView.delete({ where: { workspaceId_boardId_id: { workspaceId, boardId, id } } });
  }
}
