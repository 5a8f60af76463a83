SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.changes_of_cards(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', coalesce(n.number, o.number)) || v.changed
                     ORDER BY n.id IS NULL DESC, n.column_id, n.rank DESC, n.number DESC, o.number)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.cards, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.cards, i) r) n
        ON n.id = o.id AND n.number = o.number
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.written_card_values(o::public.cards) END,
       CASE WHEN n.id IS NOT NULL THEN weir.written_card_values(n::public.cards) END,
       CASE WHEN n.archived_at IS NULL AND n.id IS NOT NULL
             AND (n.column_id, n.rank, n.archived_at) IS DISTINCT FROM (o.column_id, o.rank, o.archived_at)
            THEN jsonb_build_object('before', weir.card_below(n::public.cards)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_card_fields(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', p.number,
                                        'from', jsonb_build_object('fields', p.was),
                                        'to', jsonb_build_object('fields', p.is)) ORDER BY p.number)
      FROM (SELECT c.number, jsonb_object_agg(coalesce(n.field_id, o.field_id), v.was) AS was,
                   jsonb_object_agg(coalesce(n.field_id, o.field_id), v.is) AS is
              FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.card_fields, w) r) o
              FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.card_fields, i) r) n
                ON n.card_id = o.card_id AND n.field_id = o.field_id
              JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
             CROSS JOIN LATERAL (
               SELECT weir.field_value(o::public.card_fields) AS was, weir.field_value(n::public.card_fields) AS is) v
             WHERE v.was IS DISTINCT FROM v.is
             GROUP BY c.number) p);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_checklists(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number, 'item', coalesce(n.id, o.id)) || v.changed
                     ORDER BY n.id IS NULL DESC, c.number, n.position DESC, n.id DESC, o.id)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.checklist_items, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.checklist_items, i) r) n ON n.id = o.id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.checklist_item_values(o::public.checklist_items) END,
       CASE WHEN n.id IS NOT NULL THEN weir.checklist_item_values(n::public.checklist_items) END,
       CASE WHEN n.id IS NOT NULL AND n.position IS DISTINCT FROM o.position THEN jsonb_build_object('before', (
         SELECT x.id FROM public.checklist_items x
          WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card_id = n.card_id
            AND (x.position, x.id) > (n.position, n.id)
          ORDER BY x.position, x.id LIMIT 1)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_leases(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number,
                                        'from', jsonb_build_object('lease', weir.lease_values(o::public.card_leases)),
                                        'to', jsonb_build_object('lease', weir.lease_values(n::public.card_leases))) ORDER BY c.number)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.card_leases, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.card_leases, i) r) n ON n.card_id = o.card_id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
     WHERE weir.lease_values(o::public.card_leases) IS DISTINCT FROM weir.lease_values(n::public.card_leases));
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_comments(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number, 'comment', coalesce(n.id, o.id)) || v.changed ORDER BY coalesce(n.id, o.id))
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.comments, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.comments, i) r) n
        ON n.card_id = o.card_id AND n.id = o.id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.comment_values(o::public.comments) END,
       CASE WHEN n.id IS NOT NULL THEN weir.comment_values(n::public.comments) END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_attachments(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number, 'attachment', coalesce(n.id, o.id)) || v.changed ORDER BY coalesce(n.id, o.id))
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.attachments, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.attachments, i) r) n
        ON n.card_id = o.card_id AND n.id = o.id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.attachment_values(o::public.attachments) END,
       CASE WHEN n.id IS NOT NULL THEN weir.attachment_values(n::public.attachments) END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_links(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number, 'link', coalesce(n.id, o.id)) || v.changed ORDER BY coalesce(n.id, o.id), c.number)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.card_links, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.card_links, i) r) n
        ON n.card_id = o.card_id AND n.id = o.id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.link_values(o::public.card_links) END,
       CASE WHEN n.id IS NOT NULL THEN weir.link_values(n::public.card_links) END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_messages(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('request', r.number, 'message', coalesce(n.id, o.id)) || v.changed
                     ORDER BY coalesce(n.id, o.id))
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.request_messages, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.request_messages, i) r) n
        ON n.request_id = o.request_id AND n.id = o.id
      JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = _board AND r.id = coalesce(n.request_id, o.request_id)
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.message_values(o::public.request_messages) END,
       CASE WHEN n.id IS NOT NULL THEN weir.message_values(n::public.request_messages) END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_columns(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('column', coalesce(n.id, o.id)) || v.changed
                     ORDER BY n.id IS NULL DESC, n.position DESC, n.id DESC, o.id)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.columns, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.columns, i) r) n ON n.id = o.id
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('name', o.name, 'kind', o.kind, 'split', o.split, 'policy', o.policy) END,
       CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('name', n.name, 'kind', n.kind, 'split', n.split, 'policy', n.policy) END,
       CASE WHEN n.id IS NOT NULL AND n.position IS DISTINCT FROM o.position THEN jsonb_build_object('before', (
         SELECT k.id FROM public.columns k
          WHERE k.workspace_id = _workspace AND k.board_id = _board AND (k.position, k.id) > (n.position, n.id)
          ORDER BY k.position, k.id LIMIT 1)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_swimlanes(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('swimlane', coalesce(n.id, o.id)) || v.changed
                     ORDER BY n.id IS NULL DESC, n.position DESC, n.id DESC, o.id)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.swimlanes, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.swimlanes, i) r) n ON n.id = o.id
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('name', o.name) END,
       CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('name', n.name) END,
       CASE WHEN n.id IS NOT NULL AND n.position IS DISTINCT FROM o.position THEN jsonb_build_object('before', (
         SELECT l.id FROM public.swimlanes l
          WHERE l.workspace_id = _workspace AND l.board_id = _board AND (l.position, l.id) > (n.position, n.id)
          ORDER BY l.position, l.id LIMIT 1)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_fields(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('field', coalesce(n.id, o.id)) || v.changed
                     ORDER BY n.id IS NULL DESC, n.position DESC, n.id DESC, o.id)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.custom_fields, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.custom_fields, i) r) n ON n.id = o.id
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('name', o.name, 'kind', o.kind, 'onCards', o.on_cards) END,
       CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('name', n.name, 'kind', n.kind, 'onCards', n.on_cards) END,
       CASE WHEN n.id IS NOT NULL AND n.position IS DISTINCT FROM o.position THEN jsonb_build_object('before', (
         SELECT f.id FROM public.custom_fields f
          WHERE f.workspace_id = _workspace AND f.board_id = _board AND (f.position, f.id) > (n.position, n.id)
          ORDER BY f.position, f.id LIMIT 1)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_field_options(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('field', coalesce(n.field_id, o.field_id), 'option', coalesce(n.id, o.id)) || v.changed
                     ORDER BY n.id IS NULL DESC, n.field_id, n.position DESC, n.id DESC, o.id)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.field_options, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.field_options, i) r) n
        ON n.field_id = o.field_id AND n.id = o.id
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('name', o.name, 'colour', o.colour) END,
       CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('name', n.name, 'colour', n.colour) END,
       CASE WHEN n.id IS NOT NULL AND n.position IS DISTINCT FROM o.position THEN jsonb_build_object('before', (
         SELECT x.id FROM public.field_options x
          WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.field_id = n.field_id
            AND (x.position, x.id) > (n.position, n.id)
          ORDER BY x.position, x.id LIMIT 1)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;
