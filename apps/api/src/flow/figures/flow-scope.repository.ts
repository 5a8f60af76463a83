import { Injectable } from '@nestjs/common';
import { Pool } from '../../database/pool.js';

export type ScopeBoard = { id: string; key: string; timeZone: string };
export type ScopeColumn = { id: string; name: string; kind: 'queue' | 'active' | 'done' };

/** Reads on in the event logs of those boards that go on, and says how many events are left: see weir.follow_flow. */
const followStatement = `
  WITH behind AS MATERIALIZED (
    SELECT k.board_id
      FROM board_clock k
      LEFT JOIN flow_positions p ON p.workspace_id = k.workspace_id AND p.board_id = k.board_id
     WHERE k.workspace_id = $1 AND k.board_id = ANY ($2) AND (k.seq > coalesce(p.seq, 0) OR p.is_incomplete IS NOT FALSE)
     ORDER BY k.board_id
  )
  SELECT coalesce(sum(weir.follow_flow($1, b.board_id, greatest($3 / (SELECT count(*) FROM behind), 100)::integer)), 0)::integer AS unread
    FROM behind b`;

/** Which boards flow figures are of, and how far their logs were read. */
@Injectable()
export class FlowScopeRepository {
  constructor(private readonly pool: Pool) {}

  /** Those of these keys, or the first ones that are not archived, of those that a token is for. By key. */
  async boards(
    workspaceId: string,
    { keys, only, most }: { keys: readonly string[] | null; only: readonly string[] | null; most: number },
  ): Promise<ScopeBoard[]> {
    const { rows } = await this.pool.query<ScopeBoard>({
      name: 'flow-boards',
      text: `
        SELECT b.id, b.key, i.time_zone AS "timeZone"
          FROM boards b
          JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
         WHERE b.workspace_id = $1 AND ($2::text[] IS NULL AND b.archived_at IS NULL OR b.key = ANY ($2))
           AND ($3::uuid[] IS NULL OR b.id = ANY ($3))
         ORDER BY b.key
         LIMIT $4`,
      values: [workspaceId, keys, only, most],
    });
    return rows;
  }

  /** How many events of these boards are still unread. It reads at most so many of them first. */
  async follow(workspaceId: string, boardIds: readonly string[], most: number): Promise<number> {
    const { rows } = await this.pool.query<{ unread: number }>({
      name: 'follow-flow',
      text: followStatement,
      values: [workspaceId, boardIds, most],
    });
    return rows[0]?.unread ?? 0;
  }

  /** Boards with events that were not read, in any workspace. */
  async behind(most: number): Promise<{ workspaceId: string; boardId: string }[]> {
    const { rows } = await this.pool.query<{ workspaceId: string; boardId: string }>({
      name: 'boards-to-follow',
      text: 'SELECT t.workspace_id AS "workspaceId", t.board_id AS "boardId" FROM weir.boards_to_follow($1) t',
      values: [most],
    });
    return rows;
  }

  /** In their order on the board. */
  async columns(workspaceId: string, boardId: string): Promise<ScopeColumn[]> {
    const { rows } = await this.pool.query<ScopeColumn>({
      name: 'flow-columns',
      text: `SELECT k.id, k.name, k.kind FROM columns k WHERE k.workspace_id = $1 AND k.board_id = $2 ORDER BY k.position, k.id`,
      values: [workspaceId, boardId],
    });
    return rows;
  }
}
