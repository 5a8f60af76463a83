-- A card as the board shows it. Of its custom fields it has those that faces show, and all choices, which the board filters
-- by: they are short, so a board stays small.
CREATE VIEW weir.card_documents AS
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
             JOIN public.custom_fields f ON f.workspace_id = v.workspace_id AND f.board_id = v.board_id AND f.id = v.field_id
            WHERE v.workspace_id = c.workspace_id AND v.board_id = c.board_id AND v.card_id = c.id
              AND (f.on_cards OR f.kind = 'choice')), '{}'),
         'checklist', (
           SELECT jsonb_build_object('done', count(*) FILTER (WHERE i.done), 'total', count(*))
             FROM public.checklist_items i
            WHERE i.workspace_id = c.workspace_id AND i.board_id = c.board_id AND i.card_id = c.id),
         'attachments', (
           SELECT count(*) FROM public.attachments a
            WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id),
         'blocked', (
           SELECT jsonb_build_object('reason', x.reason, 'since', weir.instant(x.blocked_at),
                                     'by', jsonb_build_object('id', u.id, 'name', u.name))
             FROM public.card_blocks x JOIN public.users u ON u.id = x.blocked_by
            WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id
              AND x.unblocked_at IS NULL),
         'blockedBy', to_jsonb(ARRAY(
           SELECT x.ref FROM weir.blockers x
            WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id
            ORDER BY x.key, x.number)),
         'enteredColumnAt', weir.instant(c.entered_column_at),
         'committedAt', weir.instant(c.committed_at),
         'deliveredAt', weir.instant(c.delivered_at),
         'archivedAt', weir.instant(c.archived_at),
         'dueOn', c.due_on,
         'request', (
           SELECT jsonb_build_object('number', r.number, 'ref', b.key || '-R' || r.number,
                                     'requester', weir.requester(r) || CASE WHEN m.user_id IS NULL AND g.id IS NULL THEN '{}' ELSE '{"left": true}' END::jsonb)
             FROM public.requests r
             LEFT JOIN public.memberships m ON m.workspace_id = r.workspace_id AND m.user_id = r.requester_id AND m.left_at IS NOT NULL
             LEFT JOIN public.guests g ON g.workspace_id = r.workspace_id AND g.id = r.guest_id AND g.erased_at IS NOT NULL
            WHERE r.workspace_id = c.workspace_id AND r.board_id = c.board_id AND r.id = c.request_id)
       ) AS document
  FROM public.cards c
  JOIN public.boards b  ON b.workspace_id = c.workspace_id AND b.id = c.board_id
  JOIN public.columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id;

-- A card with the values of all its custom fields, as every write of it answers.
CREATE FUNCTION weir.card_document(_workspace uuid, _board uuid, _number integer) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT d.document || jsonb_build_object('fields', weir.fields_of_card(_workspace, _board, d.id)) FROM weir.card_documents d
           WHERE d.workspace_id = _workspace AND d.board_id = _board AND d.number = _number);
END $$;
