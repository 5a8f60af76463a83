import { Injectable } from '@nestjs/common';
import type { NewRequest } from '@weir/contract';
import type { Deadlines } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { type Outcome, outcomeOf } from '../../database/outcome.js';
import type { Credentials } from '../../http/access/caller.js';
import { ok, type Result } from '../../result.js';
import { HotStatements } from '../../writes/hot-statements.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { Wakeups } from '../../writes/wakeups.js';
import type { ShedWords } from '../answers/shed.js';

export type Submission = NewRequest | { follows: number; ticket: true };
/** What the database does not work out: when the request is due, and what whoever is shed reads. */
export type WorkedOut = Deadlines & { shed: ShedWords };
export type Submitted = BoardIds & { outcome: Result<{ number: number }> };

type Row = { workspaceId: string; boardId: string; outcome: Outcome };

const submitStatement = `
  SELECT c.workspace_id AS "workspaceId", c.board_id AS "boardId",
         weir.submit_request(c.workspace_id, c.board_id, c.user_id, $6, $7, $8::jsonb,
                             ROW (c.user_id, $9::text, $10::text, $11::bytea)::weir.write_key,
                             ROW ($5::role[], NULL, false)::weir.write_conditions) AS outcome
    FROM weir.caller($1, $2, $3, $4, $5::role[], $6) c`;

@Injectable()
export class SubmissionsRepository {
  constructor(
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
}
