import { Injectable } from '@nestjs/common';
import type { PlainDate, Promises, ScoredLevel } from '@weir/domain';
import { Pool } from '../../database/pool.js';
import { type Levels, noLevels } from './score-answers.js';
import type { JointForecast } from './shown-forecast.js';

/** Which forecast of a workspace. */
export type JointForecastKey = { workspaceId: string; day: PlainDate; n: number };

/** No time zone is more than twelve hours behind UTC. */
const dueStatement = `
  SELECT f.workspace_id AS "workspaceId", f.day::text AS day, f.n FROM joint_forecasts f
   WHERE f.scored_at IS NULL AND f.due < ($1::timestamptz AT TIME ZONE 'UTC' - interval '12 hours')::date
   ORDER BY f.due, f.workspace_id, f.day, f.n LIMIT $2`;

/** Forecasts of several boards together that were shown, and their scores. */
@Injectable()
export class JointForecastsRepository {
  constructor(private readonly pool: Pool) {}

  async store(workspaceId: string, shown: readonly JointForecast[], at: Date): Promise<void> {
    const text = 'SELECT weir.store_joint_forecasts($1, $2, $3)';
    const values = [workspaceId, JSON.stringify(shown), at];
    await this.pool.query({ name: 'store-joint-forecasts', text, values });
  }

  /** Forecasts whose last day is over in every time zone. */
  async due(now: Date, most: number): Promise<JointForecastKey[]> {
    const query = { name: 'joint-forecasts-to-score', text: dueStatement, values: [now, most] };
    return (await this.pool.query<JointForecastKey>(query)).rows;
  }

  /** Scores one, once. Until the history of its boards is up to date, it does nothing. */
  async score({ workspaceId, day, n }: JointForecastKey, now: Date): Promise<void> {
    const text = 'SELECT weir.score_joint_forecast($1, $2, $3, $4)';
    await this.pool.query({ name: 'score-joint-forecast', text, values: [workspaceId, day, n, now] });
  }

  /** How often forecasts were right whose boards are all among these, and whose last day is from `from` to `to`. */
  async levels(
    workspaceId: string,
    boardIds: string[],
    { from, to }: { from: PlainDate; to: PlainDate },
  ): Promise<Levels> {
    const { rows } = await this.pool.query<{ level: ScoredLevel } & Promises>({
      name: 'joint-levels',
      text: `SELECT level, forecasts::int, held::int, surpassed::int, days::int, covered::int
               FROM weir.joint_levels($1, $2::uuid[], $3, $4, NULL)`,
      values: [workspaceId, boardIds, from, to],
    });
    const levels = noLevels();
    for (const { level, ...promises } of rows) levels[level] = promises;
    return levels;
  }
}
