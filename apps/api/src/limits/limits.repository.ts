import { Injectable } from '@nestjs/common';
import type { Limit, NewLimit } from '@weir/contract';
import { Prisma, type WipLimit } from '@weir/prisma';
import { limitsOfBoard } from '../database/board-json.js';
import { Database, type Tx } from '../database/prisma.js';
import type { BoardAccess } from '../http/caller.js';

type Place = Pick<BoardAccess, 'workspaceId' | 'boardId'>;

@Injectable()
export class LimitsRepository {
  constructor(private readonly database: Database) {}

  async list({ workspaceId, boardId }: Place, tx: Tx = this.database): Promise<Limit[]> {
    const [row] = await tx.$queryRaw<{ limits: Limit[] }[]>`
      SELECT ${Prisma.raw(limitsOfBoard)} AS limits
        FROM boards b WHERE b.workspace_id = ${workspaceId}::uuid AND b.id = ${boardId}::uuid`;
    return row?.limits ?? [];
  }

  async limit(tx: Tx, place: Place, id: string): Promise<Limit> {
    const limit = (await this.list(place, tx)).find((each) => each.id === id);
    if (!limit) throw new Error(`no limit ${id}`);
    return limit;
  }

  find(tx: Tx, place: Place, id: string): Promise<WipLimit | null> {
    return tx.wipLimit.findUnique({ where: keyOf(place, id) });
  }

  async hasColumn(tx: Tx, { workspaceId, boardId }: Place, id: string): Promise<boolean> {
    return (await tx.column.count({ where: { workspaceId, boardId, id } })) > 0;
  }

  async isLimited(tx: Tx, { workspaceId, boardId }: Place, limit: NewLimit): Promise<boolean> {
    const { max: _max, mode: _mode, ...of } = limit;
    return (await tx.wipLimit.count({ where: { workspaceId, boardId, ...of } })) > 0;
  }

  async add(tx: Tx, { workspaceId, boardId }: Place, limit: NewLimit & { id: string }): Promise<void> {
    await tx.wipLimit.create({ data: { workspaceId, boardId, ...limit } });
  }

  async change(tx: Tx, place: Place, id: string, max: number): Promise<void> {
    await tx.wipLimit.update({ where: keyOf(place, id), data: { max } });
  }

  async remove(tx: Tx, place: Place, id: string): Promise<void> {
    await tx.wipLimit.delete({ where: keyOf(place, id) });
  }
}

function keyOf({ workspaceId, boardId }: Place, id: string) {
  return { workspaceId_boardId_id: { workspaceId, boardId, id } };
}
