import { Injectable } from '@nestjs/common';
import type { Result } from '../../result.js';
import { Commands } from '../../writes/commands.js';
import type { GuestAccess } from '../request-access.js';
import type { Submission, Submitted, WorkedOut } from './submissions.repository.js';

/** A guest who asks: by what came in by the form and is confirmed now, or with a ticket (`askId` null). */
export type GuestAsker = GuestAccess & { askId: string | null; now: Date };

/**
 * Locks the row of the form ask before the clock, as plain SQL does. An ask that is confirmed twice becomes one request:
 * the second finds it marked.
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
  SELECT $1::uuid AS "workspaceId", $2::uuid AS "boardId", outcome FROM submitted`;

@Injectable()
export class GuestSubmissionsRepository {
  constructor(private readonly commands: Commands) {}

  /** One statement: null where the ask has become a request already. */
  submit(
    { workspaceId, boardId, workspaceSlug, boardKey, guestId, askId, now }: GuestAsker,
    id: string,
    submission: Submission & WorkedOut,
  ): Promise<Result<Submitted | null>> {
    return this.commands.run(
      { workspaceSlug, boardKey },
      {
        name: 'submit-as-guest',
        text: submitStatement,
        values: [workspaceId, boardId, now, id, JSON.stringify({ ...submission, guestId }), askId],
      },
    );
  }
}
