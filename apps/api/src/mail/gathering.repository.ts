import { Injectable } from '@nestjs/common';
import { Pool } from '../database/pool.js';

type Name = { workspaceId: string; id: string };

/** Several waiting mails of one member as one mail. */
@Injectable()
export class GatheringRepository {
  constructor(private readonly pool: Pool) {}

  /** Ends the other waiting mails of the same member in this one, except those that list new requests. Returns the number of notices in it besides its own. */
  async gather({ workspaceId, id }: Name): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(
      `WITH others AS MATERIALIZED (
         SELECT x.workspace_id, x.id
           FROM mails m
           JOIN notices n ON n.workspace_id = m.workspace_id AND n.id = m.notice_id
           JOIN notices o ON o.workspace_id = n.workspace_id AND o.user_id = n.user_id
           JOIN mails x   ON x.workspace_id = o.workspace_id AND x.notice_id = o.id
          WHERE m.workspace_id = $1 AND m.id = $2 AND x.id <> m.id AND x.id IS DISTINCT FROM o.mailed_in AND x.held_at IS NOT NULL AND x.due_at IS NOT NULL
            FOR UPDATE OF x SKIP LOCKED
       ), gathered AS (
         UPDATE mails m SET gathered_in = $2, due_at = NULL FROM others o
          WHERE m.workspace_id = o.workspace_id AND m.id = o.id RETURNING 1)
       SELECT (SELECT count(*) FROM gathered)::int
              + (SELECT count(*) FROM mails WHERE workspace_id = $1 AND gathered_in = $2)::int AS count`,
      [workspaceId, id],
    );
    return rows[0]?.count ?? 0;
  }

  /** Lets the mails that this one gathered go out on their own. */
  async release({ workspaceId, id }: Name, now: Date): Promise<void> {
    await this.pool.query(
      'UPDATE mails SET gathered_in = NULL, due_at = $3 WHERE workspace_id = $1 AND gathered_in = $2',
      [workspaceId, id, now],
    );
  }
}
