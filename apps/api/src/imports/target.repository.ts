import { Injectable } from '@nestjs/common';
import { allowedRoles } from '@weir/contract';
import type { ColumnKind, FieldKind } from '@weir/domain';
import type { BoardIds } from '../database/board-ids.js';
import { Database } from '../database/prisma.js';

/** A column of a board, its WIP limit and how many cards count against it. */
type TargetColumn = { id: string; name: string; kind: ColumnKind; max: number | null; load: number };
export type TargetBoard = BoardIds & {
  key: string;
  name: string;
  timeZone: string;
  archived: boolean;
  columns: TargetColumn[];
};
export type TargetField = {
  id: string;
  name: string;
  kind: FieldKind;
  options: { id: string; name: string }[];
};
/** `canBeAssigned`: their role can have cards. */
export type TargetMember = { id: string; name: string; email: string | null; canBeAssigned: boolean };

/** Reads the parts of a workspace and its boards that imported cards refer to. */
@Injectable()
export class TargetRepository {
  constructor(private readonly database: Database) {}

  async board(workspaceId: string, which: { key: string } | { id: string }): Promise<TargetBoard | null> {
    const [key, id] = 'key' in which ? [which.key, null] : [null, which.id];
    const [board] = await this.database.$queryRaw<TargetBoard[]>`
      SELECT b.workspace_id AS "workspaceId", b.id AS "boardId", b.key, b.name, i.time_zone AS "timeZone",
             b.archived_at IS NOT NULL AS archived,
             (SELECT jsonb_agg(jsonb_build_object('id', k.id, 'name', k.name, 'kind', k.kind, 'load', weir.column_load(k),
                       'max', (SELECT l.max FROM wip_limits l
                                WHERE l.workspace_id = k.workspace_id AND l.board_id = k.board_id AND l.scope = 'column'
                                  AND l.column_id = k.id AND l.mode <> 'warn')) ORDER BY k.position)
                FROM columns k WHERE k.workspace_id = b.workspace_id AND k.board_id = b.id) AS columns
        FROM boards b
        JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
       WHERE b.workspace_id = ${workspaceId}::uuid AND (b.key = ${key} OR b.id = ${id}::uuid)`;
    return board ?? null;
  }

  async keys(workspaceId: string): Promise<Set<string>> {
    const boards = await this.database.board.findMany({ where: { workspaceId }, select: { key: true } });
    return new Set(boards.map(({ key }) => key));
  }

  async members(workspaceId: string): Promise<TargetMember[]> {
    const members = await this.database.membership.findMany({
      where: { workspaceId, leftAt: null },
      select: { role: true, user: { select: { id: true, name: true, email: true } } },
      orderBy: { userId: 'asc' },
    });
    const assignable: readonly string[] = allowedRoles.changeCards;
    return members.map(({ role, user }) => ({ ...user, canBeAssigned: assignable.includes(role) }));
  }

  labels({ workspaceId, boardId }: BoardIds): Promise<{ id: string; name: string }[]> {
    return this.database.label.findMany({
      where: { workspaceId, boardId },
      select: { id: true, name: true },
    });
  }

  fields({ workspaceId, boardId }: BoardIds): Promise<TargetField[]> {
    return this.database.customField.findMany({
      where: { workspaceId, boardId },
      select: { id: true, name: true, kind: true, options: { select: { id: true, name: true } } },
    });
  }

  /** The ids and names of the columns of these boards. */
  async columnNames(workspaceId: string, keys: readonly string[]): Promise<[string, string][]> {
    const columns = await this.database.column.findMany({
      where: { workspaceId, board: { key: { in: [...keys] } } },
      select: { id: true, name: true },
    });
    return columns.map(({ id, name }) => [id, name]);
  }

  async workspaceSlug(workspaceId: string): Promise<string> {
    const { slug } = await this.database.workspace.findUniqueOrThrow({
      where: { id: workspaceId },
      select: { slug: true },
    });
    return slug;
  }
}
