-- Cards as the board shows them. With _all_fields they have the values of all their custom fields, as the answer to a write;
-- without, all but the texts that faces do not show: the board filters by the others, and they are short, so it stays small.
-- It is one query, so the planner inlines it. What few cards have (blocks, links, a request) has functions of its own: preparing
-- those joins for every card takes longer than calling a function for a few.
CREATE FUNCTION weir.card_documents(_all_fields boolean) RETURNS TABLE (
  workspace_id uuid, board_id uuid, id uuid, number integer, column_id uuid, rank numeric, archived_at timestamptz, delivered_at timestamptz,
  document jsonb
) LANGUAGE sql STABLE AS $$
SELECT c.workspace_id, c.board_id, c.id, c.number, c.column_id, c.rank, c.archived_at, c.delivered_at,
       jsonb_build_object(
         'number', c.number,
         'ref', b.key || '-' || c.number,
         'version', c.version,
         'title', c.title,
         'columnId', c.column_id,
         'half', CASE WHEN k.split THEN CASE WHEN c.done THEN 'done' ELSE 'doing' END END,
         'classOfService', c.class_of_service,
         'assignees', coalesce((
           SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id)
             FROM public.card_assignees a JOIN public.users u ON u.id = a.user_id
            WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id), '[]'),
         'swimlaneId', c.swimlane_id,
         'labelIds', coalesce((
           SELECT jsonb_agg(l.label_id ORDER BY l.label_id)
             FROM public.card_labels l
            WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id), '[]'),
         'fields', coalesce((
           SELECT jsonb_object_agg(v.field_id, weir.field_value(v))
             FROM public.card_fields v
            WHERE v.workspace_id = c.workspace_id AND v.board_id = c.board_id AND v.card_id = c.id
              AND (_all_fields OR v.kind <> 'text' OR EXISTS (
                SELECT FROM public.custom_fields f
                 WHERE f.workspace_id = v.workspace_id AND f.board_id = v.board_id AND f.id = v.field_id AND f.on_cards))), '{}'),
         'checklist', (
           SELECT jsonb_build_object('done', count(*) FILTER (WHERE i.done), 'total', count(*))
             FROM public.checklist_items i
            WHERE i.workspace_id = c.workspace_id AND i.board_id = c.board_id AND i.card_id = c.id),
         'attachments', (
           SELECT count(*) FROM public.attachments a
            WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id),
         'commentCount', (
           SELECT count(*) FROM public.comments m
            WHERE m.workspace_id = c.workspace_id AND m.board_id = c.board_id AND m.card_id = c.id AND m.body <> ''),
         'blocked', CASE WHEN EXISTS (
           SELECT FROM public.card_blocks x
            WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id AND x.unblocked_at IS NULL)
           THEN weir.open_block(c.workspace_id, c.board_id, c.id) END,
         'blockedBy', CASE WHEN EXISTS (
           SELECT FROM public.card_links l
            WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id AND l.kind = 'blockedBy')
           THEN weir.blockers_of(c.workspace_id, c.board_id, c.id) ELSE '[]' END,
         'waitsOn', CASE WHEN c.delivered_at IS NULL AND (EXISTS (
           SELECT FROM public.request_waits w
            WHERE w.workspace_id = c.workspace_id AND w.board_id = c.board_id AND w.card_id = c.id AND w.ended_at IS NULL)
           OR c.request_id IS NOT NULL AND EXISTS (
           SELECT FROM public.request_waits w
            WHERE w.workspace_id = c.workspace_id AND w.board_id = c.board_id AND w.request_id = c.request_id AND w.ended_at IS NULL))
           THEN weir.awaited_by(c.workspace_id, c.board_id, c.id, c.request_id) ELSE '[]' END,
         'lease', CASE WHEN EXISTS (
           SELECT FROM public.card_leases l
            WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id AND l.holder_id IS NOT NULL)
           THEN weir.lease_of_card(c.workspace_id, c.board_id, c.id) END,
         'enteredColumnAt', weir.instant(c.entered_column_at),
         'committedAt', weir.instant(c.committed_at),
         'deliveredAt', weir.instant(c.delivered_at),
         'archivedAt', weir.instant(c.archived_at),
         'dueOn', c.due_on,
         'request', CASE WHEN c.request_id IS NOT NULL THEN weir.request_of_card(c.workspace_id, c.board_id, c.request_id, b.key) END
       ) AS document
  FROM public.cards c
  JOIN public.boards b  ON b.workspace_id = c.workspace_id AND b.id = c.board_id
  JOIN public.columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id
$$;

CREATE VIEW weir.card_documents AS
SELECT * FROM weir.card_documents(false);

-- A card with the values of all its custom fields, as every write of it answers. A write keeps its plan.
CREATE FUNCTION weir.card_document(_workspace uuid, _board uuid, _number integer) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT d.document FROM weir.card_documents(true) d
           WHERE d.workspace_id = _workspace AND d.board_id = _board AND d.number = _number);
END $$;

-- The open block of a card.
CREATE FUNCTION weir.open_block(_workspace uuid, _board uuid, _card uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('reason', x.reason, 'since', weir.instant(x.blocked_at),
                              'by', jsonb_build_object('id', u.id, 'name', u.name))
      FROM public.card_blocks x JOIN public.users u ON u.id = x.blocked_by
     WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card_id = _card AND x.unblocked_at IS NULL);
END $$;

-- The refs of the open cards that block a card.
CREATE FUNCTION weir.blockers_of(_workspace uuid, _board uuid, _card uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN to_jsonb(ARRAY(
    SELECT x.ref FROM weir.blockers x
     WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card_id = _card
     ORDER BY x.key, x.number));
END $$;

-- The request that a card came from. _key: the key of its board.
CREATE FUNCTION weir.request_of_card(_workspace uuid, _board uuid, _request uuid, _key text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('number', r.number, 'ref', _key || '-R' || r.number,
                              'requester', weir.requester(r) || CASE WHEN m.user_id IS NULL AND g.id IS NULL THEN '{}' ELSE '{"left": true}' END::jsonb)
      FROM public.requests r
      LEFT JOIN public.memberships m ON m.workspace_id = r.workspace_id AND m.user_id = r.requester_id AND m.left_at IS NOT NULL
      LEFT JOIN public.guests g ON g.workspace_id = r.workspace_id AND g.id = r.guest_id AND g.erased_at IS NOT NULL
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request);
END $$;
