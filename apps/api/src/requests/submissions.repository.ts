import { Injectable } from '@nestjs/common';
import type { Gate, NewRequest } from '@weir/contract';
import type { Deadlines } from '@weir/domain';
import { gateOfBoard } from '../database/board-json.js';
import { HotStatements } from '../database/hot-statements.js';
import type { WriteKey } from '../database/idempotency.js';
import { type Outcome, outcomeOf } from '../database/outcome.js';
import type { Place } from '../database/place.js';
import { Pool } from '../database/pool.js';
import { Wakeups } from '../database/wakeups.js';
import type { Credentials } from '../http/caller.js';
import { ok, type Result } from '../result.js';
import type { ShedWords } from './shed-words.js';

export type Submission = NewRequest | { follows: number; ticket: true };
/** What the database does not work out: when the request is due, and what whoever is shed reads. */
export type WorkedOut = Deadlines & { shed: ShedWords };
export type Submitted = Place & { outcome: Result<{ number: number }> };

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

type Row = { workspaceId: string; boardId: string; outcome: Outcome };

const submitStatement = `
  SELECT c.workspace_id AS "workspaceId", c.board_id AS "boardId",
         weir.submit_request(c.workspace_id, c.board_id, c.user_id, $6, $7, $8::jsonb,
                             ROW ($9::text, $10::text, $11::bytea)::weir.write_key,
                             ROW ($5::role[], NULL)::weir.terms) AS outcome
    FROM weir.caller($1, $2, $3, $4, $5::role[], $6) c`;

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
export class SubmissionsRepository {
  constructor(
    private readonly pool: Pool,
    private readonly hot: HotStatements,
    private readonly wakeups: Wakeups,
  ) {}

  /** One statement, which checks the caller too: null where it found none. */
  async submit(
    { sessionId, userId, workspaceSlug, boardKey, roles, now }: Credentials,
    id: string,
    submission: Submission & WorkedOut,
    key: WriteKey | null,
  ): Promise<Result<Submitted | null>> {
    const caller = [sessionId, userId, workspaceSlug, boardKey, roles, now];
    const kept = [key?.route ?? null, key?.key ?? null, key?.bodyHash ?? null];
    const result = await this.hot.run<Row>(`${workspaceSlug}/${boardKey}`, {
      name: 'submit-request',
      text: submitStatement,
      values: [...caller, id, JSON.stringify(submission), ...kept],
    });
    if (!result.ok) return result;
    const [row] = result.value;
    if (!row) return ok(null);
    const outcome = outcomeOf<{ number: number }>(row.outcome);
    if (outcome.ok && !outcome.replayed) this.wakeups.wake(row.workspaceId, row.boardId);
    return ok({ ...row, outcome });
  }

  async queue({ workspaceId, boardId }: Place, asker: string, now: Date): Promise<Queue> {
    const { rows } = await this.pool.query<Queue>({
      name: 'queue-at-the-door',
      text: queueStatement,
      values: [workspaceId, boardId, asker, now],
    });
    return rows[0] as Queue;
  }

  /** When the earliest of a requester's requests since an instant came in: then one drops out of their rate. */
  async earliestSince({ workspaceId, boardId }: Place, asker: string, since: Date): Promise<Date | null> {
    const values = [workspaceId, boardId, asker, since];
    const { rows } = await this.pool.query<{ at: Date }>({
      name: 'earliest-since',
      text: rateStatement,
      values,
    });
    return rows[0]?.at ?? null;
  }
}
