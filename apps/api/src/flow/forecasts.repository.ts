import { Injectable } from '@nestjs/common';
import { type Forecast, forecastHistoryDays, type PlainDate, type WorkingHours } from '@weir/domain';
import type { BoardIds } from '../database/board-ids.js';
import { Pool } from '../database/pool.js';

/** What a forecast is based on. `history` is null where it was not asked for. */
export type FlowRow = {
  boardId: string;
  timeZone: string;
  /** Null: every hour counts. */
  workingHours: WorkingHours | null;
  today: PlainDate;
  /** The cards that are neither delivered nor archived. */
  undelivered: number;
  /** Whether any of its cards or requests wait. */
  waits: boolean;
  from: PlainDate;
  history: { day: PlainDate; delivered: number }[] | null;
};

/**
 * `item`: as in weir.open_waits. `ahead`: how many cards are delivered until this one is, itself included; null if it is delivered or
 * archived.
 */
export type CardRow = { requestId: string | null; item: string; archived: boolean; ahead: number | null };

export type GivenForecast = {
  boardId: string;
  requestId: string;
  day: PlainDate;
  ahead: number;
  sample: number;
  forecast: Forecast;
};

/** The flow of boards $2; for those in $5 also what they delivered in the last $4 days. */
const flowStatement = `
  SELECT f.board_id AS "boardId", f.time_zone AS "timeZone", f.working_hours AS "workingHours", f.today::text AS today,
         f.from_day::text AS "from", f.undelivered, f.history,
         EXISTS (SELECT FROM request_waits w
                  WHERE w.workspace_id = $1 AND w.board_id = f.board_id AND w.ended_at IS NULL) AS waits
    FROM weir.flow_of_boards($1::uuid, $2::uuid[], $3::timestamptz, $4::int, $5::uuid[]) f`;

/** Committed without waiting for the disk: a reader need not wait, and a lost forecast is only not scored. */
const storeStatement = `
  WITH async_commit AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true) AS value)
  INSERT INTO given_forecasts (workspace_id, board_id, request_id, day, ahead, p50, p85, sample, at)
  SELECT $1, g.*, $9
    FROM async_commit,
         unnest($2::uuid[], $3::uuid[], $4::date[], $5::int[], $6::date[], $7::date[], $8::int[]) g
   WHERE async_commit.value = 'off'
      ON CONFLICT DO NOTHING`;

@Injectable()
export class ForecastsRepository {
  constructor(private readonly pool: Pool) {}

  /** One statement, however many boards there are. It reads as many days of deliveries as asked for, by an index. */
  async flow(
    workspaceId: string,
    boardIds: string[],
    now: Date,
    { withHistory, days = forecastHistoryDays }: { withHistory: string[]; days?: number },
  ): Promise<FlowRow[]> {
    const values = [workspaceId, boardIds, now, days, withHistory];
    return (await this.pool.query<FlowRow>({ name: 'flow-of-boards', text: flowStatement, values })).rows;
  }

  /** Stores forecasts to be scored later. The first of a request on a day stays. */
  async store(workspaceId: string, given: readonly GivenForecast[], at: Date): Promise<void> {
    const of = <T>(part: (each: GivenForecast) => T) => given.map(part);
    const day = (name: 'p50' | 'p85') =>
      of(({ forecast }) => ('unknown' in forecast ? null : forecast[name]));
    const [p50, p85] = [day('p50'), day('p85')];
    const whose = [of((each) => each.boardId), of((each) => each.requestId), of((each) => each.day)];
    const what = [of((each) => each.ahead), p50, p85, of((each) => each.sample)];
    const values = [workspaceId, ...whose, ...what, at];
    await this.pool.query({ name: 'given-forecasts', text: storeStatement, values });
  }

  /** The boards with these keys, without those that the caller’s token does not cover. */
  async boards(
    workspaceId: string,
    keys: readonly string[],
    within: readonly string[] | null,
  ): Promise<{ id: string; key: string; name: string }[]> {
    const { rows } = await this.pool.query<{ id: string; key: string; name: string }>({
      name: 'boards-to-forecast',
      text: `SELECT id, key, name FROM boards
              WHERE workspace_id = $1 AND key = ANY ($2) AND ($3::uuid[] IS NULL OR id = ANY ($3))`,
      values: [workspaceId, keys, within],
    });
    return rows;
  }

  /** Null for a missing card. Its place is that of weir.places_of_cards. */
  async card({ workspaceId, boardId }: BoardIds, number: number): Promise<CardRow | null> {
    const { rows } = await this.pool.query<CardRow>({
      name: 'flow-of-card',
      text: `SELECT c.request_id AS "requestId", coalesce(c.request_id, c.id) AS item, c.archived_at IS NOT NULL AS archived,
                    (SELECT p.ahead::int FROM weir.places_of_cards($1, ARRAY[$2::uuid]) p WHERE p.card_id = c.id) AS ahead
               FROM cards c WHERE c.workspace_id = $1 AND c.board_id = $2 AND c.number = $3`,
      values: [workspaceId, boardId, number],
    });
    return rows[0] ?? null;
  }
}
