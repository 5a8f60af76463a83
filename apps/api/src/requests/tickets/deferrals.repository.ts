import { Injectable } from '@nestjs/common';
import type { DeferralWeek } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';

type DeferralTicket = DeferralWeek['tickets'][number];
/** `monday` is the first day of its week. `ahead`: that week is not over. */
export type DeferralRow = DeferralTicket & { monday: string; ahead: boolean };

/**
 * The tickets of a board by date, from 90 days ago on: of answers with a date, and of accepted cards that left
 * the board. For past weeks only unused tickets. Days are in the board's time zone.
 */
const deferralsStatement = `
  WITH t AS MATERIALIZED (
    SELECT r.number, b.key || '-R' || r.number AS ref, r.title, weir.requester(r) AS requester,
           r.class_of_service AS "classOfService", weir.ticket_from(r) AS until, d.today,
           EXISTS (SELECT FROM requests n
                    WHERE n.workspace_id = r.workspace_id AND n.board_id = r.board_id AND n.follows_id = r.id AND n.by_ticket) AS used
      FROM boards b
      JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
     CROSS JOIN LATERAL (SELECT ($3::timestamptz AT TIME ZONE i.time_zone)::date AS today) d
      JOIN LATERAL (
        SELECT a.request_id AS id FROM answers a
         WHERE a.workspace_id = b.workspace_id AND a.board_id = b.id AND a.until >= d.today - 90
         UNION
        SELECT c.request_id FROM cards c
         WHERE c.workspace_id = b.workspace_id AND c.board_id = b.id AND c.request_id IS NOT NULL
           AND c.archived_at IS NOT NULL AND c.delivered_at IS NULL
         UNION
        -- Their cards were deleted, or cut off, by plain SQL.
        SELECT s.request_id FROM request_steps s
         WHERE s.workspace_id = b.workspace_id AND s.board_id = b.id AND s.state = 'takenOff'
           AND NOT EXISTS (SELECT FROM cards c WHERE c.workspace_id = s.workspace_id AND c.board_id = s.board_id
                                                 AND c.request_id = s.request_id)) o ON true
      JOIN requests r ON r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.id = o.id
     WHERE b.workspace_id = $1 AND b.id = $2
  )
  SELECT t.number, t.ref, t.title, t.requester, t."classOfService", t.until::text AS until, t.used,
         date_trunc('week', t.until)::date::text AS monday,
         date_trunc('week', t.until) >= date_trunc('week', t.today) AS ahead
    FROM t
   WHERE t.until >= t.today - 90 AND (date_trunc('week', t.until) >= date_trunc('week', t.today) OR NOT t.used)
   ORDER BY t.until, t.number
   LIMIT 2000`;

@Injectable()
export class DeferralsRepository {
  constructor(private readonly pool: Pool) {}

  /** By date: the first two thousand. */
  async list({ workspaceId, boardId }: BoardIds, now: Date): Promise<DeferralRow[]> {
    const { rows } = await this.pool.query<DeferralRow>({
      name: 'deferrals',
      text: deferralsStatement,
      values: [workspaceId, boardId, now],
    });
    return rows;
  }
}
