import { currentApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';

/**
 * A board that delivered this many cards a day until yesterday. Plain SQL inserts the rows that reading its event log would write.
 * Every card waited for a day and then took three: one and a half in Doing, and the rest in Review.
 */
export async function aBusyBoard({ days, daily }: { days: number; daily: number }): Promise<BoardUnderTest> {
  const { pool, clock, people } = currentApi();
  const board = await aBoard().column('Doing', { limit: 50 }).column('Review', { limit: 50 }).make();
  // The first read builds the history from the event log, so it comes before the inserted rows.
  await people.viewer.get(`${board.path}/flow/throughput`);
  await pool.query(`UPDATE boards SET created_at = $2::timestamptz - interval '400 days' WHERE key = $1`, [
    board.key,
    clock.now(),
  ]);
  await pool.query(
    `INSERT INTO flow_cards (workspace_id, board_id, card, class_of_service, label_ids, assignee_ids, half_done, blocked, stage, created_at,
                             committed_at, delivered_at, active_seconds, blocked_seconds, half_done_seconds)
     SELECT b.workspace_id, b.id, 1000000 + n, 'standard', '{}', '{}', false, false, 'delivered', t.at - interval '4 days',
            t.at - interval '3 days', t.at, 259200, 0, 0
       FROM boards b, generate_series(1, $2::int * $3) n,
            LATERAL (SELECT $4::timestamptz - interval '1 day' - n * interval '1 day' / $3 AS at) t
      WHERE b.key = $1`,
    [board.key, days, daily, clock.now()],
  );
  await pool.query(
    `INSERT INTO flow_stays (workspace_id, board_id, card, n, stage, column_id, half_done, blocked, entered_at, came_from, left_at, left_for)
     SELECT c.workspace_id, c.board_id, c.card, s.n, s.stage::flow_stage, s.column_id, false, false, c.delivered_at - s.before * interval '1 day',
            s.came::flow_stage, c.delivered_at - s.after * interval '1 day', s.next::flow_stage
       FROM boards b
       JOIN flow_cards c ON c.workspace_id = b.workspace_id AND c.board_id = b.id
      CROSS JOIN (VALUES (1, 'queued', $5::uuid, 4, NULL, 3, 'inFlight'), (2, 'inFlight', $2, 3, 'queued', 1.5, 'inFlight'),
                         (3, 'inFlight', $3, 1.5, 'inFlight', 0, 'delivered'), (4, 'delivered', $4, 0, 'inFlight', NULL, NULL)) s (n, stage, column_id, before, came, after, next)
      WHERE b.key = $1`,
    [board.key, board.id('Doing'), board.id('Review'), board.id('Done'), board.id('Ready')],
  );
  return board;
}
