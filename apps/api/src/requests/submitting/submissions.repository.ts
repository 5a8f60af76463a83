import { Injectable } from '@nestjs/common';
import type { NewRequest } from '@weir/contract';
import type { Deadlines } from '@weir/domain';
import type { Credentials } from '../../http/access/caller.js';
import type { Result } from '../../result.js';
import type { BoardConditions } from '../../writes/board-writer.js';
import { type CommandResult, Commands, callerValues, keyValues } from '../../writes/commands.js';
import type { WriteKey } from '../../writes/idempotency.js';
import type { ShedAnswer } from '../answers/shed.js';
import type { GuestAccess } from '../request-access.js';

/** A new request, or an answered one that is asked again with its ticket, if it is still of this version. */
export type Submission = NewRequest | { follows: number; ticket: true; ifVersion: number | null };
/** A submission with what the database does not compute: its deadlines, and the answer of requests that it may shed. */
export type FullSubmission = Submission & Deadlines & { shed: ShedAnswer };
/** A guest who submits: by a form request that they confirm now, under its name, or (`formRequestId` null) from their own page. */
export type GuestRequester = GuestAccess & {
  formRequestId: string | null;
  guestName: string | null;
  now: Date;
};

export type Submitted = CommandResult<{ number: number }>;

const submitStatement = `
  SELECT c.workspace_id AS "workspaceId", c.board_id AS "boardId",
         weir.submit_request(c.workspace_id, c.board_id, c.user_id, $6, $7, $8::jsonb,
                             ROW (c.user_id, $9::text, $10::text, $11::bytea)::weir.write_key,
                             ROW ($5::role[], $12::bigint, false)::weir.write_conditions) AS outcome
    FROM weir.caller($1, $2, $3, $4, $5::role[], $6) c`;

/**
 * Locks the form request before the clock, as plain SQL does. If it is confirmed twice it becomes one request: the
 * second confirmation finds it marked. One that was erased meanwhile becomes none.
 */
const submitAsGuestStatement = `
  WITH ask AS MATERIALIZED (
    SELECT f.id FROM form_asks f
     WHERE f.workspace_id = $1 AND f.board_id = $2 AND f.id = $6::uuid AND f.request_id IS NULL
       AND f.email <> weir.erased_address(f.id)
       FOR NO KEY UPDATE
  ), submitted AS MATERIALIZED (
    SELECT weir.submit_request($1, $2, NULL, $3, $4, $5::jsonb, ROW (($5::jsonb ->> 'guestId')::uuid, $7::text, $8::text, $9::bytea)::weir.write_key,
                               ROW (NULL, NULL, false)::weir.write_conditions) AS outcome
     WHERE $6::uuid IS NULL OR EXISTS (SELECT FROM ask)
  ), marked AS (
    UPDATE form_asks f SET request_id = $4
      FROM submitted
     WHERE f.workspace_id = $1 AND f.board_id = $2 AND f.id = $6::uuid AND submitted.outcome ? 'body'
  )
  SELECT $1::uuid AS "workspaceId", $2::uuid AS "boardId", outcome FROM submitted`;

@Injectable()
export class SubmissionsRepository {
  constructor(private readonly commands: Commands) {}

  /** Also checks the caller. Null if they can't submit here. */
  submit(
    credentials: Credentials,
    id: string,
    submission: FullSubmission,
    { key, unchangedSince }: BoardConditions,
  ): Promise<Result<Submitted | null>> {
    return this.commands.run(credentials, {
      name: 'submit-request',
      text: submitStatement,
      values: [
        ...callerValues(credentials),
        id,
        JSON.stringify(submission),
        ...keyValues(key),
        unchangedSince,
      ],
      isGrouped: true,
    });
  }

  /** Null if it has become a request already, or was erased. */
  submitAsGuest(
    guest: GuestRequester,
    id: string,
    submission: FullSubmission,
    key: WriteKey | null,
  ): Promise<Result<Submitted | null>> {
    const { workspaceId, boardId, guestId, guestName, formRequestId, now } = guest;
    return this.commands.run(guest, {
      name: 'submit-as-guest',
      text: submitAsGuestStatement,
      values: [
        workspaceId,
        boardId,
        now,
        id,
        JSON.stringify({ ...submission, guestId, guestName }),
        formRequestId,
        ...keyValues(key),
      ],
    });
  }
}
