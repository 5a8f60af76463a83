import { blockReason, commentText, declined } from './events.js';

/** The current column of a card, by its dates. */
export const column = `
  CASE WHEN d.delivered_at IS NOT NULL THEN m.done_id WHEN d.reviewed_at IS NOT NULL THEN m.review_id
       WHEN d.begun_at IS NOT NULL THEN m.doing_id ELSE m.ready_id END`;

/** The dates of a request. A waiting one is due in the next days. */
const dates = (submitted: string, answered: string) => `
  ${submitted}, CASE WHEN ${answered} IS NULL THEN now() + (72 + d.p3) * interval '1 hour' ELSE ${submitted} + interval '1 day' END,
  CASE WHEN ${answered} IS NULL THEN now() + (144 + d.p3) * interval '1 hour' ELSE ${submitted} + interval '2 days' END, ${answered},
  greatest(${submitted}, ${answered}), CASE WHEN ${answered} IS NULL THEN 1 ELSE 2 END`;

/** The requests and their answers: a request with a card is accepted, any other is declined or waits. */
export const requests = `
  INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at, answered_at, updated_at,
                        version)
  SELECT d.workspace_id, d.board_id, d.request_id, d.request, d.title, d.asker, ${dates('d.submitted_at', 'd.created_at')}
    FROM pg_temp.dated d WHERE d.submitted_at IS NOT NULL
   UNION ALL
  SELECT d.workspace_id, d.board_id, d.declined_id, d.declined, d.title || ' too', d.asker, ${dates('d.submitted2_at', 'd.declined_at')}
    FROM pg_temp.dated d WHERE d.submitted2_at IS NOT NULL;
  INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, "by", at)
  SELECT d.workspace_id, d.board_id, d.request_id, 'accept'::answer_kind, NULL::answer_reason, NULL, m.manager, d.created_at
    FROM pg_temp.dated d JOIN pg_temp.made m USING (n) WHERE d.submitted_at IS NOT NULL AND d.created_at IS NOT NULL
   UNION ALL
  SELECT d.workspace_id, d.board_id, d.declined_id, 'decline', 'noCapacity', '${declined}', m.manager, d.declined_at
    FROM pg_temp.dated d JOIN pg_temp.made m USING (n) WHERE d.declined_at IS NOT NULL`;

/** The cards with their assignees, labels, blocks and comments. */
export const cards = `
  INSERT INTO cards (workspace_id, board_id, id, number, version, title, description, column_id, rank, request_id, created_at, created_by,
                     entered_column_at, committed_at, delivered_at, archived_at, updated_at)
  SELECT d.workspace_id, d.board_id, d.card_id, d.i, d.version, d.title, d.description, ${column}, d.rank,
         CASE WHEN d.asked THEN d.request_id END, d.created_at, CASE WHEN d.asked THEN m.manager ELSE d.author END,
         coalesce(d.delivered_at, d.reviewed_at, d.begun_at, d.created_at), d.begun_at, d.delivered_at, d.archived_at, d.updated_at
    FROM pg_temp.dated d JOIN pg_temp.made m USING (n) WHERE d.created_at IS NOT NULL;
  INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id)
  SELECT d.workspace_id, d.board_id, d.card_id, d.assignee FROM pg_temp.dated d WHERE d.assigned;
  INSERT INTO card_labels (workspace_id, board_id, card_id, label_id)
  SELECT d.workspace_id, d.board_id, d.card_id, d.label_id FROM pg_temp.dated d WHERE d.created_at IS NOT NULL AND d.p2 < 60
   UNION ALL
  SELECT d.workspace_id, d.board_id, d.card_id, d.label2_id FROM pg_temp.dated d WHERE d.labelled;
  INSERT INTO card_blocks (workspace_id, board_id, card_id, id, reason, blocked_by, blocked_at, unblocked_by, unblocked_at)
  SELECT d.workspace_id, d.board_id, d.card_id, uuidv7(), ${blockReason}, d.author, d.blocked_at,
         CASE WHEN d.unblocked_at IS NOT NULL THEN d.author END, d.unblocked_at
    FROM pg_temp.dated d WHERE d.blocked_at IS NOT NULL;
  INSERT INTO comments (workspace_id, board_id, card_id, id, body, "by", at)
  SELECT d.workspace_id, d.board_id, d.card_id, d.comment_id, ${commentText}, d.author, d.commented_at
    FROM pg_temp.dated d WHERE d.commented_at IS NOT NULL
   UNION ALL
  SELECT d.workspace_id, d.board_id, d.card_id, d.comment2_id, ${commentText}, d.author, d.commented2_at
    FROM pg_temp.dated d WHERE d.commented2_at IS NOT NULL`;

