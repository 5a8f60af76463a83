import { Injectable } from '@nestjs/common';
import type { Calibration } from '@weir/contract';
import type { PastDelivery, PlainDate, Promises, SaidChance, ScoredLevel } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import { type Levels, noLevels } from './score-answers.js';
import type { ShownForecast } from './shown-forecast.js';

/** What is scored by certainty: see Calibration. */
const sorts = ['doneBy', 'delivered', 'requests', 'cards', 'door', 'together'] as const;
type Sort = (typeof sorts)[number];
type ScoreDocument = {
  levels: ({ kind: Sort; level: ScoredLevel } & Promises)[];
  chances: SaidChance[];
  void: Partial<Calibration['void']>;
  pending: number;
};
type Scores = Record<Sort, Levels> & Omit<ScoreDocument, 'levels'>;

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

  /** What forecasts of these boards said whose last day is in a window of days, and how often that held. */
  async scores(
    workspaceId: string,
    boardIds: string[],
    { from, to, window }: { from: PlainDate; to: PlainDate; window: number | null },
  ): Promise<Scores> {
    const { levels, ...rest } = await this.document<ScoreDocument>(
      'forecast-scores',
      'weir.forecast_scores($1, $2, $3, $4, $5)',
      [workspaceId, boardIds, from, to, window],
    );
    const bySort = Object.fromEntries(sorts.map((sort) => [sort, noLevels()])) as Record<Sort, Levels>;
    for (const { kind, level, ...promises } of levels) bySort[kind][level] = promises;
    return { ...bySort, ...rest };
  }

  /** What a board delivered since a day, as far as its event log was read. */
  async deliveries({ workspaceId, boardId }: BoardIds, from: PlainDate): Promise<PastDelivery[]> {
    const values = [workspaceId, boardId, from];
    return this.document<PastDelivery[]>('past-deliveries', 'weir.past_deliveries($1, $2, $3)', values);
  }

  private async document<Document>(name: string, call: string, values: unknown[]): Promise<Document> {
    const text = `SELECT ${call} AS document`;
    const { rows } = await this.pool.query<{ document: Document }>({ name, text, values });
    return (rows[0] as { document: Document }).document;
  }
}
