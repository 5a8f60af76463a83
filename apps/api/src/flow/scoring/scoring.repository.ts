import { Injectable } from '@nestjs/common';
import type { PlainDate } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';

/** A forecast about a board, as it is stored: see BoardForecast in schema.prisma. */
export type ShownForecast = {
  kind: 'doneBy' | 'delivered' | 'chance';
  items: number | null;
  by: PlainDate | null;
  windowDays: number;
  sample: number;
  p50: number | null;
  p70: number | null;
  p85: number | null;
  p95: number | null;
  percent: number | null;
  baseline: number | null;
  due: PlainDate;
};

/** The forecasts that were shown, and their scores. */
@Injectable()
export class ScoringRepository {
  constructor(private readonly pool: Pool) {}

  async store(
    { workspaceId, boardId }: BoardIds,
    day: PlainDate,
    shown: readonly ShownForecast[],
    at: Date,
  ): Promise<void> {
    const values = [workspaceId, boardId, day, JSON.stringify(shown), at];
    const text = 'SELECT weir.store_board_forecasts($1, $2, $3, $4, $5)';
    await this.pool.query({ name: 'store-board-forecasts', text, values });
  }

  /** Boards with forecasts whose last day is over. */
  async due(now: Date, most: number): Promise<BoardIds[]> {
    const { rows } = await this.pool.query<BoardIds>({
      name: 'boards-to-score',
      text: 'SELECT t.workspace_id AS "workspaceId", t.board_id AS "boardId" FROM weir.boards_to_score($1, $2) t',
      values: [now, most],
    });
    return rows;
  }

  /** Scores so many forecasts of a board at most, each once. Returns how many. */
  async score({ workspaceId, boardId }: BoardIds, now: Date, most: number): Promise<number> {
    const { rows } = await this.pool.query<{ scored: number }>({
      name: 'score-forecasts',
      text: 'SELECT weir.score_forecasts($1, $2, $3, $4) AS scored',
      values: [workspaceId, boardId, now, most],
    });
    return rows[0]?.scored ?? 0;
  }
}
