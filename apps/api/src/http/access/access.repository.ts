import { Injectable } from '@nestjs/common';
import type { Role } from '@weir/contract';
import { Pool } from '../../database/pool.js';

export type AccessRow = {
  user_name: string;
  workspace_id: string | null;
  board_id: string | null;
  role: Role | null;
};

/** No row without a live session or token. What the caller can't see of the path is null. */
const statement = `
  SELECT u.name AS user_name, w.id AS workspace_id, b.id AS board_id, m.role
    FROM weir.credentials s
    JOIN users u            ON u.id = s.user_id
    LEFT JOIN workspaces w  ON w.slug = $3 AND w.archived_at IS NULL AND (s.workspace_id IS NULL OR w.id = s.workspace_id)
    LEFT JOIN memberships m ON m.workspace_id = w.id AND m.user_id = s.user_id AND m.left_at IS NULL
    LEFT JOIN boards b      ON b.workspace_id = m.workspace_id AND b.key = $4
                           AND (s.board_ids = '{}' OR b.id = ANY (s.board_ids))
   WHERE s.id = $1
     AND s.user_id = $2
     AND s.expires_at > $5`;

@Injectable()
export class AccessRepository {
  constructor(private readonly pool: Pool) {}

  async find(
    { sessionId, userId }: { sessionId: string; userId: string },
    workspaceSlug: string | null,
    boardKey: string | null,
    now: Date,
  ): Promise<AccessRow | null> {
    const values = [sessionId, userId, workspaceSlug, boardKey, now];
    const { rows } = await this.pool.query<AccessRow>({ name: 'access', text: statement, values });
    return rows[0] ?? null;
  }

  /** Of sessions, and of secrets of tokens. Writes nothing where another instance has noted a use since `before`. */
  async noteUses(ids: readonly string[], now: Date, before: Date): Promise<void> {
    await this.pool.query(
      `WITH tokens AS (
         UPDATE api_tokens t SET used_at = $2
           FROM api_token_secrets x
          WHERE x.id = ANY ($1::uuid[]) AND t.workspace_id = x.workspace_id AND t.id = x.token_id
            AND t.ended_at IS NULL AND (t.used_at IS NULL OR t.used_at <= $3))
       UPDATE sessions SET used_at = $2
        WHERE id = ANY ($1::uuid[]) AND ended_at IS NULL AND expires_at > $2 AND coalesce(used_at, created_at) <= $3`,
      [ids, now, before],
    );
  }
}
