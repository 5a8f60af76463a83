import { Injectable } from '@nestjs/common';
import type { Column, NewColumnLimit } from '@weir/contract';
import { Prisma, type Column as Row } from '@weir/prisma';
import { v7 as uuid } from 'uuid';
import { columnsOfBoard } from '../database/board-json.js';
import type { Tx } from '../database/prisma.js';
import type { BoardAccess } from '../http/caller.js';

export type ColumnRow = Pick<Row, 'id' | 'name' | 'kind'>;
type Place = Pick<BoardAccess, 'workspaceId' | 'boardId'>;

@Injectable()
export class ColumnsRepository {
  list(tx: Tx, { workspaceId, boardId }: Place): Promise<ColumnRow[]> {
    return tx.column.findMany({
      where: { workspaceId, boardId },
      select: { id: true, name: true, kind: true },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
  }

  /** As the board shows it. */
  async column(tx: Tx, { workspaceId, boardId }: Place, id: string): Promise<Column> {
    const [row] = await tx.$queryRaw<{ columns: Column[] }[]>`
      SELECT ${Prisma.raw(columnsOfBoard)} AS columns
        FROM boards b WHERE b.workspace_id = ${workspaceId}::uuid AND b.id = ${boardId}::uuid`;
    const column = row?.columns.find((each) => each.id === id);
    if (!column) throw new Error(`no column ${id}`);
    return column;
  }

  async add(tx: Tx, { workspaceId, boardId }: Place, column: ColumnRow): Promise<void> {
    await tx.column.create({ data: { workspaceId, boardId, position: 0, ...column } });
  }

  async order(tx: Tx, { workspaceId, boardId }: Place, columns: readonly ColumnRow[]): Promise<void> {
    await tx.$executeRaw`
      UPDATE columns k SET position = o.position
        FROM unnest(${columns.map(({ id }) => id)}::uuid[]) WITH ORDINALITY o (id, position)
       WHERE k.workspace_id = ${workspaceId}::uuid AND k.board_id = ${boardId}::uuid AND k.id = o.id`;
  }

  async rename(tx: Tx, { workspaceId, boardId }: Place, id: string, name: string): Promise<void> {
    await tx.column.update({
      where: { workspaceId_boardId_id: { workspaceId, boardId, id } },
      data: { name },
    });
  }

  async limit(
    tx: Tx,
    { workspaceId, boardId }: Place,
    columnId: string,
    limit: NewColumnLimit | null,
  ): Promise<void> {
    const where = { workspaceId, boardId, columnId, scope: 'column' as const };
    if (limit === null) {
      await tx.wipLimit.deleteMany({ where });
    } else {
      const { count } = await tx.wipLimit.updateMany({ where, data: { max: limit.max } });
      if (count === 0) await tx.wipLimit.create({ data: { ...where, id: uuid(), max: limit.max } });
    }
  }

  cardsIn(tx: Tx, { workspaceId, boardId }: Place, columnId: string): Promise<number> {
    return tx.card.count({ where: { workspaceId, boardId, columnId } });
  }

  async remove(tx: Tx, place: Place, id: string): Promise<void> {
    const { workspaceId, boardId } = place;
    await this.limit(tx, place, id, null);
    await tx.column.delete({ where: { workspaceId_boardId_id: { workspaceId, boardId, id } } });
  }
}
