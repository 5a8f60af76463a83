SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.card_documents(_all_fields boolean)
 RETURNS TABLE(workspace_id uuid, board_id uuid, id uuid, number integer, column_id uuid, rank numeric, archived_at timestamp with time zone, delivered_at timestamp with time zone, document jsonb)
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;
