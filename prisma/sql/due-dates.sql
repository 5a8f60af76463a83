-- Notifies people of cards and checklist items that are due tomorrow or today, in the time zone of their board: from 08:00 on the
-- day before. A card notifies its assignees who watch it, or its creator if it has no assignee. An open item notifies its assignee,
-- unless they stopped watching its card. An item that was turned into a card notifies nobody, because that card does. The index
-- notices_due_once allows one notice for each due date of a card or an item. Returns how many notices it wrote.
CREATE FUNCTION weir.notify_due_soon(_now timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  -- The dates that can be today or tomorrow in some time zone.
  _first   date := (_now AT TIME ZONE 'UTC')::date - 1;
  _last    date := (_now AT TIME ZONE 'UTC')::date + 2;
  _written integer;
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, card_id, facts, at)
  SELECT d.workspace_id, gen_random_uuid(), m.user_id, d.board_id, 'dueSoon', d.card_id,
         jsonb_strip_nulls(jsonb_build_object('dueOn', d.due_on, 'item', d.item_id)), _now
    FROM (
      SELECT c.workspace_id, c.board_id, c.id AS card_id, NULL::uuid AS item_id, c.due_on, w.user_id
        FROM public.cards c
        JOIN public.card_watchers w ON w.workspace_id = c.workspace_id AND w.board_id = c.board_id AND w.card_id = c.id AND w.watching
       WHERE c.due_on BETWEEN _first AND _last
         AND CASE WHEN EXISTS (SELECT FROM public.card_assignees a
                                WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id)
                  THEN EXISTS (SELECT FROM public.card_assignees a
                                WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id
                                  AND a.user_id = w.user_id)
                  ELSE w.user_id = c.created_by END
       UNION ALL
      SELECT i.workspace_id, i.board_id, i.card_id, i.id, i.due_on, i.assignee_id
        FROM public.checklist_items i
       WHERE i.due_on BETWEEN _first AND _last AND i.assignee_id IS NOT NULL AND NOT i.done AND i.became_id IS NULL
         AND NOT EXISTS (SELECT FROM public.card_watchers w
                          WHERE w.workspace_id = i.workspace_id AND w.board_id = i.board_id AND w.card_id = i.card_id
                            AND w.user_id = i.assignee_id AND NOT w.watching)) d
    JOIN public.cards c       ON c.workspace_id = d.workspace_id AND c.board_id = d.board_id AND c.id = d.card_id
                             AND c.archived_at IS NULL AND c.delivered_at IS NULL
    JOIN public.boards b      ON b.workspace_id = d.workspace_id AND b.id = d.board_id AND b.archived_at IS NULL
    JOIN public.workspaces s  ON s.id = d.workspace_id AND s.archived_at IS NULL
    LEFT JOIN public.intakes i ON i.workspace_id = d.workspace_id AND i.board_id = d.board_id
   CROSS JOIN LATERAL (SELECT _now AT TIME ZONE coalesce(i.time_zone, 'UTC') AS at) l
    JOIN public.memberships m ON m.workspace_id = d.workspace_id AND m.user_id = d.user_id AND m.left_at IS NULL
                             AND weir.may_read_boards(m.role)
   WHERE l.at >= (d.due_on - 1) + time '08:00' AND l.at < d.due_on + 1
     AND weir.notice_via(m.user_id, 'dueSoon') <> 'off'
     AND NOT EXISTS (SELECT FROM public.notices n
                      WHERE n.workspace_id = d.workspace_id AND n.user_id = m.user_id AND n.card_id = d.card_id AND n.kind = 'dueSoon'
                        AND n.facts ->> 'dueOn' = d.due_on::text AND coalesce(n.facts ->> 'item', '') = coalesce(d.item_id::text, ''))
   ORDER BY d.card_id, d.item_id, m.user_id
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS _written = ROW_COUNT;
  RETURN _written;
END $$;
