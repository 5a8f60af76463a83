import { Injectable } from '@nestjs/common';
import { Pool } from '../database/pool.js';
import type { LetterFacts } from './letters/letter.js';

/**
 * What a letter says besides its notice. A guest reads who answered them, and nobody else of the team. A person who
 * asked for the same as another request reads their own request: the text of the other one is not shown to them.
 */
const statement = `
  SELECT n.guest_id IS NOT NULL AS "isGuest",
         CASE WHEN n.guest_id IS NULL OR n.kind = 'answered' THEN (SELECT u.name FROM users u WHERE u.id = actor.id) END AS by,
         a.reason,
         coalesce(a.kind IN ('expired', 'shed') AND a.message IS NULL, false) AS "bySystem",
         a.request_id IS NULL AS waits,
         r.paused_at IS NOT NULL AS paused,
         announced.expected,
         CASE WHEN q.id IS NOT NULL THEN jsonb_build_object(
           'own', own.id IS NOT NULL, 'ref', b.key || '-R' || q.number, 'title', q.title, 'description', q.description,
           'neededBy', q.needed_by, 'at', weir.instant(q.submitted_at)) END AS original,
         coalesce(q.id, r.id) || '.' || coalesce(n.user_id, n.guest_id) AS thread
    FROM notices n
    JOIN boards b   ON b.workspace_id = n.workspace_id AND b.id = n.board_id
    JOIN requests r ON r.workspace_id = n.workspace_id AND r.board_id = n.board_id AND r.id = n.request_id
    LEFT JOIN answers a ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id
   CROSS JOIN LATERAL (
     SELECT CASE
       WHEN n.kind = 'answered'  THEN a.by
       WHEN n.kind = 'displaced' THEN (
         SELECT d.by FROM displacements d
          WHERE d.workspace_id = r.workspace_id AND d.board_id = r.board_id AND d.displaced_request_id = r.id AND d.at = n.at
          LIMIT 1)
       WHEN n.kind IN ('question', 'reply') THEN (
         SELECT x.by FROM request_messages x
          WHERE x.workspace_id = r.workspace_id AND x.board_id = r.board_id AND x.request_id = r.id AND x.at = n.at
            AND x.body = n.facts ->> 'message'
          LIMIT 1)
       ELSE (
         SELECT e.actor_id FROM request_steps s
           JOIN events e ON e.workspace_id = s.workspace_id AND e.board_id = s.board_id AND e.seq = s.seq
          WHERE s.workspace_id = r.workspace_id AND s.board_id = r.board_id AND s.request_id = r.id
            AND s.announced AND s.settled_at = n.at
          ORDER BY s.state::text = n.kind::text DESC, s.n DESC
          LIMIT 1) END AS id) actor
    LEFT JOIN LATERAL (
      SELECT o.* FROM requests o
        LEFT JOIN answers oa ON oa.workspace_id = o.workspace_id AND oa.board_id = o.board_id AND oa.request_id = o.id
       WHERE o.workspace_id = r.workspace_id AND o.board_id = r.board_id
         AND (o.id = r.id OR oa.duplicate_of_id = r.id)
         AND coalesce(o.requester_id, o.guest_id) = coalesce(n.user_id, n.guest_id)
       ORDER BY o.id = r.id DESC, o.submitted_at DESC
       LIMIT 1) own ON true
    -- Without a request of their own, a member who does not watch is of the team. Who watches may have asked for the same as
    -- the request that this one continues, by its ticket or from another board.
    LEFT JOIN requests q ON q.workspace_id = r.workspace_id AND q.board_id = r.board_id
                        AND q.id = coalesce(own.id, CASE WHEN n.user_id IS NOT NULL AND NOT EXISTS (
                              SELECT FROM request_watchers w
                               WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.request_id = r.id
                                 AND w.user_id = n.user_id) THEN r.id END)
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('p50', f.p50, 'p85', f.p85) AS expected
        FROM announced_forecasts f
       WHERE f.workspace_id = r.workspace_id AND f.board_id = r.board_id AND f.request_id = r.id
         AND (weir.last_step(r.workspace_id, r.board_id, r.id)).state NOT IN ('delivered', 'takenOff')
       ORDER BY f.at DESC
       LIMIT 1) announced ON true
   WHERE n.workspace_id = $1 AND n.id = $2`;

@Injectable()
export class LetterFactsRepository {
  constructor(private readonly pool: Pool) {}

  /** Null for a notice that is about no request. */
  async find(workspaceId: string, notice: string): Promise<LetterFacts | null> {
    const query = { name: 'letter facts', text: statement, values: [workspaceId, notice] };
    const { rows } = await this.pool.query<LetterFacts>(query);
    return rows[0] ?? null;
  }
}
