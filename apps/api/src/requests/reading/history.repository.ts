import { Injectable } from '@nestjs/common';
import type { PersonOrGuest } from '@weir/contract';
import type { HistoryFact } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';

/** `by` null: the system. */
export type HistoryEntry = { at: string; by: PersonOrGuest | null; fact: HistoryFact };

/**
 * What happened to a request between submission and answer, and to its card. Changes of the request and of its waits are read
 * from events, by an index; everything else has rows of its own.
 */
const historyStatement = `
  WITH r AS (
    SELECT r.* FROM requests r
     WHERE r.workspace_id = $1 AND r.board_id = $2 AND r.id = $3
  )
  SELECT weir.instant(h.at) AS at, h.by, h.fact
    FROM (
      -- Only its requester can change it, and the events of guests name nobody.
      SELECT e.at,
             coalesce(weir.person(e.actor_id), (
               SELECT weir.requester(q) FROM requests q WHERE q.workspace_id = $1 AND q.board_id = $2 AND q.id = $3)) AS by,
             jsonb_build_object(
               'kind', 'changed', 'names', (SELECT jsonb_agg(n ORDER BY n) FROM jsonb_object_keys(e.changes -> 0 -> 'to') n
                                                 WHERE n <> 'expiresAt')) AS fact,
             0 AS place
        FROM r
        JOIN events e ON e.workspace_id = r.workspace_id AND e.board_id = r.board_id AND e.type = 'request.changed'
                     AND (e.changes -> 0 ->> 'request')::integer = r.number
       UNION ALL
      -- What a request waits on. Once it has a card, the changes are in the history of the card.
      SELECT e.at, weir.person(e.actor_id),
             jsonb_build_object(
               'kind', 'waits',
               'change', CASE WHEN jsonb_typeof(c.change -> 'from') = 'null' THEN 'added'
                              WHEN jsonb_typeof(c.change -> 'to') = 'null' THEN 'removed' ELSE 'changed' END,
               'ref', (c.wait ->> 'board') || '-R' || (c.wait ->> 'number'), 'state', c.wait ->> 'state'),
             0
        FROM r
        JOIN events e ON e.workspace_id = r.workspace_id AND e.board_id = r.board_id AND e.type = 'request.waitsChanged'
                     AND (e.changes -> 0 ->> 'request')::integer = r.number
       CROSS JOIN LATERAL (
              SELECT e.changes -> 0 AS change, coalesce(nullif(e.changes -> 0 -> 'to', 'null'), e.changes -> 0 -> 'from') AS wait) c
       UNION ALL
      SELECT m.at,
             weir.author(m, q),
             jsonb_build_object('kind', CASE WHEN m.asks THEN 'asked'
                                             WHEN coalesce(m.by_guest, m.by) = coalesce(r.guest_id, r.requester_id) THEN 'replied'
                                             ELSE 'said' END),
             0
        FROM r
        JOIN requests q         ON q.workspace_id = r.workspace_id AND q.board_id = r.board_id AND q.id = r.id
        JOIN request_messages m ON m.workspace_id = r.workspace_id AND m.board_id = r.board_id AND m.request_id = r.id
       UNION ALL
      SELECT t.at, NULL, jsonb_build_object('kind', t.kind), t.place
        FROM r
       CROSS JOIN LATERAL (VALUES (1, r.reminded_at, 'reminded'), (2, r.escalated_at, 'overdue')) t (place, at, kind)
       WHERE t.at IS NOT NULL
       UNION ALL
      -- The answer says the first step, and a displacement says its own. A cover that stays is no news.
      SELECT s.at, weir.person(e.actor_id),
             jsonb_build_object('kind', 'step', 'state', s.state, 'was', s.was, 'reason', weir.step_reason(s.step), 'message', s.message,
                                'requesterLeft', s.requester_left),
             2 + s.n
        FROM (SELECT x AS step, x.*, lag(x.state) OVER (ORDER BY x.n) AS was
                FROM r
                JOIN request_steps x ON x.workspace_id = r.workspace_id AND x.board_id = r.board_id AND x.request_id = r.id) s
        LEFT JOIN events e ON e.workspace_id = s.workspace_id AND e.board_id = s.board_id AND e.seq = s.seq
       WHERE (s.n > 1 OR s.state <> 'queued')
         AND s.since = s.at
         AND NOT EXISTS (SELECT FROM displacements d
                          WHERE d.workspace_id = s.workspace_id AND d.board_id = s.board_id AND d.displaced_request_id = s.request_id
                            AND d.at = s.at AND s.state IN ('putBack', 'takenOff'))
       UNION ALL
      SELECT s.received_at, (SELECT weir.requester(q) FROM requests q WHERE q.workspace_id = $1 AND q.board_id = $2 AND q.id = $3), jsonb_build_object('kind', 'received'), 2
        FROM r
        JOIN request_steps s ON s.workspace_id = r.workspace_id AND s.board_id = r.board_id AND s.request_id = r.id
       WHERE s.received_at IS NOT NULL
       UNION ALL
      SELECT f.at, NULL, jsonb_build_object('kind', 'expected', 'day', f.p85), 1000000
        FROM r
        JOIN announced_forecasts f ON f.workspace_id = r.workspace_id AND f.board_id = r.board_id AND f.request_id = r.id
       UNION ALL
      SELECT m.at, weir.person(e.actor_id),
             jsonb_build_object('kind', 'answerMoved', 'from', m.moved_from, 'to', m.moved_to, 'timeZone', i.time_zone), 0
        FROM requests q
        JOIN intakes i ON i.workspace_id = q.workspace_id AND i.board_id = q.board_id
       CROSS JOIN LATERAL weir.answer_moves(q) m
        JOIN events e  ON e.workspace_id = q.workspace_id AND e.board_id = q.board_id AND e.seq = m.seq
       WHERE q.workspace_id = $1 AND q.board_id = $2 AND q.id = $3
       UNION ALL
      -- The card that it became, and any that plain SQL put in its place. A card may be deleted since.
      SELECT CASE WHEN s.n = 1 THEN coalesce(a.at, s.at) ELSE s.at END,
             CASE WHEN s.n = 1 THEN weir.person(a.by) ELSE weir.person(e.actor_id) END,
             jsonb_build_object('kind', 'cardMade', 'card', b.key || '-' || s.card), -1
        FROM (SELECT x.*, lag(x.card) OVER (ORDER BY x.n) AS was
                FROM r
                JOIN request_steps x ON x.workspace_id = r.workspace_id AND x.board_id = r.board_id AND x.request_id = r.id) s
        JOIN boards b       ON b.workspace_id = s.workspace_id AND b.id = s.board_id
        LEFT JOIN answers a ON a.workspace_id = s.workspace_id AND a.board_id = s.board_id AND a.request_id = s.request_id
        LEFT JOIN events e  ON e.workspace_id = s.workspace_id AND e.board_id = s.board_id AND e.seq = s.seq
       WHERE s.card <> coalesce(s.was, 0)
       UNION ALL
      SELECT d.at, weir.person(d.by), jsonb_build_object('kind', 'displaced', 'until', d.until, 'requesterLeft', EXISTS (
               SELECT FROM request_steps s
                WHERE s.workspace_id = r.workspace_id AND s.board_id = r.board_id AND s.request_id = r.id
                  AND s.at = d.at AND s.requester_left)), 0
        FROM r
        JOIN displacements d ON d.workspace_id = r.workspace_id AND d.board_id = r.board_id AND d.displaced_request_id = r.id) h
   ORDER BY h.at, h.place`;

@Injectable()
export class HistoryRepository {
  constructor(private readonly pool: Pool) {}

  async read({ workspaceId, boardId }: BoardIds, requestId: string): Promise<HistoryEntry[]> {
    const { rows } = await this.pool.query<HistoryEntry>({
      name: 'request-history',
      text: historyStatement,
      values: [workspaceId, boardId, requestId],
    });
    return rows;
  }
}
