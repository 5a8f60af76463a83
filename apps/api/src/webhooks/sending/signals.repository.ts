import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';

/** What a board’s signals were when they were last compared: whether it was saturated, and the columns that took no card. */
export type Signals = { saturated: boolean; full: string[] };
/** `free`: how many standard cards a column takes; null without a limit. */
export type BoardSlots = {
  key: string;
  name: string;
  seq: number;
  columns: { id: string; name: string; free: number | null }[];
};

@Injectable()
export class SignalsRepository {
  constructor(private readonly pool: Pool) {}

  async board({ workspaceId, boardId }: BoardIds): Promise<BoardSlots> {
    const { rows } = await this.pool.query<BoardSlots>({
      name: 'board slots',
      text: `
        SELECT b.key, b.name, c.seq::float8 AS seq, (
                 SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'name', k.name, 'free', weir.free_slots(k)) ORDER BY k.position, k.id), '[]')
                   FROM columns k WHERE k.workspace_id = b.workspace_id AND k.board_id = b.id) AS columns
          FROM boards b
          JOIN board_clock c ON c.workspace_id = b.workspace_id AND c.board_id = b.id
         WHERE b.workspace_id = $1 AND b.id = $2`,
      values: [workspaceId, boardId],
    });
    if (!rows[0]) throw new Error(`no board ${boardId}`);
    return rows[0];
  }
}
