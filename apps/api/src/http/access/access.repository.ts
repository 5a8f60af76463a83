import { Injectable } from '@nestjs/common';
import type { Role } from '@weir/contract';
import { Pool } from '../../database/pool.js';

export type AccessRow = {
  user_name: string;
  workspace_id: string | null;
  board_id: string | null;
  role: Role | null;
};

/** No row without a live session. What the caller can't see of the path is null. */
const statement = `
  SELECT u.name AS user_name, w.id AS workspace_id, b.id AS board_id, m.role
    FROM sessions s
    JOIN users u            ON u.id = s.user_id
    LEFT JOIN workspaces w  ON w.slug = $3 AND w.archived_at IS NULL
    LEFT JOIN memberships m ON m.workspace_id = w.id AND m.user_id = s.user_id AND m.left_at IS NULL
    LEFT JOIN boards b      ON b.workspace_id = m.workspace_id AND b.key = $4
   WHERE s.id = $1
     AND s.user_id = $2
     AND s.ended_at IS NULL
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

  /** Writes nothing where another instance has noted a use since `before`. */
  async noteUses(sessionIds: readonly string[], now: Date, before: Date): Promise<void> {
    await this.pool.query(
      `UPDATE sessions SET used_at = $2
        WHERE id = ANY ($1::uuid[]) AND ended_at IS NULL AND expires_at > $2 AND coalesce(used_at, created_at) <= $3`,
      [sessionIds, now, before],
    );
  }
}
