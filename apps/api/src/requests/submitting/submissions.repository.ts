import { Injectable } from '@nestjs/common';
import type { NewRequest } from '@weir/contract';
import type { Deadlines } from '@weir/domain';
import type { Credentials } from '../../http/access/caller.js';
import type { Result } from '../../result.js';
import { type CommandResult, Commands, keyValues } from '../../writes/commands.js';
import type { WriteKey } from '../../writes/idempotency.js';
import type { ShedWords } from '../answers/shed.js';

export type Submission = NewRequest | { follows: number; ticket: true };
/** What the database does not work out: when the request is due, and what whoever is shed reads. */
export type WorkedOut = Deadlines & { shed: ShedWords };
export type Submitted = CommandResult<{ number: number }>;

const submitStatement = `
  SELECT c.workspace_id AS "workspaceId", c.board_id AS "boardId",
         weir.submit_request(c.workspace_id, c.board_id, c.user_id, $6, $7, $8::jsonb,
                             ROW (c.user_id, $9::text, $10::text, $11::bytea)::weir.write_key,
                             ROW ($5::role[], NULL, false)::weir.write_conditions) AS outcome
    FROM weir.caller($1, $2, $3, $4, $5::role[], $6) c`;

@Injectable()
export class SubmissionsRepository {
  constructor(private readonly commands: Commands) {}

  /** One statement, which checks the caller too: null where it found none. */
  submit(
    { sessionId, userId, workspaceSlug, boardKey, roles, now }: Credentials,
    id: string,
    submission: Submission & WorkedOut,
    key: WriteKey | null,
  ): Promise<Result<Submitted | null>> {
    const caller = [sessionId, userId, workspaceSlug, boardKey, roles, now];
    return this.commands.run(
      { workspaceSlug, boardKey },
      {
        name: 'submit-request',
        text: submitStatement,
        values: [...caller, id, JSON.stringify(submission), ...keyValues(key)],
      },
    );
  }
}
