import { Injectable } from '@nestjs/common';
import type { Gate } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { gateOfBoard } from '../../database/board-json.js';
import { Pool } from '../../database/pool.js';

/** Everything that decides whether a board admits a request, and when a place becomes free. */
export type DoorFacts = {
  /** As stored: see `effectiveGate`. */
  gate: Gate;
  /** Why the gate moved by itself, as a code. */
  gateCause: string | null;
  gateByItself: boolean;
  depth: number;
  formDepth: number;
  quota: number;
  perHour: number | null;
  perDay: number | null;
  waiting: number;
  guestsWaiting: number;
  /** The waiting requests that were submitted since the gate began probing. */
  probing: number;
  expediteWaits: boolean;
  nextDue: Date | null;
  guestsNextDue: Date | null;
  /** The requester's own figures; zero without a requester. */
  open: number;
  requesterNextDue: Date | null;
  lastHour: number;
  lastDay: number;
  hourFreeAt: Date | null;
  dayFreeAt: Date | null;
};

/** For requester $3 (can be null) at $4. Redirected requests do not count in the requester's rate. */
const doorStatement = `
  SELECT ${gateOfBoard} AS gate, i.gate_cause AS "gateCause", i.gate_by_itself AS "gateByItself",
         i.depth, i.form_depth AS "formDepth", coalesce(i.open_per_requester, 500) AS quota,
         i.per_requester_per_hour AS "perHour", weir.rate_per_day(i) AS "perDay", w.*, s.*
    FROM intakes i
   CROSS JOIN LATERAL (
     SELECT count(*)::int                                           AS waiting,
            (count(*) FILTER (WHERE r.guest_id IS NOT NULL))::int   AS "guestsWaiting",
            (count(*) FILTER (WHERE r.submitted_at >= i.gate_at))::int AS probing,
            count(*) FILTER (WHERE r.class_of_service = 'expedite') > 0 AS "expediteWaits",
            min(r.answer_by) FILTER (WHERE r.answer_by > $4::timestamptz)        AS "nextDue",
            min(r.answer_by) FILTER (WHERE r.answer_by > $4 AND r.guest_id IS NOT NULL) AS "guestsNextDue",
            (count(*) FILTER (WHERE coalesce(r.requester_id, r.guest_id) = $3::uuid))::int    AS open,
            min(r.answer_by) FILTER (WHERE r.answer_by > $4 AND coalesce(r.requester_id, r.guest_id) = $3) AS "requesterNextDue"
       FROM requests r
      WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id AND r.answered_at IS NULL) w
   CROSS JOIN LATERAL (
     SELECT count(*)::int                                AS "lastDay",
            min(r.submitted_at) + interval '1 day'       AS "dayFreeAt",
            (count(*) FILTER (WHERE r.submitted_at > $4::timestamptz - interval '1 hour'))::int AS "lastHour",
            min(r.submitted_at) FILTER (WHERE r.submitted_at > $4::timestamptz - interval '1 hour') + interval '1 hour' AS "hourFreeAt"
       FROM requests r
      WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id
        AND coalesce(r.requester_id, r.guest_id) = $3 AND r.from_request_id IS NULL
        AND r.submitted_at > $4::timestamptz - interval '1 day' AND r.submitted_at <= $4) s
   WHERE i.workspace_id = $1 AND i.board_id = $2`;

@Injectable()
export class DoorRepository {
  constructor(private readonly pool: Pool) {}

  /** One statement, so all figures are from one moment. `requesterId` is a member's or a guest's id; null: no requester. */
  async read({ workspaceId, boardId }: BoardIds, requesterId: string | null, now: Date): Promise<DoorFacts> {
    const values = [workspaceId, boardId, requesterId, now];
    const { rows } = await this.pool.query<DoorFacts>({ name: 'door', text: doorStatement, values });
    if (!rows[0]) throw new Error(`board ${boardId} has no intake`);
    return rows[0];
  }
}
