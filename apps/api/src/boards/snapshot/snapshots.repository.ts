import { Injectable } from '@nestjs/common';
import type { Card } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { personsMark } from '../../database/board-json.js';
import { Pool } from '../../database/pool.js';
import type { Credentials } from '../../http/access/caller.js';
import { type HeaderRow, header, headerFrom, isShown, isWorded } from './header.js';

/** `persons` marks the names of members and their limits across the workspace; null while there is nothing to mark. */
export type BoardHead = BoardIds & {
  seq: string;
  persons: string | null;
  timeZone: string;
  namesVersion: number;
  gateEnded: boolean;
  /** Whether the board's document has a text that is worded for its reader. */
  isWorded: boolean;
};

export type BoardRow = HeaderRow & { cards: { id: string; document: Card }[] };

const headColumns = `
  k.workspace_id AS "workspaceId", k.board_id AS "boardId", k.seq, ${personsMark} AS persons, i.time_zone AS "timeZone",
  w.names_version AS "namesVersion", coalesce(i.gate_until <= NOW_, false) AS "gateEnded", ${isWorded} AS "isWorded"`;

const headStatement = `
  SELECT ${headColumns.replace('NOW_', '$6')}
    FROM weir.caller($1, $2, $3, $4, $5::role[], $6) c
    JOIN board_clock k USING (workspace_id, board_id)
    JOIN intakes i     USING (workspace_id, board_id)
    JOIN workspaces w  ON w.id = workspace_id`;

const headOfStatement = `
  SELECT ${headColumns.replace('NOW_', '$3')}
    FROM board_clock k
    JOIN intakes i USING (workspace_id, board_id)
    JOIN workspaces w ON w.id = k.workspace_id
   WHERE k.workspace_id = $1 AND k.board_id = $2`;

/** One statement, and so one database snapshot: the cards are as of the seq. */
const boardStatement = `
  SELECT ${header},
         (SELECT coalesce(json_agg(json_build_object('id', p.id, 'document', p.document)
                                   ORDER BY CASE WHEN $6::int IS NULL THEN p.position END,
                                            CASE WHEN $6::int IS NULL THEN p.column_id END,
                                            CASE WHEN $6::int IS NULL THEN p.rank END,
                                            CASE WHEN $6::int IS NULL THEN p.number END, p.id), '[]')
            FROM (SELECT d.id, d.document, d.column_id, d.rank, d.number, o.position
                    FROM weir.card_documents d
                    JOIN columns o ON o.workspace_id = d.workspace_id AND o.board_id = d.board_id AND o.id = d.column_id
                   WHERE d.workspace_id = b.workspace_id AND d.board_id = b.id
                     AND (d.archived_at IS NULL OR $4)
                     AND ($3::boolean OR ${isShown('d')})
                     AND ($5::uuid IS NULL OR d.id > $5)
                   ORDER BY CASE WHEN $6::int IS NOT NULL THEN d.id END
                   LIMIT $6) p) AS cards ${headerFrom}
   CROSS JOIN (SELECT $7::timestamptz AS now) t
   WHERE b.workspace_id = $1 AND b.id = $2`;

@Injectable()
export class SnapshotsRepository {
  constructor(private readonly pool: Pool) {}

  async head({
    sessionId,
    userId,
    workspaceSlug,
    boardKey,
    roles,
    now,
  }: Credentials): Promise<BoardHead | null> {
    const values = [sessionId, userId, workspaceSlug, boardKey, roles, now];
    const { rows } = await this.pool.query<BoardHead>({ name: 'board-head', text: headStatement, values });
    return rows[0] ?? null;
  }

  async headOf({ workspaceId, boardId }: BoardIds, now: Date): Promise<BoardHead> {
    const values = [workspaceId, boardId, now];
    const { rows } = await this.pool.query<BoardHead>({
      name: 'board-head-of',
      text: headOfStatement,
      values,
    });
    if (!rows[0]) throw new Error(`no board ${boardId}`);
    return rows[0];
  }

  /** With `page` the cards are ordered by id, one more than its size. Without it they are in the board's order. */
  async board(
    { workspaceId, boardId }: BoardIds,
    now: Date,
    which: { delivered?: boolean; archived?: boolean; page?: { after: string | null; size: number } } = {},
  ): Promise<BoardRow> {
    const { delivered = false, archived = false, page } = which;
    const values = [
      workspaceId,
      boardId,
      delivered,
      archived,
      page?.after ?? null,
      page ? page.size + 1 : null,
      now,
    ];
    const { rows } = await this.pool.query<BoardRow>({ name: 'board', text: boardStatement, values });
    if (!rows[0]) throw new Error(`no board ${boardId}`);
    return rows[0];
  }
}
