import { Injectable } from '@nestjs/common';
import { type MissedForecast, mostMissed } from '@weir/contract';
import type { PlainDate } from '@weir/domain';
import { Pool } from '../../database/pool.js';

type Row = { missed: number; forecast: MissedForecast };

/**
 * The same promises as in weir.forecast_scores, but only those of 85% that were not held, and probabilities that were far off. Those of
 * requests draw from 120 days. Probabilities of several boards together are left out: they are in the Brier score. Indexes on the last
 * day find the forecasts.
 */
const statement = `
  WITH missed AS (
    SELECT f.board_id, f.day, f.due, f.window_days, f.kind::text AS kind, f.n AS place,
           CASE f.kind
             WHEN 'doneBy' THEN jsonb_build_object('items', f.items, 'promised', f.day + f.p85, 'outcome', f.day + f.outcome)
             WHEN 'delivered' THEN jsonb_build_object('promised', f.p85, 'outcome', f.outcome)
             WHEN 'door' THEN jsonb_build_object('items', f.items, 'promised', f.day + f.p85, 'outcome', f.day + f.outcome)
             WHEN 'card' THEN jsonb_build_object('card', f.card, 'promised', f.day + f.p85, 'outcome', f.day + f.outcome)
             ELSE jsonb_build_object('items', f.items, 'percent', f.percent, 'happened', f.outcome = 1)
           END AS more
      FROM unnest($2::uuid[]) b
     CROSS JOIN LATERAL (
       SELECT x.* FROM board_forecasts x
        WHERE x.workspace_id = $1 AND x.board_id = b AND x.due BETWEEN $3 AND $4 OFFSET 0) f
     WHERE f.scored_at IS NOT NULL AND f.void IS NULL AND ($5::int IS NULL OR f.window_days = $5)
       AND CASE f.kind
             WHEN 'delivered' THEN f.p85 > 0 AND f.outcome < f.p85
             WHEN 'chance' THEN CASE WHEN f.outcome = 1 THEN f.percent <= 15 ELSE f.percent >= 85 END
             ELSE f.p85 > 0 AND (f.outcome <= f.p85) IS NOT TRUE
           END
     UNION ALL
    SELECT j.board_ids[1], j.day, j.due, j.window_days, 'together', j.n,
           jsonb_build_object('promised', j.day + j.p85, 'outcome', j.day + j.outcome, 'boards', (
             SELECT jsonb_agg(jsonb_build_object('key', k.key, 'items', p.items) ORDER BY k.key)
               FROM unnest(j.board_ids, j.items) p (board_id, items)
               JOIN boards k ON k.workspace_id = $1 AND k.id = p.board_id))
      FROM weir.joint_forecasts_of($1, $2::uuid[], $3, $5) j
     WHERE j.kind = 'doneBy' AND j.due <= $4 AND j.scored_at IS NOT NULL AND j.void IS NULL AND j.p85 > 0
       AND (j.outcome <= j.p85) IS NOT TRUE
     UNION ALL
    SELECT g.board_id, g.day, g.p85, 120, 'request', g.ahead,
           jsonb_build_object('request', r.number, 'promised', g.p85, 'outcome', g.outcome)
      FROM unnest($2::uuid[]) b
     CROSS JOIN LATERAL (
       SELECT x.* FROM given_forecasts x
        WHERE x.workspace_id = $1 AND x.board_id = b AND x.p85 BETWEEN $3 AND $4 OFFSET 0) g
      JOIN requests r ON r.workspace_id = $1 AND r.board_id = g.board_id AND r.id = g.request_id
     WHERE g.scored_at IS NOT NULL AND g.void IS NULL AND (g.outcome <= g.p85) IS NOT TRUE
       AND ($5::int IS NULL OR $5 = 120)
  )
  SELECT (count(*) OVER ())::int AS missed,
         jsonb_build_object('kind', m.kind, 'board', k.key, 'day', m.day, 'due', m.due, 'window', m.window_days) || m.more AS forecast
    FROM missed m JOIN boards k ON k.workspace_id = $1 AND k.id = m.board_id
   ORDER BY m.due DESC, k.key, m.day DESC, m.kind, m.place
   LIMIT $6`;

/** Forecasts that were shown and were wrong. The digest counts fewer: see weir.missed_forecasts. */
@Injectable()
export class MissedRepository {
  constructor(private readonly pool: Pool) {}

  /** Those whose last day is among these days, the newest first, and how many there are. */
  async missed(
    workspaceId: string,
    boardIds: string[],
    { from, to, window }: { from: PlainDate; to: PlainDate; window: number | null },
  ): Promise<{ missed: number; forecasts: MissedForecast[] }> {
    const values = [workspaceId, boardIds, from, to, window, mostMissed];
    const { rows } = await this.pool.query<Row>({ name: 'missed-forecasts', text: statement, values });
    return { missed: rows[0]?.missed ?? 0, forecasts: rows.map(({ forecast }) => forecast) };
  }
}
