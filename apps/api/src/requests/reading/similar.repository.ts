import { Injectable } from '@nestjs/common';
import type { RequestContext, RequestState, SimilarRequest } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';

export type OpenRequest = {
  number: number;
  ref: string;
  title: string;
  state: RequestState;
  answer: SimilarRequest['answer'];
  submittedAt: string;
  requesterId: string | null;
  watcherIds: string[];
};

/**
 * The open requests of a board: they wait, their card is on the board and not delivered, or their ticket is unused. The
 * newest thousand are searched.
 */
const openStatement = `
  SELECT r.number, b.key || '-R' || r.number AS ref, r.title, r.requester_id AS "requesterId",
         CASE WHEN r.answered_at IS NULL THEN 'waiting' ELSE 'answered' END AS state,
         CASE WHEN a.kind IS NOT NULL THEN jsonb_build_object('kind', a.kind, 'until', weir.ticket_from(r)) END AS answer,
         weir.instant(r.submitted_at) AS "submittedAt",
         ARRAY(SELECT w.user_id FROM request_watchers w
                WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.request_id = r.id
                  AND w.user_id IS NOT NULL) AS "watcherIds"
    FROM (SELECT w.id FROM requests w
           WHERE w.workspace_id = $1 AND w.board_id = $2 AND w.answered_at IS NULL
           UNION
          SELECT c.request_id FROM columns k
            JOIN cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id
           WHERE k.workspace_id = $1 AND k.board_id = $2 AND k.kind <> 'done'
             AND c.archived_at IS NULL AND c.request_id IS NOT NULL
           UNION
          SELECT t.id
            FROM (SELECT a.request_id AS id FROM answers a
                   WHERE a.workspace_id = $1 AND a.board_id = $2 AND a.until IS NOT NULL
                   UNION ALL
                  SELECT c.request_id FROM cards c
                   WHERE c.workspace_id = $1 AND c.board_id = $2 AND c.request_id IS NOT NULL
                     AND c.archived_at IS NOT NULL AND c.delivered_at IS NULL) t
           WHERE NOT EXISTS (SELECT FROM requests n
                              WHERE n.workspace_id = $1 AND n.board_id = $2 AND n.follows_id = t.id AND n.by_ticket)) o
    JOIN requests r ON r.workspace_id = $1 AND r.board_id = $2 AND r.id = o.id
    JOIN boards b   ON b.workspace_id = r.workspace_id AND b.id = r.board_id
    LEFT JOIN answers a ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id
   ORDER BY r.number DESC
   LIMIT 1000`;

/** For the requester $3, member or guest: their other waiting requests, and how their earlier ones ended. */
const requesterStatement = `
  WITH others AS (
    SELECT o.number, b.key || '-R' || o.number AS ref, o.title, o.answered_at, a.kind
      FROM requests r
      JOIN boards b   ON b.workspace_id = r.workspace_id AND b.id = r.board_id
      JOIN requests o ON o.workspace_id = r.workspace_id AND o.board_id = r.board_id AND o.id <> r.id
                     AND coalesce(o.requester_id, o.guest_id) = coalesce(r.requester_id, r.guest_id)
      LEFT JOIN answers a ON a.workspace_id = o.workspace_id AND a.board_id = o.board_id AND a.request_id = o.id
     WHERE r.workspace_id = $1 AND r.board_id = $2 AND r.id = $3
  )
  SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('number', o.number, 'ref', o.ref, 'title', o.title) ORDER BY o.number), '[]')
            FROM others o WHERE o.answered_at IS NULL) AS open,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', g.kind, 'count', g.count) ORDER BY g.count DESC, g.kind), '[]')
            FROM (SELECT o.kind, count(*) AS count FROM others o WHERE o.kind IS NOT NULL GROUP BY 1) g) AS answered`;

@Injectable()
export class SimilarRepository {
  constructor(private readonly pool: Pool) {}

  async open({ workspaceId, boardId }: BoardIds): Promise<OpenRequest[]> {
    const values = [workspaceId, boardId];
    const { rows } = await this.pool.query<OpenRequest>({
      name: 'open-requests',
      text: openStatement,
      values,
    });
    return rows;
  }

  async requester(
    { workspaceId, boardId }: BoardIds,
    requestId: string,
  ): Promise<RequestContext['requester']> {
    const { rows } = await this.pool.query<RequestContext['requester']>({
      name: 'requester-of',
      text: requesterStatement,
      values: [workspaceId, boardId, requestId],
    });
    return rows[0] as RequestContext['requester'];
  }
}
