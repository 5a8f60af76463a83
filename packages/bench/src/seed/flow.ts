import { column } from './cards.js';
import { blockReason } from './events.js';

const seconds = (at: string) => `extract(epoch FROM date_trunc('second', ${at} - d.begun_at))::bigint`;

const stage = `
  CASE WHEN d.delivered_at IS NOT NULL THEN 'delivered' WHEN d.begun_at IS NOT NULL THEN 'inFlight' ELSE 'queued' END::flow_stage`;
const blockedSeconds = `coalesce(${seconds('d.unblocked_at')} - ${seconds('d.blocked_at')}, 0)`;

/** The history of cards for flow figures: the rows that weir.follow_flow makes from these events. */
export const flow = `
  INSERT INTO flow_positions (workspace_id, board_id, seq, at, time_zone, is_incomplete)
  SELECT k.workspace_id, k.board_id, k.seq, k.at, 'UTC', false
    FROM pg_temp.made m JOIN board_clock k ON k.workspace_id = m.workspace_id AND k.board_id = m.board_id;
  INSERT INTO flow_cards (workspace_id, board_id, card, class_of_service, label_ids, assignee_ids, column_id, half_done, blocked, block_reason,
                          stage, submitted_at, created_at, committed_at, delivered_at, archived_at, active_seconds, blocked_seconds,
                          half_done_seconds)
  SELECT d.workspace_id, d.board_id, d.i, 'standard',
         CASE WHEN d.p2 < 60 THEN ARRAY[d.label_id] ELSE '{}' END || CASE WHEN d.labelled THEN ARRAY[d.label2_id] ELSE '{}' END,
         CASE WHEN d.assigned THEN ARRAY[d.assignee] ELSE '{}' END,
         ${column},
         false, d.blocked_at IS NOT NULL AND d.unblocked_at IS NULL,
         CASE WHEN d.blocked_at IS NOT NULL AND d.unblocked_at IS NULL THEN ${blockReason} END,
         ${stage}, d.submitted_at, d.created_at, d.begun_at, d.delivered_at, d.archived_at,
         ${seconds('d.delivered_at')} - ${blockedSeconds}, CASE WHEN d.delivered_at IS NOT NULL THEN ${blockedSeconds} END,
         CASE WHEN d.delivered_at IS NOT NULL THEN 0 END
    FROM pg_temp.dated d JOIN pg_temp.made m USING (n) WHERE d.created_at IS NOT NULL;
  INSERT INTO flow_stays (workspace_id, board_id, card, n, stage, column_id, half_done, blocked, block_reason, entered_at, came_from, left_at,
                          left_for)
  SELECT s.workspace_id, s.board_id, s.i, row_number() OVER w, s.stage, s.column_id, false, s.blocked, CASE WHEN s.blocked THEN s.reason END,
         s.entered_at, lag(s.stage) OVER w, lead(s.entered_at) OVER w, lead(s.stage) OVER w
    FROM (SELECT d.workspace_id, d.board_id, d.i, v.at AS entered_at, v.stage::flow_stage, v.column_id, v.blocked, ${blockReason} AS reason
            FROM pg_temp.dated d
            JOIN pg_temp.made m USING (n),
                 LATERAL (VALUES (d.created_at, 'queued', m.ready_id, false), (d.begun_at, 'inFlight', m.doing_id, false),
                                 (d.blocked_at, 'inFlight', m.doing_id, true), (d.unblocked_at, 'inFlight', m.doing_id, false),
                                 (d.reviewed_at, 'inFlight', m.review_id, false), (d.delivered_at, 'delivered', m.done_id, false)
                         ) v (at, stage, column_id, blocked)
           WHERE v.at IS NOT NULL) s
  WINDOW w AS (PARTITION BY s.board_id, s.i ORDER BY s.entered_at);
  SELECT weir.count_days_again(m.workspace_id, m.board_id, 'UTC') FROM pg_temp.made m`;
