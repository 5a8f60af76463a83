import { Injectable } from '@nestjs/common';
import type { CardHalfCleared, CardMoved, CardUnassigned, Column, NewColumnLimit } from '@weir/contract';
import { type WipLimit as LimitRow, Prisma, type Column as Row } from '@weir/prisma';
import { v7 as uuid } from 'uuid';
import type { BoardIds } from '../database/board-ids.js';
import { columnsOfBoard } from '../database/board-json.js';
import type { Tx } from '../database/prisma.js';
import type { Leaving } from '../writes/accepted-work.js';

export type { WipLimit as LimitRow } from '@weir/prisma';
export type ColumnRow = Pick<Row, 'id' | 'name' | 'kind' | 'split' | 'policy'>;

@Injectable()
export class ColumnsRepository {
  list(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<ColumnRow[]> {
    return tx.column.findMany({
      where: { workspaceId, boardId },
      select: { id: true, name: true, kind: true, split: true, policy: true },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
  }

  /** The column's document. */
  async read(tx: Tx, { workspaceId, boardId }: BoardIds, id: string): Promise<Column> {
    const [row] = await tx.$queryRaw<{ columns: Column[] }[]>`
      SELECT ${Prisma.raw(columnsOfBoard)} AS columns
        FROM boards b WHERE b.workspace_id = ${workspaceId}::uuid AND b.id = ${boardId}::uuid`;
    const column = row?.columns.find((each) => each.id === id);
    if (!column) throw new Error(`no column ${id}`);
    return column;
  }

  async add(tx: Tx, { workspaceId, boardId }: BoardIds, column: ColumnRow): Promise<void> {
    await tx.column.create({ data: { workspaceId, boardId, position: 0, ...column } });
  }

  async setOrder(tx: Tx, { workspaceId, boardId }: BoardIds, columns: readonly ColumnRow[]): Promise<void> {
    await tx.$executeRaw`
      UPDATE columns k SET position = o.position
        FROM unnest(${columns.map(({ id }) => id)}::uuid[]) WITH ORDINALITY o (id, position)
       WHERE k.workspace_id = ${workspaceId}::uuid AND k.board_id = ${boardId}::uuid AND k.id = o.id`;
  }

  /** A column without halves has no cards that are done in one. Returns the changes of the event for those that were. */
  async change(
    tx: Tx,
    board: BoardIds,
    id: string,
    { name, split, policy }: Partial<ColumnRow>,
  ): Promise<CardHalfCleared[]> {
    const { workspaceId, boardId } = board;
    const cleared = split === false ? await this.clearHalves(tx, board, id) : [];
    await tx.column.update({
      where: { workspaceId_boardId_id: { workspaceId, boardId, id } },
      data: {
        ...(name !== undefined && { name }),
        ...(split !== undefined && { split }),
        ...(policy !== undefined && { policy }),
      },
    });
    return cleared;
  }

  private async clearHalves(tx: Tx, board: BoardIds, columnId: string): Promise<CardHalfCleared[]> {
    const where = { workspaceId: board.workspaceId, boardId: board.boardId, columnId, done: true };
    const data = { done: false, version: { increment: 1 } };
    const cards = await tx.card.updateManyAndReturn({ where, data, select: { number: true, version: true } });
    return cards.map(({ number: card, version }) => ({
      card,
      from: { half: 'done' },
      to: { half: null, version },
    }));
  }

  ownLimit(tx: Tx, { workspaceId, boardId }: BoardIds, columnId: string): Promise<LimitRow | null> {
    return tx.wipLimit.findFirst({ where: { workspaceId, boardId, columnId, scope: 'column' } });
  }

  /** Adds or changes the column's own limit, or (null) removes it. */
  async setLimit(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    columnId: string,
    limit: NewColumnLimit | null,
  ): Promise<void> {
    const where = { workspaceId, boardId, columnId, scope: 'column' as const };
    if (limit === null) {
      await tx.wipLimit.deleteMany({ where });
    } else {
      const { max, min = null, mode = 'block' } = limit;
      const data = { max, min, mode };
      const { count } = await tx.wipLimit.updateMany({ where, data });
      if (count === 0) await tx.wipLimit.create({ data: { ...where, id: uuid(), ...data } });
    }
  }

  /** Archived cards too. */
  countCards(tx: Tx, { workspaceId, boardId }: BoardIds, columnId: string): Promise<number> {
    return tx.card.count({ where: { workspaceId, boardId, columnId } });
  }

  /**
   * Which accepted work leaves if the cards of a column move to another. An archived card left the board before, unless it
   * was delivered and would no longer be.
   */
  async leavingFor(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    from: string,
    to: string,
  ): Promise<Required<Leaving>> {
    const [row] = await tx.$queryRaw<Required<Leaving>[]>`
      SELECT coalesce(array_agg(c.number) FILTER (WHERE c.archived_at IS NULL AND weir.is_put_back(c, k.kind)), '{}') AS "putBack",
             coalesce(array_agg(c.number) FILTER (WHERE c.archived_at IS NOT NULL AND c.delivered_at IS NOT NULL
                                                    AND k.kind <> 'done'), '{}') AS "takenOff"
        FROM cards c
        JOIN columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = ${to}::uuid
       WHERE c.workspace_id = ${workspaceId}::uuid AND c.board_id = ${boardId}::uuid AND c.column_id = ${from}::uuid
         AND c.request_id IS NOT NULL`;
    return row as Required<Leaving>;
  }

  /** Moves all cards to the end of another column and returns the changes of the event. Limits may refuse. */
  async moveCards(tx: Tx, { workspaceId, boardId }: BoardIds, from: string, to: string, now: Date) {
    const [row] = await tx.$queryRaw<{ moved: (CardMoved | CardUnassigned)[] }[]>`
      SELECT weir.move_column_cards(${workspaceId}::uuid, ${boardId}::uuid, ${from}::uuid, ${to}::uuid, ${now}) AS moved`;
    return row?.moved ?? [];
  }

  /** All limits that name the column. */
  limitsNaming(tx: Tx, { workspaceId, boardId }: BoardIds, columnId: string): Promise<LimitRow[]> {
    return tx.wipLimit.findMany({
      where: { workspaceId, boardId, OR: [{ columnId }, { columnIds: { has: columnId } }] },
      orderBy: { id: 'asc' },
    });
  }

  /** Whether a group of exactly these columns has a limit. */
  async hasGroupLimit(tx: Tx, { workspaceId, boardId }: BoardIds, columnIds: string[]): Promise<boolean> {
    return (
      (await tx.wipLimit.count({ where: { workspaceId, boardId, columnIds: { equals: columnIds } } })) > 0
    );
  }

  async setGroup(tx: Tx, { workspaceId, boardId, id }: LimitRow, columnIds: string[]): Promise<void> {
    await tx.wipLimit.update({
      where: { workspaceId_boardId_id: { workspaceId, boardId, id } },
      data: { columnIds },
    });
  }

  async removeLimits(tx: Tx, { workspaceId, boardId }: BoardIds, limits: LimitRow[]): Promise<void> {
    await tx.wipLimit.deleteMany({
      where: { workspaceId, boardId, id: { in: limits.map(({ id }) => id) } },
    });
  }

  async remove(tx: Tx, { workspaceId, boardId }: BoardIds, id: string): Promise<void> {
    await tx.column.delete({ where: { workspaceId_boardId_id: { workspaceId, boardId, id } } });
  }
}
