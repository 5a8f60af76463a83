DROP VIEW weir.card_documents;

SELECT set_config('check_function_bodies', 'off', true);

CREATE VIEW weir.card_documents AS
 SELECT c.workspace_id,
    c.board_id,
    c.id,
    c.number,
    c.column_id,
    c.rank,
    c.archived_at,
    c.delivered_at,
    jsonb_build_object('number', c.number, 'ref', ((b.key || '-'::text) || c.number), 'version', c.version, 'title', c.title, 'columnId', c.column_id, 'half',
        CASE
            WHEN k.split THEN
            CASE
                WHEN c.done THEN 'done'::text
                ELSE 'doing'::text
            END
            ELSE NULL::text
        END, 'classOfService', c.class_of_service, 'assignees', COALESCE(( SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id) AS jsonb_agg
           FROM (public.card_assignees a
             JOIN public.users u ON ((u.id = a.user_id)))
          WHERE ((a.workspace_id = c.workspace_id) AND (a.board_id = c.board_id) AND (a.card_id = c.id))), '[]'::jsonb), 'swimlaneId', c.swimlane_id, 'labelIds', COALESCE(( SELECT jsonb_agg(l.label_id ORDER BY l.label_id) AS jsonb_agg
           FROM public.card_labels l
          WHERE ((l.workspace_id = c.workspace_id) AND (l.board_id = c.board_id) AND (l.card_id = c.id))), '[]'::jsonb), 'fields', COALESCE(( SELECT jsonb_object_agg(v.field_id, weir.field_value(v.*)) AS jsonb_object_agg
           FROM (public.card_fields v
             JOIN public.custom_fields f ON (((f.workspace_id = v.workspace_id) AND (f.board_id = v.board_id) AND (f.id = v.field_id))))
          WHERE ((v.workspace_id = c.workspace_id) AND (v.board_id = c.board_id) AND (v.card_id = c.id) AND (f.on_cards OR (f.kind = 'choice'::public.field_kind)))), '{}'::jsonb), 'checklist', ( SELECT jsonb_build_object('done', count(*) FILTER (WHERE i.done), 'total', count(*)) AS jsonb_build_object
           FROM public.checklist_items i
          WHERE ((i.workspace_id = c.workspace_id) AND (i.board_id = c.board_id) AND (i.card_id = c.id))), 'attachments', ( SELECT count(*) AS count
           FROM public.attachments a
          WHERE ((a.workspace_id = c.workspace_id) AND (a.board_id = c.board_id) AND (a.card_id = c.id))), 'blocked', ( SELECT jsonb_build_object('reason', x.reason, 'since', weir.instant(x.blocked_at), 'by', jsonb_build_object('id', u.id, 'name', u.name)) AS jsonb_build_object
           FROM (public.card_blocks x
             JOIN public.users u ON ((u.id = x.blocked_by)))
          WHERE ((x.workspace_id = c.workspace_id) AND (x.board_id = c.board_id) AND (x.card_id = c.id) AND (x.unblocked_at IS NULL))), 'blockedBy', to_jsonb(ARRAY( SELECT x.ref
           FROM weir.blockers x
          WHERE ((x.workspace_id = c.workspace_id) AND (x.board_id = c.board_id) AND (x.card_id = c.id))
          ORDER BY x.key, x.number)), 'enteredColumnAt', weir.instant(c.entered_column_at), 'committedAt', weir.instant(c.committed_at), 'deliveredAt', weir.instant(c.delivered_at), 'archivedAt', weir.instant(c.archived_at), 'dueOn', c.due_on, 'request', ( SELECT jsonb_build_object('number', r.number, 'ref', ((b.key || '-R'::text) || r.number), 'requester', (weir.requester(r.*) || (
                CASE
                    WHEN ((m.user_id IS NULL) AND (g.id IS NULL)) THEN '{}'::text
                    ELSE '{"left": true}'::text
                END)::jsonb)) AS jsonb_build_object
           FROM ((public.requests r
             LEFT JOIN public.memberships m ON (((m.workspace_id = r.workspace_id) AND (m.user_id = r.requester_id) AND (m.left_at IS NOT NULL))))
             LEFT JOIN public.guests g ON (((g.workspace_id = r.workspace_id) AND (g.id = r.guest_id) AND (g.erased_at IS NOT NULL))))
          WHERE ((r.workspace_id = c.workspace_id) AND (r.board_id = c.board_id) AND (r.id = c.request_id)))) AS document
   FROM ((public.cards c
     JOIN public.boards b ON (((b.workspace_id = c.workspace_id) AND (b.id = c.board_id))))
     JOIN public.columns k ON (((k.workspace_id = c.workspace_id) AND (k.board_id = c.board_id) AND (k.id = c.column_id))));
