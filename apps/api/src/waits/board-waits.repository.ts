import { Injectable } from '@nestjs/common';
import type { BoardWaiter } from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import { Pool } from '../database/pool.js';

/** `place`: its place in the list, as `<microseconds since 1970>_<item>`. */
export type BoardWaiterRow = { place: string; waiter: BoardWaiter };

/** The open waits of board $2 on board $3, by item. The cost grows with the open waits of the board that waits, not with ended ones. */
const waitersStatement = `
  WITH now_open AS MATERIALIZED (
    SELECT o.item, o.on_request_id, min(o.since) AS since
      FROM weir.open_waits o
     WHERE o.workspace_id = $1 AND o.board_id = $2 AND o.on_board_id = $3
     GROUP BY 1, 2),
  items AS (
    SELECT o.item, min(o.since) AS since, (extract(epoch FROM min(o.since)) * 1000000)::bigint AS micros
      FROM now_open o GROUP BY 1),
  shown AS (
    SELECT i.*
      FROM items i
     WHERE $4::bigint IS NULL OR (i.micros, i.item) > ($4, $5::uuid)
     ORDER BY i.micros, i.item
     LIMIT $6)
  SELECT s.micros || '_' || s.item AS place,
         jsonb_build_object(
           'board', b.key, 'kind', CASE WHEN c.id IS NULL THEN 'request' ELSE 'card' END, 'number', coalesce(c.number, r.number),
           'ref', b.key || CASE WHEN c.id IS NULL THEN '-R' || r.number ELSE '-' || c.number END,
           'title', coalesce(c.title, r.title), 'since', weir.instant(s.since),
           'waitsOn', (
             SELECT jsonb_agg(jsonb_build_object('number', q.number, 'ref', k.key || '-R' || q.number, 'title', q.title, 'state', (
                      SELECT w.state FROM request_waits w
                       WHERE w.workspace_id = q.workspace_id AND w.on_board_id = q.board_id AND w.on_request_id = q.id
                         AND w.board_id = $2 AND w.ended_at IS NULL LIMIT 1)) ORDER BY o.since, q.number)
               FROM now_open o
               JOIN requests q ON q.workspace_id = $1 AND q.board_id = $3 AND q.id = o.on_request_id
               JOIN boards k   ON k.workspace_id = q.workspace_id AND k.id = q.board_id
              WHERE o.item = s.item)) AS waiter
    FROM shown s
    JOIN boards b        ON b.workspace_id = $1 AND b.id = $2
    LEFT JOIN requests r ON r.workspace_id = $1 AND r.board_id = $2 AND r.id = s.item
    LEFT JOIN cards c    ON c.workspace_id = $1 AND c.board_id = $2
                        AND c.id = coalesce((SELECT x.id FROM cards x WHERE x.workspace_id = $1 AND x.board_id = $2
                                                AND x.request_id = s.item), s.item)
   ORDER BY s.micros, s.item`;

/** The cards and requests of one board that wait on another. */
@Injectable()
export class BoardWaitsRepository {
  constructor(private readonly pool: Pool) {}

  /** The longest wait first, from after a place. */
  async page(
    { workspaceId, boardId, onBoardId }: BoardIds & { onBoardId: string },
    { after, size }: { after: { since: string; item: string } | null; size: number },
  ): Promise<BoardWaiterRow[]> {
    const values = [workspaceId, boardId, onBoardId, after?.since ?? null, after?.item ?? null, size];
    const { rows } = await this.pool.query<BoardWaiterRow>({
      name: 'board-waits',
      text: waitersStatement,
      values,
    });
    return rows;
  }
}
