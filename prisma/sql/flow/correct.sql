-- Corrects the history of a board by its cards, where the log does not say what a statement wrote, because it wrote too much, and
-- once after the whole log was read, because early versions wrote less. What changed unseen counts from the last event on, and the
-- card is marked: its history has a gap.

-- Returns false, and does nothing, if the board has newer events than _seq.
CREATE FUNCTION weir.correct_flow(_workspace uuid, _board uuid, _seq bigint, _at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  _differ jsonb[];
  _is_now boolean;
  _change jsonb;
BEGIN
  -- One statement, and so one snapshot of the clock and the cards.
  SELECT bool_and(k.seq = _seq), array_agg(d.change) FILTER (WHERE d.change IS NOT NULL) INTO _is_now, _differ
    FROM public.board_clock k
    LEFT JOIN LATERAL (SELECT x.change FROM weir.unseen_changes(_workspace, _board) x ORDER BY x.card) d ON true
   WHERE k.workspace_id = _workspace AND k.board_id = _board;
  IF _is_now IS NOT TRUE THEN
    RETURN false;
  END IF;
  FOREACH _change IN ARRAY coalesce(_differ, '{}') LOOP
    PERFORM weir.follow_card(_workspace, _board, 'board.changed', coalesce(_at, now()), _change);
    UPDATE public.flow_cards c SET fault = 'gap', active_seconds = NULL, blocked_seconds = NULL, half_done_seconds = NULL
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.card = (_change ->> 'card')::integer AND _change ? 'gap'
       AND c.fault IS NULL;
  END LOOP;
  RETURN true;
END $$;

-- Cards that differ from their history, as changes. `gap`: where it was, its dates or its block differ, not only the reason of its block, its
-- labels or its people.
CREATE FUNCTION weir.unseen_changes(_workspace uuid, _board uuid) RETURNS TABLE (card integer, change jsonb) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  WITH present AS (
    SELECT c.number, c.column_id, c.done, c.committed_at, c.delivered_at, c.archived_at, c.class_of_service, c.swimlane_id, c.created_at,
           coalesce((SELECT array_agg(l.label_id ORDER BY l.label_id) FROM public.card_labels l
                      WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = c.id), '{}') AS labels,
           coalesce((SELECT array_agg(a.user_id ORDER BY a.user_id) FROM public.card_assignees a
                      WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.card_id = c.id), '{}') AS people,
           (SELECT x.reason FROM public.card_blocks x
             WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card_id = c.id AND x.unblocked_at IS NULL LIMIT 1) AS block_reason,
           (SELECT r.number FROM public.requests r
             WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = c.request_id) AS request
      FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board
  ), known AS (
    SELECT f.*, ARRAY(SELECT unnest(f.label_ids) ORDER BY 1) AS labels, ARRAY(SELECT unnest(f.assignee_ids) ORDER BY 1) AS people
      FROM public.flow_cards f WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.deleted_at IS NULL
  )
  SELECT coalesce(c.number, f.card),
         jsonb_build_object(
           'card', coalesce(c.number, f.card),
           'to', CASE WHEN c.number IS NOT NULL THEN jsonb_build_object(
             'title', '', 'columnId', c.column_id, 'half', CASE WHEN c.done THEN 'done' END, 'committedAt', c.committed_at,
             'deliveredAt', c.delivered_at, 'archivedAt', c.archived_at, 'createdAt', c.created_at, 'classOfService', c.class_of_service,
             'swimlaneId', c.swimlane_id, 'labelIds', c.labels, 'assigneeIds', c.people,
             'blocked', CASE WHEN c.block_reason IS NOT NULL THEN jsonb_build_object('reason', c.block_reason) END, 'request', c.request) END)
         || CASE WHEN (f.column_id, f.half_done, f.committed_at, f.delivered_at, f.archived_at IS NULL, f.blocked)
                      IS DISTINCT FROM (c.column_id, c.done, c.committed_at, c.delivered_at, c.archived_at IS NULL, c.block_reason IS NOT NULL)
                 THEN '{"gap": true}' ELSE '{}' END::jsonb
    FROM present c FULL JOIN known f ON f.card = c.number
   WHERE (f.column_id, f.half_done, f.committed_at, f.delivered_at, f.archived_at IS NULL, f.block_reason, f.class_of_service, f.swimlane_id,
          f.labels, f.people)
         IS DISTINCT FROM
         (c.column_id, c.done, c.committed_at, c.delivered_at, c.archived_at IS NULL, c.block_reason, c.class_of_service, c.swimlane_id,
          c.labels, c.people);
END $$;
