import { Injectable } from '@nestjs/common';
import type { Forecast } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';

/** A request with steps to announce. `ahead` as in `OpenRequest`; null once its card left the board’s work. */
export type WorkToAnnounce = BoardIds & { requestId: string; ahead: number | null };

/** The cards of each board are counted once, however many of its requests are due. */
const dueStatement = `
  WITH due AS MATERIALIZED (
    SELECT * FROM weir.steps_due($1, $2)
  ), line AS MATERIALIZED (
    SELECT w.workspace_id, a.*
      FROM (SELECT d.workspace_id, array_agg(DISTINCT d.board_id) AS boards FROM due d GROUP BY 1) w
     CROSS JOIN LATERAL weir.cards_ahead(w.workspace_id, w.boards) a)
  SELECT d.workspace_id AS "workspaceId", d.board_id AS "boardId", d.request_id AS "requestId", l.ahead::int AS ahead
    FROM due d
    LEFT JOIN line l ON l.workspace_id = d.workspace_id AND l.board_id = d.board_id AND l.request_id = d.request_id`;

@Injectable()
export class WorkNoticesRepository {
  constructor(private readonly pool: Pool) {}

  /** Those that have waited longest, first. */
  async due(now: Date, most: number): Promise<WorkToAnnounce[]> {
    const { rows } = await this.pool.query<WorkToAnnounce>({
      name: 'steps-due',
      text: dueStatement,
      values: [now, most],
    });
    return rows;
  }

  /** Announces its state to the people of a request, once, however many instances call it. */
  async announce(
    { workspaceId, boardId, requestId }: WorkToAnnounce,
    now: Date,
    expected: Forecast | null,
  ): Promise<void> {
    await this.pool.query({
      name: 'announce-step',
      text: 'SELECT weir.announce_step($1, $2, $3, $4, $5)',
      values: [workspaceId, boardId, requestId, now, expected && JSON.stringify(expected)],
    });
  }
}
