import { Injectable } from '@nestjs/common';
import { Pool } from '../../database/pool.js';
import type { QueueBoard } from './queue.repository.js';

/**
 * The position of a member's request among their own of all boards. `group`: 0 a question to them, 1 a ticket that may
 * be used today, 2 waiting, 3 answered. `rank` orders a group, the least first: the question's time, the ticket's day
 * (newest first), the deadline, the answer's time (newest first), all in milliseconds.
 */
export type MyRequestPosition = { group: number; rank: number; boardId: string; number: number };
export type MyRequestRow = MyRequestPosition & QueueBoard;

/** How many of the newest answers are searched for tickets, so that years of requests cost nothing. */
const answersLookedThrough = 200;

const millis = (at: string) => `(extract(epoch FROM ${at}) * 1000)::bigint`;

/** Read by one index, the answered from the cursor on, newest first. Board and number make the order total. */
export const myRequestsStatement = `
  WITH newest AS MATERIALIZED (
    SELECT r AS request, r.workspace_id, r.board_id, r.id, r.number
      FROM requests r
     WHERE r.workspace_id = $1 AND r.requester_id = $2 AND r.answered_at IS NOT NULL
     ORDER BY r.answered_at DESC, r.board_id, r.number
     LIMIT ${answersLookedThrough}
  ), tickets AS MATERIALIZED (
    SELECT r.board_id, r.number, t.since
      FROM newest r
      JOIN boards b  ON b.workspace_id = r.workspace_id AND b.id = r.board_id AND b.archived_at IS NULL
      JOIN intakes i ON i.workspace_id = r.workspace_id AND i.board_id = r.board_id
     CROSS JOIN LATERAL (SELECT weir.ticket_from(r.request) AS since) t
     WHERE t.since <= ($3::timestamptz AT TIME ZONE i.time_zone)::date
       AND NOT EXISTS (SELECT FROM requests n
                        WHERE n.workspace_id = r.workspace_id AND n.board_id = r.board_id AND n.follows_id = r.id AND n.by_ticket)
  ), mine AS (
    SELECT CASE WHEN r.paused_at IS NULL THEN 2 ELSE 0 END AS "group", ${millis('coalesce(r.paused_at, r.answer_by)')} AS rank,
           r.board_id, r.number
      FROM requests r
      JOIN boards b ON b.workspace_id = r.workspace_id AND b.id = r.board_id AND b.archived_at IS NULL
     WHERE r.workspace_id = $1 AND r.requester_id = $2 AND r.answered_at IS NULL
     UNION ALL
    SELECT 1, -${millis('t.since')}, t.board_id, t.number FROM tickets t
     UNION ALL
    (SELECT 3, -${millis('r.answered_at')}, r.board_id, r.number
       FROM requests r
       JOIN boards b ON b.workspace_id = r.workspace_id AND b.id = r.board_id AND b.archived_at IS NULL
      WHERE r.workspace_id = $1 AND r.requester_id = $2 AND r.answered_at <= $8
        AND NOT EXISTS (SELECT FROM tickets t WHERE t.board_id = r.board_id AND t.number = r.number)
        AND ($4::int IS DISTINCT FROM 3 OR (-${millis('r.answered_at')}, r.board_id, r.number) > ($5, $6, $7))
      ORDER BY r.answered_at DESC, r.board_id, r.number
      LIMIT $9)
  ), page AS MATERIALIZED (
    SELECT o."group", o.rank, o.board_id, o.number FROM mine o
     WHERE $4::int IS NULL OR (o."group", o.rank, o.board_id, o.number) > ($4, $5::bigint, $6::uuid, $7::int)
     ORDER BY o."group", o.rank, o.board_id, o.number
     LIMIT $9
  )
  SELECT p."group", p.rank::float8 AS rank, p.board_id AS "boardId", p.number, b.key, b.name, i.time_zone AS "timeZone"
    FROM page p
    JOIN boards b  ON b.workspace_id = $1 AND b.id = p.board_id
    JOIN intakes i ON i.workspace_id = $1 AND i.board_id = p.board_id
   ORDER BY p."group", p.rank, p.board_id, p.number`;

@Injectable()
export class MyRequestsRepository {
  constructor(private readonly pool: Pool) {}

  /** A member's requests on the boards of a workspace that are not archived: one more than `size`. */
  async list(reader: Reader, page: Page): Promise<MyRequestRow[]> {
    const { rows } = await this.pool.query<MyRequestRow>({
      name: 'my-requests',
      text: myRequestsStatement,
      values: myRequestsValues(reader, page),
    });
    return rows;
  }
}

type Reader = { workspaceId: string; userId: string };
type Page = { after: MyRequestPosition | null; size: number; now: Date };

/** The values of the statement. The answered requests begin after the cursor, or with the newest. */
export function myRequestsValues({ workspaceId, userId }: Reader, { after, size, now }: Page): unknown[] {
  const answered = after?.group === 3 ? new Date(-after.rank) : 'infinity';
  const position = [after?.group, after?.rank, after?.boardId, after?.number].map((part) => part ?? null);
  return [workspaceId, userId, now, ...position, answered, size + 1];
}
