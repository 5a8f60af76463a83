import { Injectable } from '@nestjs/common';
import type { Forecast } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';

/** A request with steps to tell. `ahead` as in `OpenRequest`; null once its card left the board’s work. */
export type WorkToTell = BoardIds & { requestId: string; ahead: number | null };

const dueStatement = `
  SELECT d.workspace_id AS "workspaceId", d.board_id AS "boardId", d.request_id AS "requestId", a.ahead::int AS ahead
    FROM weir.steps_due($1, $2) d
    LEFT JOIN LATERAL weir.cards_ahead(d.workspace_id, ARRAY[d.board_id]) a ON a.request_id = d.request_id`;

@Injectable()
export class WorkNoticesRepository {
  constructor(private readonly pool: Pool) {}

  /** Those that have waited longest, first. */
  async due(now: Date, most: number): Promise<WorkToTell[]> {
    const { rows } = await this.pool.query<WorkToTell>({
      name: 'steps-due',
      text: dueStatement,
      values: [now, most],
    });
    return rows;
  }

  /** Tells a request’s people its state, once, however many instances call it. */
  async tell(
    { workspaceId, boardId, requestId }: WorkToTell,
    now: Date,
    expected: Forecast | null,
  ): Promise<void> {
    await this.pool.query({
      name: 'tell-step',
      text: 'SELECT weir.tell_step($1, $2, $3, $4, $5)',
      values: [workspaceId, boardId, requestId, now, expected && JSON.stringify(expected)],
    });
  }
}