/** The rows that triggers would have added: steps of accepted work, watchers, texts of the search, and notices of the last month. */
export const whatFollows = `
  INSERT INTO request_steps (workspace_id, board_id, request_id, n, seq, state, at, since, reason, settled_at, announced, card)
  SELECT w.workspace_id, w.board_id, w.request_id, row_number() OVER (PARTITION BY w.board_id, w.request_id ORDER BY w.seq), w.seq,
         w.state::work_state, w.at, w.at, w.reason, w.at, true, w.i
    FROM (SELECT d.workspace_id, d.board_id, d.request_id, d.i, s.*
            FROM pg_temp.dated d,
                 LATERAL (VALUES (d.created_seq, 'queued', d.created_at, NULL), (d.begun_seq, 'begun', d.begun_at, NULL),
                                 (d.blocked_seq, 'blocked', d.blocked_at, ${blockReason}), (d.unblocked_seq, 'begun', d.unblocked_at, NULL),
                                 (d.delivered_seq, 'delivered', d.delivered_at, NULL)) s (seq, state, at, reason)
           WHERE d.asked AND d.created_at IS NOT NULL AND s.seq IS NOT NULL) w;
  INSERT INTO card_watchers (workspace_id, board_id, card_id, user_id)
  SELECT DISTINCT d.workspace_id, d.board_id, d.card_id, w.user_id
    FROM pg_temp.dated d
    JOIN pg_temp.made m USING (n),
         LATERAL (VALUES (CASE WHEN d.asked THEN m.manager ELSE d.author END), (CASE WHEN d.assigned THEN d.assignee END),
                         (CASE WHEN d.commented_at IS NOT NULL OR d.commented2_at IS NOT NULL THEN d.author END)) w (user_id)
   WHERE d.created_at IS NOT NULL AND w.user_id IS NOT NULL;
  INSERT INTO search_texts (workspace_id, board_id, id, kind, card_id, text, words)
  SELECT t.workspace_id, t.board_id, t.id, t.kind::search_kind, t.card_id, left(concat_ws(' ', nullif(t.title, ''), t.body), 300),
         weir.search_words(t.title, t.body)
    FROM (SELECT d.workspace_id, d.board_id, d.card_id AS id, 'card' AS kind, NULL::uuid AS card_id, d.title, d.description AS body
            FROM pg_temp.dated d WHERE d.created_at IS NOT NULL
           UNION ALL
          SELECT d.workspace_id, d.board_id, d.request_id, 'request', NULL, d.title, '' FROM pg_temp.dated d WHERE d.submitted_at IS NOT NULL
           UNION ALL
          SELECT d.workspace_id, d.board_id, d.declined_id, 'request', NULL, d.title || ' too', ''
            FROM pg_temp.dated d WHERE d.submitted2_at IS NOT NULL
           UNION ALL
          SELECT d.workspace_id, d.board_id, d.comment_id, 'comment', d.card_id, '', ${commentText} FROM pg_temp.dated d WHERE d.commented_at IS NOT NULL
           UNION ALL
          SELECT d.workspace_id, d.board_id, d.comment2_id, 'comment', d.card_id, '', ${commentText}
            FROM pg_temp.dated d WHERE d.commented2_at IS NOT NULL) t;
  INSERT INTO notices (workspace_id, id, user_id, board_id, kind, card_id, facts, at, read_at)
  SELECT d.workspace_id, uuidv7(), d.assignee, d.board_id, 'assigned', d.card_id, jsonb_build_object('by', d.author), d.begun_at,
         CASE WHEN d.begun_at < now() - interval '3 days' THEN d.begun_at END
    FROM pg_temp.dated d WHERE d.assigned AND d.begun_at > now() - interval '30 days' AND d.assignee <> d.author`;
