import { Injectable } from '@nestjs/common';
import { Pool } from '../../database/pool.js';

/** Notices of a ticket are sent up to this many days after its date. */
const notifiedWithinDays = 7;

/**
 * Notices of tickets whose date has come by the board's calendar, one for each request. Tickets that were valid at once
 * or are used need none. The first condition limits the rows to dates that are today somewhere on earth.
 */
const ticketsStatement = `
  INSERT INTO notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, at)
  SELECT r.workspace_id, gen_random_uuid(), r.requester_id, r.guest_id, r.board_id, 'ticketDue', r.id, $1
    FROM (SELECT a.workspace_id, a.board_id, a.request_id, a.until, a.at FROM answers a
           WHERE a.until BETWEEN $1::date - ${notifiedWithinDays + 1} AND $1::date + 1
           UNION
          SELECT d.workspace_id, d.board_id, d.displaced_request_id, d.until, d.at
            FROM displacements d
            JOIN cards c ON c.workspace_id = d.workspace_id AND c.board_id = d.board_id AND c.id = d.card_id
           WHERE d.until BETWEEN $1::date - ${notifiedWithinDays + 1} AND $1::date + 1 AND c.archived_at IS NOT NULL) t
    JOIN intakes i    ON i.workspace_id = t.workspace_id AND i.board_id = t.board_id
    JOIN boards b     ON b.workspace_id = t.workspace_id AND b.id = t.board_id AND b.archived_at IS NULL
    JOIN requests r   ON r.workspace_id = t.workspace_id AND r.board_id = t.board_id AND r.id = t.request_id
    LEFT JOIN memberships m ON m.workspace_id = r.workspace_id AND m.user_id = r.requester_id
   WHERE t.until BETWEEN ($1::timestamptz AT TIME ZONE i.time_zone)::date - ${notifiedWithinDays}
                     AND ($1::timestamptz AT TIME ZONE i.time_zone)::date
     AND t.until > (t.at AT TIME ZONE i.time_zone)::date
     AND m.left_at IS NULL
     AND NOT EXISTS (SELECT FROM requests n
                      WHERE n.workspace_id = r.workspace_id AND n.board_id = r.board_id AND n.follows_id = r.id AND n.by_ticket)
     AND NOT EXISTS (SELECT FROM notices n
                      WHERE n.workspace_id = r.workspace_id AND n.board_id = r.board_id AND n.request_id = r.id AND n.kind = 'ticketDue')
   LIMIT $2
  ON CONFLICT DO NOTHING`;

@Injectable()
export class TicketNoticesRepository {
  constructor(private readonly pool: Pool) {}

  /** Writes the notices of a limited number of due tickets; one for each, however often it is called. */
  async notifyDue(now: Date, most: number): Promise<void> {
    await this.pool.query({ name: 'tickets-due', text: ticketsStatement, values: [now, most] });
  }
}
