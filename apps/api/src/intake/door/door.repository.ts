import { Injectable } from '@nestjs/common';
import type { Gate } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { gateOfBoard } from '../../database/board-json.js';
import { Pool } from '../../database/pool.js';

/**
 * How many wait, when the next answer is due, also the next to one asker and to any guest; and the gate, why it moved
 * by itself, and whether it does.
 */
export type Queue = {
  waiting: number;
  nextDue: Date | null;
  ownNextDue: Date | null;
  guestsNextDue: Date | null;
  gate: Gate;
  gateCause: string | null;
  gateByItself: boolean;
};

const queueStatement = `
  SELECT ${gateOfBoard} AS gate, i.gate_cause AS "gateCause", i.gate_by_itself AS "gateByItself", w.waiting,
         w.due AS "nextDue", w.own AS "ownNextDue", w.guests AS "guestsNextDue"
    FROM intakes i
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS waiting, min(r.answer_by) FILTER (WHERE r.answer_by > $4) AS due,
            min(r.answer_by) FILTER (WHERE r.answer_by > $4 AND coalesce(r.requester_id, r.guest_id) = $3) AS own,
            min(r.answer_by) FILTER (WHERE r.answer_by > $4 AND r.guest_id IS NOT NULL) AS guests
       FROM requests r
      WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id AND r.answered_at IS NULL) w
   WHERE i.workspace_id = $1 AND i.board_id = $2`;

const rateStatement = `
  SELECT r.submitted_at AS at FROM requests r
   WHERE r.workspace_id = $1 AND r.board_id = $2 AND coalesce(r.requester_id, r.guest_id) = $3
     AND r.from_request_id IS NULL AND r.submitted_at > $4
   ORDER BY r.submitted_at LIMIT 1`;

@Injectable()
export class DoorRepository {
  constructor(private readonly pool: Pool) {}

  async queue({ workspaceId, boardId }: BoardIds, asker: string, now: Date): Promise<Queue> {
    const { rows } = await this.pool.query<Queue>({
      name: 'queue-at-the-door',
      text: queueStatement,
      values: [workspaceId, boardId, asker, now],
    });
    return rows[0] as Queue;
  }

  /** When the earliest of a requester's requests since an instant came in: then one drops out of their rate. */
  async earliestSince({ workspaceId, boardId }: BoardIds, asker: string, since: Date): Promise<Date | null> {
    const values = [workspaceId, boardId, asker, since];
    const { rows } = await this.pool.query<{ at: Date }>({
      name: 'earliest-since',
      text: rateStatement,
      values,
    });
    return rows[0]?.at ?? null;
  }
}
