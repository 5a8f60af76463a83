import { Injectable } from '@nestjs/common';
import type { Limit, LimitChange, NewLimit } from '@weir/contract';
import { Prisma } from '@weir/prisma';
import type { BoardIds } from '../database/board-ids.js';
import { limitsOfBoard } from '../database/board-json.js';
import { Database, type Tx } from '../database/prisma.js';
import { isAcrossWorkspace } from './limit-subjects.js';

/** A board's own limits, and those of persons across the workspace, which every board lists. */
@Injectable()
export class LimitsRepository {
  constructor(private readonly database: Database) {}

  async list({ workspaceId, boardId }: BoardIds, now: Date, tx: Tx = this.database): Promise<Limit[]> {
    const [row] = await tx.$queryRaw<{ limits: Limit[] }[]>`
      SELECT ${Prisma.raw(limitsOfBoard)} AS limits
        FROM boards b
        JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
       CROSS JOIN (SELECT ${now}::timestamptz AS now) t
       WHERE b.workspace_id = ${workspaceId}::uuid AND b.id = ${boardId}::uuid`;
    return row?.limits ?? [];
  }

  /** The limit, locked to be changed: a board's own by the board's clock, a person's across the workspace by its row. */
  async findLocked(tx: Tx, board: BoardIds, id: string, now: Date): Promise<Limit | null> {
    await tx.$queryRaw`
      SELECT 1 FROM person_limits
       WHERE workspace_id = ${board.workspaceId}::uuid AND id = ${id}::uuid
         FOR NO KEY UPDATE`;
    return (await this.list(board, now, tx)).find((each) => each.id === id) ?? null;
  }

  async read(tx: Tx, board: BoardIds, id: string, now: Date): Promise<Limit> {
    const limit = (await this.list(board, now, tx)).find((each) => each.id === id);
    if (!limit) throw new Error(`no limit ${id}`);
    return limit;
  }

  /** The ids that are no columns of the board. */
  async unknownColumns(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    ids: readonly string[],
  ): Promise<string[]> {
    const known = await tx.column.findMany({
      where: { workspaceId, boardId, id: { in: [...ids] } },
      select: { id: true },
    });
    return ids.filter((id) => !known.some((column) => column.id === id));
  }

  async activeColumns(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<string[]> {
    const where = { workspaceId, boardId, kind: 'active' as const };
    return (await tx.column.findMany({ where, select: { id: true } })).map(({ id }) => id);
  }

  async hasSwimlane(tx: Tx, { workspaceId, boardId }: BoardIds, id: string): Promise<boolean> {
    return (await tx.swimlane.count({ where: { workspaceId, boardId, id } })) > 0;
  }

  async canBeGivenWork(tx: Tx, { workspaceId }: BoardIds, userId: string): Promise<boolean> {
    const [row] = await tx.$queryRaw<{ strangers: boolean }[]>`
      SELECT weir.has_unassignable(${workspaceId}::uuid, ARRAY[${userId}::uuid]) AS strangers`;
    return row?.strangers === false;
  }

  async add(tx: Tx, { workspaceId, boardId }: BoardIds, limit: NewLimit & { id: string }): Promise<void> {
    if (isAcrossWorkspace(limit)) {
      const { scope: _scope, across: _across, ...facts } = limit;
      await tx.personLimit.create({ data: { workspaceId, ...facts } });
    } else {
      const { across: _across, ...facts } = { across: undefined, ...limit };
      const columnIds = limit.scope === 'columns' ? limit.columnIds.toSorted() : [];
      await tx.wipLimit.create({ data: { workspaceId, boardId, ...facts, columnIds } });
    }
  }

  async change(tx: Tx, { workspaceId, boardId }: BoardIds, limit: Limit, change: LimitChange): Promise<void> {
    const { id } = limit;
    const { columnIds, ...facts } = change;
    if (isAcrossWorkspace(limit)) {
      const where = { workspaceId_id: { workspaceId, id } };
      await tx.personLimit.update({ where, data: { ...facts, seq: { increment: 1 } } });
    } else {
      await tx.wipLimit.update({
        where: { workspaceId_boardId_id: { workspaceId, boardId, id } },
        data: { ...facts, ...(columnIds && { columnIds: columnIds.toSorted() }) },
      });
    }
  }

  async remove(tx: Tx, { workspaceId, boardId }: BoardIds, limit: Limit): Promise<void> {
    const { id } = limit;
    if (isAcrossWorkspace(limit))
      await tx.personLimit.delete({ where: { workspaceId_id: { workspaceId, id } } });
    else await tx.wipLimit.delete({ where: { workspaceId_boardId_id: { workspaceId, boardId, id } } });
  }
}
