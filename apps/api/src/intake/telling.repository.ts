import { Injectable } from '@nestjs/common';
import { allowedRoles } from '@weir/contract';
import type { Gate } from '@weir/domain';
import type { Place } from '../database/place.js';
import { Pool } from '../database/pool.js';
import type { Tx } from '../database/prisma.js';

/** So many days after its date a ticket of which nobody was told is still told of. */
const toldWithinDays = 7;

/**
 * A ticket is told of when its day has come on the board, unless it was good at once or has been used; once a request.
 * From the days that are today anywhere on earth the calendar of each board chooses.
 */
const ticketsStatement = `
  INSERT INTO notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, at)
  SELECT r.workspace_id, gen_random_uuid(), r.requester_id, r.guest_id, r.board_id, 'ticketDue', r.id, $1
    FROM (SELECT a.workspace_id, a.board_id, a.request_id, a.until, a.at FROM answers a
           WHERE a.until BETWEEN $1::date - ${toldWithinDays + 1} AND $1::date + 1
           UNION
          SELECT d.workspace_id, d.board_id, d.displaced_request_id, d.until, d.at
            FROM displacements d
            JOIN cards c ON c.workspace_id = d.workspace_id AND c.board_id = d.board_id AND c.id = d.card_id
           WHERE d.until BETWEEN $1::date - ${toldWithinDays + 1} AND $1::date + 1 AND c.archived_at IS NOT NULL) t
    JOIN intakes i    ON i.workspace_id = t.workspace_id AND i.board_id = t.board_id
    JOIN boards b     ON b.workspace_id = t.workspace_id AND b.id = t.board_id AND b.archived_at IS NULL
    JOIN requests r   ON r.workspace_id = t.workspace_id AND r.board_id = t.board_id AND r.id = t.request_id
    LEFT JOIN memberships m ON m.workspace_id = r.workspace_id AND m.user_id = r.requester_id
   WHERE t.until BETWEEN ($1::timestamptz AT TIME ZONE i.time_zone)::date - ${toldWithinDays}
                     AND ($1::timestamptz AT TIME ZONE i.time_zone)::date
     AND t.until > (t.at AT TIME ZONE i.time_zone)::date
     AND m.left_at IS NULL
     AND NOT EXISTS (SELECT FROM requests n
                      WHERE n.workspace_id = r.workspace_id AND n.board_id = r.board_id AND n.follows_id = r.id AND n.by_ticket)
     AND NOT EXISTS (SELECT FROM notices n
                      WHERE n.workspace_id = r.workspace_id AND n.board_id = r.board_id AND n.request_id = r.id AND n.kind = 'ticketDue')
   LIMIT $2
  ON CONFLICT DO NOTHING`;

/** Notices of what happens by itself, to those who answer and to those who may ask again. */
@Injectable()
export class TellingRepository {
  constructor(private readonly pool: Pool) {}

  /** Of each of these requests, everybody who answers. */
  async remind(tx: Tx, place: Place, requests: string[], now: Date): Promise<void> {
    await tellOfRequests(tx, place, 'reminder', requests, now);
  }

  /** Of each of these requests, those named in the policy who answer still; all who answer where none of them does. */
  async escalate(tx: Tx, place: Place, requests: string[], now: Date): Promise<void> {
    await tellOfRequests(tx, place, 'overdue', requests, now);
  }

  /** Everybody who answers is told where the gate stands. */
  async tellGate(tx: Tx, { workspaceId, boardId }: Place, gate: Gate, now: Date): Promise<void> {
    const facts = JSON.stringify({ state: gate.state, reason: gate.reason, until: gate.until });
    await tx.$executeRaw`
      INSERT INTO notices (workspace_id, id, user_id, board_id, kind, facts, at)
      SELECT m.workspace_id, gen_random_uuid(), m.user_id, ${boardId}::uuid, 'gate', ${facts}::jsonb, ${now}::timestamptz
        FROM memberships m
       WHERE m.workspace_id = ${workspaceId}::uuid AND m.left_at IS NULL
         AND m.role::text = ANY (${allowedRoles.answerRequests as unknown as string[]})`;
  }

  /** Tells the requesters of so many tickets whose day has come; each once, however often it is called. */
  async tellTickets(now: Date, most: number): Promise<void> {
    await this.pool.query({ name: 'tickets-due', text: ticketsStatement, values: [now, most] });
  }
}

async function tellOfRequests(
  tx: Tx,
  { workspaceId, boardId }: Place,
  kind: 'reminder' | 'overdue',
  requests: string[],
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    WITH those AS (
      SELECT m.user_id, ${kind}::text = 'overdue' AND m.user_id = ANY (i.escalate_to) AS named
        FROM intakes i
        JOIN memberships m ON m.workspace_id = i.workspace_id AND m.left_at IS NULL
                          AND m.role::text = ANY (${allowedRoles.answerRequests as unknown as string[]})
       WHERE i.workspace_id = ${workspaceId}::uuid AND i.board_id = ${boardId}::uuid
    )
    INSERT INTO notices (workspace_id, id, user_id, board_id, kind, request_id, at)
    SELECT ${workspaceId}::uuid, gen_random_uuid(), t.user_id, ${boardId}::uuid, ${kind}::notice_kind, r, ${now}::timestamptz
      FROM those t, unnest(${requests}::uuid[]) r
     WHERE t.named OR NOT EXISTS (SELECT FROM those WHERE named)`;
}
