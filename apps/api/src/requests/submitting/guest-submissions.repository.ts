import { Injectable } from '@nestjs/common';
import { type Outcome, outcomeOf } from '../../database/outcome.js';
import { ok, type Result } from '../../result.js';
import { HotStatements } from '../../writes/hot-statements.js';
import { Wakeups } from '../../writes/wakeups.js';
import type { GuestAccess } from '../request-access.js';
import type { Submission, Submitted, WorkedOut } from './submissions.repository.js';

/** A guest who asks: by what came in by the form and is confirmed now, or with a ticket (`askId` null). */
export type GuestAsker = GuestAccess & { askId: string | null; now: Date };

/**
 * The row of the ask is locked before the clock, as plain SQL does, so that one confirmed twice becomes one request:
 * whoever comes second finds it marked.
 */
const submitStatement = `
  WITH ask AS MATERIALIZED (
    SELECT f.id FROM form_asks f
     WHERE f.workspace_id = $1 AND f.board_id = $2 AND f.id = $6::uuid AND f.request_id IS NULL
       FOR NO KEY UPDATE
  ), submitted AS MATERIALIZED (
    SELECT weir.submit_request($1, $2, NULL, $3, $4, $5::jsonb, NULL, ROW (NULL, NULL, false)::weir.write_conditions) AS outcome
     WHERE $6::uuid IS NULL OR EXISTS (SELECT FROM ask)
  ), marked AS (
    UPDATE form_asks f SET request_id = $4
      FROM submitted
     WHERE f.workspace_id = $1 AND f.board_id = $2 AND f.id = $6::uuid AND submitted.outcome ? 'body'
  )
  SELECT outcome FROM submitted`;

@Injectable()
export class GuestSubmissionsRepository {
  constructor(
    private readonly hot: HotStatements,
    private readonly wakeups: Wakeups,
  ) {}

  /** One statement: null where the ask has become a request already. */
  async submit(
    { workspaceId, boardId, workspaceSlug, boardKey, guestId, askId, now }: GuestAsker,
    id: string,
    submission: Submission & WorkedOut,
  ): Promise<Result<Submitted | null>> {
    const result = await this.hot.run<{ outcome: Outcome }>(`${workspaceSlug}/${boardKey}`, {
      name: 'submit-as-guest',
      text: submitStatement,
      values: [workspaceId, boardId, now, id, JSON.stringify({ ...submission, guestId }), askId],
    });
    if (!result.ok) return result;
    const [row] = result.value;
    if (!row) return ok(null);
    const outcome = outcomeOf<{ number: number }>(row.outcome);
    if (outcome.ok) this.wakeups.wake(workspaceId, boardId);
    return ok({ workspaceId, boardId, outcome });
  }
}
