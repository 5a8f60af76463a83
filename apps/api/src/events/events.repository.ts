import { Injectable } from '@nestjs/common';
import type { Event, Role } from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import { Pool } from '../database/pool.js';

export type Watched = BoardIds & { after: number };
export type BoardEvent = BoardIds & { event: Event };
export type Listener = { workspaceId: string; userId: string; sessionId: string; role: Role };

type Row = { workspaceId: string; boardId: string } & Omit<Event, 'seq'> & { seq: string };

/**
 * The events of many boards, each after its own seq, for the boards whose clock has moved on. A clock stays locked
 * until its writer commits, so a reader that sees an event sees all earlier ones: no gap.
 */
const newsStatement = `
  SELECT w.workspace_id AS "workspaceId", w.board_id AS "boardId", e.seq, e.type, weir.instant(e.at) AS at,
         CASE WHEN u.id IS NOT NULL THEN jsonb_build_object('id', u.id, 'name', u.name) END AS actor, e.changes
    FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS w (workspace_id, board_id, after)
    JOIN board_clock k ON k.workspace_id = w.workspace_id AND k.board_id = w.board_id AND k.seq > w.after
   CROSS JOIN LATERAL (
     SELECT * FROM events x
      WHERE x.workspace_id = w.workspace_id AND x.board_id = w.board_id AND x.seq > w.after
      ORDER BY x.seq LIMIT $4) e
    LEFT JOIN users u ON u.id = e.actor_id
   ORDER BY w.workspace_id, w.board_id, e.seq`;

/** The listeners, by their index in the list, that still have access: a live session or token and a role that reads; their role now. */
const listenersStatement = `
  SELECT w.n::int AS n, m.role
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) WITH ORDINALITY AS w (workspace_id, user_id, session_id, n)
    JOIN weir.credentials s ON s.id = w.session_id AND s.user_id = w.user_id AND s.expires_at > $4
    JOIN workspaces x  ON x.id = w.workspace_id AND x.archived_at IS NULL
    JOIN memberships m ON m.workspace_id = w.workspace_id AND m.user_id = w.user_id AND m.left_at IS NULL
                      AND m.role = ANY ($5::role[])`;

@Injectable()
export class EventsRepository {
  constructor(private readonly pool: Pool) {}

  /** At most `limit` events of each board, in order. */
  async after(watched: readonly Watched[], limit: number): Promise<BoardEvent[]> {
    const values = [
      watched.map(({ workspaceId }) => workspaceId),
      watched.map(({ boardId }) => boardId),
      watched.map(({ after }) => after),
      limit,
    ];
    const { rows } = await this.pool.query<Row>({ name: 'events-after', text: newsStatement, values });
    return rows.map(({ workspaceId, boardId, seq, ...event }) => ({
      workspaceId,
      boardId,
      event: { seq: Number(seq), ...event } as Event,
    }));
  }

  async clock({ workspaceId, boardId }: BoardIds): Promise<number> {
    const { rows } = await this.pool.query<{ seq: string }>({
      name: 'clock',
      text: 'SELECT seq FROM board_clock WHERE workspace_id = $1 AND board_id = $2',
      values: [workspaceId, boardId],
    });
    if (!rows[0]) throw new Error(`board ${boardId} has no clock`);
    return Number(rows[0].seq);
  }

  /** The ids of those of these boards that were purged. */
  async purged(boards: readonly BoardIds[]): Promise<Set<string>> {
    const values = [boards.map(({ workspaceId }) => workspaceId), boards.map(({ boardId }) => boardId)];
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'purged boards',
      text: `
        SELECT w.board_id AS id FROM unnest($1::uuid[], $2::uuid[]) AS w (workspace_id, board_id)
         WHERE NOT EXISTS (SELECT FROM board_clock k WHERE k.workspace_id = w.workspace_id AND k.board_id = w.board_id)`,
      values,
    });
    return new Set(rows.map(({ id }) => id));
  }

  /** Those of the `listeners` that still have access, each with their role now. */
  async withAccess<H extends Listener>(
    listeners: readonly H[],
    roles: readonly Role[],
    now: Date,
  ): Promise<Map<H, Role>> {
    const values = [
      listeners.map(({ workspaceId }) => workspaceId),
      listeners.map(({ userId }) => userId),
      listeners.map(({ sessionId }) => sessionId),
      now,
      roles,
    ];
    const { rows } = await this.pool.query<{ n: number; role: Role }>({
      name: 'listeners',
      text: listenersStatement,
      values,
    });
    return new Map(rows.map(({ n, role }) => [listeners[n - 1] as H, role]));
  }
}
