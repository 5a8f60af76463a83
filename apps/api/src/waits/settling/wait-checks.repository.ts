import { Injectable } from '@nestjs/common';
import type { BoardNamed } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';
import type { WaitChange } from '../waits.repository.js';

/** A wait to settle, on its board, with the board of the request. */
export type DueWait = BoardNamed & { id: string; onBoardId: string };

/** The checks that are due, each with its waits. A request without open waits has none. */
export type DueCheck = { workspaceId: string; id: string; waits: DueWait[] };

/** The oldest checks first. Failed checks come after the others: see `postpone`. */
const dueStatement = `
  SELECT k.workspace_id AS "workspaceId", k.id,
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'workspaceId', w.workspace_id, 'workspaceSlug', s.slug, 'boardId', b.id, 'boardKey', b.key, 'id', w.id,
                   'onBoardId', w.on_board_id)), '[]')
            FROM request_waits w
            JOIN boards b     ON b.workspace_id = w.workspace_id AND b.id = w.board_id
            JOIN workspaces s ON s.id = w.workspace_id
           WHERE w.workspace_id = k.workspace_id AND w.on_board_id = k.board_id AND w.on_request_id = k.request_id) AS waits
    FROM wait_checks k
   WHERE k.at <= now()
   ORDER BY k.at
   LIMIT $1`;

@Injectable()
export class WaitChecksRepository {
  constructor(private readonly pool: Pool) {}

  async due(most: number): Promise<DueCheck[]> {
    const { rows } = await this.pool.query<DueCheck>({
      name: 'due-wait-checks',
      text: dueStatement,
      values: [most],
    });
    return rows;
  }

  async done({ workspaceId, id }: DueCheck): Promise<void> {
    await this.pool.query({
      name: 'wait-check-done',
      text: 'DELETE FROM wait_checks WHERE workspace_id = $1 AND id = $2',
      values: [workspaceId, id],
    });
  }

  /** Tries the check again in a minute. */
  async postpone({ workspaceId, id }: DueCheck): Promise<void> {
    await this.pool.query({
      name: 'wait-check-postponed',
      text: `UPDATE wait_checks SET at = now() + interval '1 minute' WHERE workspace_id = $1 AND id = $2`,
      values: [workspaceId, id],
    });
  }

  async settle(tx: Tx, { workspaceId, boardId, id }: DueWait, now: Date): Promise<WaitChange | null> {
    const [row] = await tx.$queryRaw<{ change: WaitChange | null }[]>`
      SELECT weir.settle_wait(${workspaceId}::uuid, ${boardId}::uuid, ${id}::uuid, ${now}) AS change`;
    return row?.change ?? null;
  }
}
