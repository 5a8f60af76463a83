DROP VIEW weir.card_documents;
DROP FUNCTION weir.erased_things(uuid,uuid,weir.erased_traces);
DROP FUNCTION weir.erased_changes(jsonb,weir.erased_traces);
DROP FUNCTION weir.traces_of(uuid,uuid,uuid[],boolean);
DROP TYPE weir.erased_traces;

SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.erased_traces AS (
  comments uuid[],
  messages uuid[],
  requests integer[],
  cards integer[],
  texts text[],
  kept integer[],
  corrected text[],
  attachments uuid[]
);

CREATE OR REPLACE FUNCTION weir.erase_on_board(_workspace uuid, _board uuid, _ids uuid[], _people uuid[], _addresses text[], _accepted boolean, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _stamp   weir.event_stamp := weir.start_event(_workspace, _board, _now);
  _traces  weir.erased_traces;
  _limits  uuid[];
  _ended   jsonb;
  _changes jsonb;
  -- A guest wrote nothing before their first request, and time does not run backwards on a board.
  _since   timestamptz := (SELECT min(r.submitted_at) FROM public.requests r
                            WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.guest_id = ANY (_ids) AND _people = '{}');
  -- A guest wrote on their own requests only: the same words on those of others are somebody else's. Null: anywhere.
  _only    uuid[] := CASE WHEN _people = '{}' THEN ARRAY(
                       SELECT r.id FROM public.requests r
                        WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.guest_id = ANY (_ids)) END;
BEGIN
  _traces := weir.traces_of(_workspace, _board, _ids, _accepted);
  _limits := weir.limits_of_people(_workspace, _board, _people);
  _ended := weir.end_person_on_board(_workspace, _board, _ids, _people, _stamp.at);
  -- A deleted comment has no text, and stays deleted.
  UPDATE public.comments m SET body = weir.erased_text()
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.comments) AND m.body <> '';
  UPDATE public.request_messages m SET body = weir.erased_text()
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.messages);
  UPDATE public.requests r
     SET title = CASE WHEN r.number = ANY (_traces.requests) THEN weir.erased_text() ELSE r.title END,
         description = CASE WHEN r.number = ANY (_traces.requests) AND r.description <> '' THEN weir.erased_text() ELSE r.description END,
         guest_name = CASE WHEN r.guest_id IS NOT NULL THEN weir.erased_text() END,
         version = r.version + 1
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND coalesce(r.requester_id, r.guest_id) = ANY (_ids);
  -- A card has the texts of its request until somebody edits it.
  UPDATE public.cards c
     SET title = CASE WHEN c.title = ANY (_traces.texts) THEN weir.erased_text() ELSE c.title END,
         description = CASE WHEN c.description = ANY (_traces.texts) THEN weir.erased_text() ELSE c.description END,
         version = c.version + 1
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_traces.cards)
     AND (c.title = ANY (_traces.texts) OR c.description = ANY (_traces.texts));
  -- Others may have mentioned them by name.
  UPDATE public.comments m SET body = weir.without_names_of(m.body, _people)
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.body LIKE '%](person:%'
     AND m.body <> weir.without_names_of(m.body, _people);
  UPDATE public.cards c SET description = weir.without_names_of(c.description, _people), version = c.version + 1
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.description LIKE '%](person:%'
     AND c.description <> weir.without_names_of(c.description, _people);
  UPDATE public.overrides o SET "of" = weir.erased_text()
   WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.scope = 'person' AND o.limit_id = ANY (_limits);
  UPDATE public.request_steps s
     SET reason = CASE WHEN s.reason = ANY (_traces.texts) THEN weir.erased_text() ELSE s.reason END,
         message = CASE WHEN s.message = ANY (_traces.texts) THEN weir.erased_text() ELSE s.message END
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND (_only IS NULL OR s.request_id = ANY (_only))
     AND (s.reason = ANY (_traces.texts) OR s.message = ANY (_traces.texts));
  UPDATE public.notices n SET facts = weir.without_texts(n.facts, _traces.texts, _ids)
   WHERE n.workspace_id = _workspace AND n.board_id = _board AND (_only IS NULL OR n.request_id = ANY (_only))
     AND n.facts <> weir.without_texts(n.facts, _traces.texts, _ids);
  UPDATE public.idempotency_keys k SET body = weir.without_texts(k.body, _traces.texts, _ids, _addresses)
   WHERE k.workspace_id = _workspace
     AND (_only IS NULL OR EXISTS (SELECT FROM unnest(_ids) i WHERE position(i::text IN k.body::text) > 0))
     AND k.body <> weir.without_texts(k.body, _traces.texts, _ids, _addresses);
  UPDATE public.events e SET changes = weir.erased_changes(e.changes, _traces)
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND (_since IS NULL OR e.at >= _since)
     AND split_part(e.type, '.', 1) IN ('card', 'cards', 'attachment', 'request', 'requests', 'board')
     AND e.changes <> weir.erased_changes(e.changes, _traces);

  UPDATE public.events e SET changes = weir.without_names_of(e.changes::text, _people)::jsonb
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND cardinality(_people) > 0 AND e.changes::text LIKE '%](person:%'
     AND e.changes::text <> weir.without_names_of(e.changes::text, _people);
  UPDATE public.idempotency_keys k SET body = weir.without_names_of(k.body::text, _people)::jsonb
   WHERE k.workspace_id = _workspace AND cardinality(_people) > 0 AND k.body::text LIKE '%](person:%'
     AND k.body::text <> weir.without_names_of(k.body::text, _people);

  _changes := (SELECT jsonb_agg(jsonb_build_object(CASE WHEN i = ANY (_people) THEN 'user' ELSE 'guest' END, i)) FROM unnest(_ids) i)
    || weir.erased_things(_workspace, _board, _traces) || _ended;
  DELETE FROM public.attachments a
   WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.id = ANY (_traces.attachments);
  IF jsonb_array_length(_changes) > weir.most_rows_of_event() THEN
    _changes := (SELECT jsonb_agg(jsonb_build_object(CASE WHEN i = ANY (_people) THEN 'user' ELSE 'guest' END, i, 'resync', true))
                   FROM unnest(_ids) i);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'person.erased', _stamp.at, NULL, _changes);
  PERFORM set_config('weir.own_event', '', true);
END $function$;

CREATE OR REPLACE FUNCTION weir.traces_of(_workspace uuid, _board uuid, _ids uuid[], _accepted boolean)
 RETURNS weir.erased_traces
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _traces weir.erased_traces;
BEGIN
  SELECT coalesce(array_agg(m.id), '{}'), coalesce(array_agg(m.body), '{}') INTO _traces.comments, _traces.texts FROM public.comments m
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.by = ANY (_ids);
  SELECT coalesce(array_agg(m.id), '{}'), _traces.texts || coalesce(array_agg(m.body), '{}') INTO _traces.messages, _traces.texts
    FROM public.request_messages m
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND coalesce(m.by, m.by_guest) = ANY (_ids);
  SELECT coalesce(array_agg(r.number), '{}'), coalesce(array_agg(c.number) FILTER (WHERE c.number IS NOT NULL), '{}'),
         _traces.texts || coalesce(array_agg(r.title), '{}') || coalesce(array_agg(r.description) FILTER (WHERE r.description <> ''), '{}')
    INTO _traces.requests, _traces.cards, _traces.texts
    FROM public.requests r
    LEFT JOIN public.cards c ON c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND coalesce(r.requester_id, r.guest_id) = ANY (_ids)
     AND (_accepted OR c.id IS NULL);
  _traces.texts := array_remove(_traces.texts || ARRAY(
    SELECT v.value #>> '{}'
      FROM public.events e
     CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
     CROSS JOIN LATERAL (VALUES (c -> 'from' -> 'title'), (c -> 'from' -> 'description'),
                                (c -> 'to' -> 'title'), (c -> 'to' -> 'description'),
                                (c -> 'from' -> 'text'), (c -> 'to' -> 'text')) v (value)
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND (e.type LIKE 'request%' OR e.type IN ('board.changed', 'card.commented'))
       AND (c ->> 'comment' = ANY (_traces.comments::text[]) OR c ->> 'message' = ANY (_traces.messages::text[])
            OR (NOT c ? 'card' AND NOT c ? 'message' AND (c ->> 'request')::integer = ANY (_traces.requests)))
       AND jsonb_typeof(v.value) = 'string' AND v.value <> '""'), '');
  _traces.kept := ARRAY(
    SELECT r.number FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND coalesce(r.requester_id, r.guest_id) = ANY (_ids)
       AND r.number <> ALL (_traces.requests));
  _traces.corrected := ARRAY(
    SELECT DISTINCT v.text
      FROM public.events e
     CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
      JOIN public.requests r ON r.workspace_id = e.workspace_id AND r.board_id = e.board_id AND r.number = (c ->> 'request')::integer
     CROSS JOIN LATERAL (VALUES (c -> 'from' ->> 'title'), (c -> 'from' ->> 'description'),
                                (c -> 'to' ->> 'title'), (c -> 'to' ->> 'description')) v (text)
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type LIKE 'request%'
       AND NOT c ? 'card' AND NOT c ? 'message' AND r.number = ANY (_traces.kept)
       AND v.text NOT IN ('', r.title, r.description));
  _traces.texts := _traces.texts || _traces.corrected;
  -- Removed ones have no row any more.
  _traces.attachments := ARRAY(
    SELECT a.id FROM public.attachments a
     WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.by = ANY (_ids)
     UNION
    SELECT (c ->> 'attachment')::uuid
      FROM public.events e
     CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type IN ('board.changed', 'attachment.added', 'attachment.removed')
       AND (c -> 'to' ->> 'by' = ANY (_ids::text[]) OR c -> 'from' ->> 'by' = ANY (_ids::text[])) AND c ? 'attachment');
  RETURN _traces;
END $function$;

CREATE OR REPLACE FUNCTION weir.without_texts(_value jsonb, _texts text[], _ids uuid[], _addresses text[] DEFAULT '{}'::text[])
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
DECLARE
  _is_person boolean;
BEGIN
  CASE jsonb_typeof(_value)
    WHEN 'array' THEN
      RETURN (SELECT coalesce(jsonb_agg(weir.without_texts(v, _texts, _ids, _addresses) ORDER BY n), '[]')
                FROM jsonb_array_elements(_value) WITH ORDINALITY a (v, n));
    WHEN 'object' THEN
      _is_person := coalesce(_value ->> 'id' = ANY (_ids::text[]), false) OR coalesce(_value ->> 'email' = ANY (_addresses), false);
      RETURN (
        SELECT coalesce(jsonb_object_agg(p.key, CASE
                 WHEN _is_person AND p.key IN ('name', 'email') AND jsonb_typeof(p.value) = 'string' THEN to_jsonb(weir.erased_text())
                 -- A file's name is a text of whoever added it.
                 WHEN p.key = 'name' AND _value #>> '{by,id}' = ANY (_ids::text[]) THEN to_jsonb(weir.erased_text())
                 WHEN p.key IN ('title', 'description', 'text', 'body', 'message') AND p.value #>> '{}' = ANY (_texts)
                 THEN to_jsonb(weir.erased_text())
                 ELSE weir.without_texts(p.value, _texts, _ids, _addresses) END), '{}')
          FROM jsonb_each(_value) p);
    ELSE
      RETURN _value;
  END CASE;
END $function$;

CREATE OR REPLACE FUNCTION weir.erased_changes(_changes jsonb, _traces weir.erased_traces)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(CASE
             WHEN c ->> 'comment' = ANY (_traces.comments::text[]) OR c ->> 'message' = ANY (_traces.messages::text[])
             THEN weir.with_erased(c, '{text}', NULL)
             WHEN c ->> 'attachment' = ANY (_traces.attachments::text[])
             THEN weir.with_erased(c, '{name}', NULL)
             WHEN c ? 'request' AND NOT c ? 'message' AND (c ->> 'request')::integer = ANY (_traces.requests)
             THEN weir.with_erased(c, '{title,description}', NULL)
             WHEN c ? 'request' AND NOT c ? 'message' AND (c ->> 'request')::integer = ANY (_traces.kept)
             THEN weir.with_erased(c, '{title,description}', _traces.corrected)
             WHEN c ? 'card' AND NOT c ? 'comment' AND NOT c ? 'attachment' AND (c ->> 'card')::integer = ANY (_traces.cards)
             THEN weir.with_erased(c, '{title,description}', _traces.texts)
             ELSE c END ORDER BY n), '[]')
      FROM jsonb_array_elements(_changes) WITH ORDINALITY a (c, n));
END $function$;

CREATE OR REPLACE FUNCTION weir.erased_things(_workspace uuid, _board uuid, _traces weir.erased_traces)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN coalesce((
    SELECT jsonb_agg(t.change) FROM (
      SELECT jsonb_build_object('card', c.number, 'comment', m.id) AS change
        FROM public.comments m
        JOIN public.cards c ON c.workspace_id = m.workspace_id AND c.board_id = m.board_id AND c.id = m.card_id
       WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.comments)
       UNION ALL
      SELECT jsonb_build_object('card', c.number, 'attachment', a.id)
        FROM public.attachments a
        JOIN public.cards c ON c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id
       WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.id = ANY (_traces.attachments)
       UNION ALL
      SELECT jsonb_build_object('request', r.number, 'message', m.id)
        FROM public.request_messages m
        JOIN public.requests r ON r.workspace_id = m.workspace_id AND r.board_id = m.board_id AND r.id = m.request_id
       WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.messages)
       UNION ALL
      SELECT jsonb_build_object('request', n) FROM unnest(_traces.requests) n
       UNION ALL
      SELECT jsonb_build_object('card', n) FROM unnest(_traces.cards) n) t), '[]');
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_attachments(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number, 'attachment', coalesce(n.id, o.id)) || v.changed ORDER BY coalesce(n.id, o.id))
      FROM (SELECT (jsonb_populate_record(NULL::public.attachments, w)).* FROM unnest(_was) w) o
      FULL JOIN (SELECT (jsonb_populate_record(NULL::public.attachments, i)).* FROM unnest(_is) i) n
        ON n.card_id = o.card_id AND n.id = o.id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.attachment_values(o::public.attachments) END,
       CASE WHEN n.id IS NOT NULL THEN weir.attachment_values(n::public.attachments) END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.attachment_values(_a public.attachments)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object('name', _a.name, 'type', _a.type, 'bytes', _a.bytes, 'width', _a.width, 'height', _a.height,
                            'by', _a.by, 'at', weir.instant(_a.at))
$function$;

CREATE OR REPLACE FUNCTION weir.changes_of_rows(_workspace uuid, _board uuid, _table text, _rows bigint, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _head    jsonb := jsonb_build_object('table', _table);
  _changes jsonb;
BEGIN
  IF _rows > weir.most_rows_of_event() THEN
    RETURN jsonb_build_array(_head || jsonb_build_object('resync', true, 'rows', _rows));
  END IF;
  _changes := CASE _table
    WHEN 'cards'            THEN weir.changes_of_cards(_workspace, _board, _was, _is)
    WHEN 'card_assignees'   THEN weir.changes_of_assignees(_workspace, _board, _was, _is)
    WHEN 'card_labels'      THEN weir.changes_of_card_labels(_workspace, _board, _was, _is)
    WHEN 'checklist_items'  THEN weir.changes_of_checklists(_workspace, _board, _was, _is)
    WHEN 'card_blocks'      THEN weir.changes_of_blocks(_workspace, _board, _was, _is)
    WHEN 'comments'         THEN weir.changes_of_comments(_workspace, _board, _was, _is)
    WHEN 'attachments'      THEN weir.changes_of_attachments(_workspace, _board, _was, _is)
    WHEN 'columns'          THEN weir.changes_of_columns(_workspace, _board, _was, _is)
    WHEN 'swimlanes'        THEN weir.changes_of_swimlanes(_workspace, _board, _was, _is)
    WHEN 'labels'           THEN weir.changes_of_labels(_was, _is)
    WHEN 'wip_limits'       THEN weir.changes_of_limits(_was, _is)
    WHEN 'requests'         THEN weir.changes_of_requests(_workspace, _board, _was, _is)
    WHEN 'request_messages' THEN weir.changes_of_messages(_workspace, _board, _was, _is)
    WHEN 'boards'           THEN weir.changes_of_board(_was, _is)
    WHEN 'intakes'          THEN weir.changes_of_intake(_was, _is)
  END;
  _changes := jsonb_build_array(_head) || coalesce(_changes, '[]');
  IF length(_changes::text) > weir.most_characters_of_event() THEN
    RETURN jsonb_build_array(_head || jsonb_build_object('resync', true, 'rows', _rows));
  END IF;
  RETURN _changes;
END $function$;

CREATE OR REPLACE FUNCTION weir.default_cap(_cap text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE _cap
    WHEN 'workspaces'     THEN 50      -- that a person owns
    WHEN 'sessions'       THEN 50      -- of a person: one more ends the oldest
    WHEN 'members'        THEN 2000    -- of a workspace
    WHEN 'invitations'    THEN 500     -- of a workspace, open
    WHEN 'newInvitations' THEN 1000    -- of a workspace, created in any 24 hours
    WHEN 'guests'         THEN 10000   -- of a workspace
    WHEN 'boards'         THEN 200     -- of a workspace, not archived
    WHEN 'archivedBoards' THEN 1000    -- of a workspace, archived or not
    WHEN 'columns'        THEN 60      -- of a board, as are the next seven
    WHEN 'swimlanes'      THEN 100
    WHEN 'labels'         THEN 50
    WHEN 'limits'         THEN 300
    WHEN 'templates'      THEN 200
    WHEN 'cards'          THEN 5000    -- neither archived nor delivered
    WHEN 'archivedCards'  THEN 100000  -- all there are
    WHEN 'notifyMe'       THEN 500     -- who wait for a notice of room on a board
    WHEN 'requests'       THEN 100000  -- of a board, answered or not
    WHEN 'newRequests'    THEN 500     -- of one requester on a board, submitted in any 24 hours: see weir.rate_per_day
    WHEN 'blocks'         THEN 1000    -- of a card, over or not
    WHEN 'comments'       THEN 1000    -- of a card
    WHEN 'cardLabels'     THEN 10      -- of a card
    WHEN 'checklistItems' THEN 100     -- of a card
    WHEN 'attachments'    THEN 100     -- of a card
    WHEN 'cardMegabytes'  THEN 200     -- of the attachments of a card, in MiB
    WHEN 'megabytes'      THEN 10000   -- of all attachments of a workspace, in MiB
    WHEN 'messages'       THEN 1000    -- of a request
  END
$function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_attachments()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _c   record;
  _max integer;
BEGIN
  FOR _c IN SELECT DISTINCT n.workspace_id, n.board_id, n.card_id FROM new_rows n LOOP
    _max := weir.cap(_c.workspace_id, 'attachments');
    IF EXISTS (SELECT FROM public.attachments r
                WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('attachments', _max);
    END IF;
    _max := weir.cap(_c.workspace_id, 'cardMegabytes');
    IF (SELECT sum(r.bytes) FROM public.attachments r
         WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id) > _max * 1048576::bigint THEN
      PERFORM weir.refuse_over_cap('cardMegabytes', _max);
    END IF;
  END LOOP;
  FOR _c IN SELECT DISTINCT n.workspace_id FROM new_rows n ORDER BY 1 LOOP
    INSERT INTO public.file_locks AS l (workspace_id, taken) VALUES (_c.workspace_id, 1)
    ON CONFLICT (workspace_id) DO UPDATE SET taken = l.taken + 1;
    _max := weir.cap(_c.workspace_id, 'megabytes');
    IF (SELECT sum(greatest(r.bytes, 65536)) FROM public.attachments r WHERE r.workspace_id = _c.workspace_id) > _max * 1048576::bigint THEN
      PERFORM weir.refuse_over_cap('megabytes', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

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
          WHERE ((l.workspace_id = c.workspace_id) AND (l.board_id = c.board_id) AND (l.card_id = c.id))), '[]'::jsonb), 'checklist', ( SELECT jsonb_build_object('done', count(*) FILTER (WHERE i.done), 'total', count(*)) AS jsonb_build_object
           FROM public.checklist_items i
          WHERE ((i.workspace_id = c.workspace_id) AND (i.board_id = c.board_id) AND (i.card_id = c.id))), 'attachments', ( SELECT count(*) AS count
           FROM public.attachments a
          WHERE ((a.workspace_id = c.workspace_id) AND (a.board_id = c.board_id) AND (a.card_id = c.id))), 'blocked', ( SELECT jsonb_build_object('reason', x.reason, 'since', weir.instant(x.blocked_at), 'by', jsonb_build_object('id', u.id, 'name', u.name)) AS jsonb_build_object
           FROM (public.card_blocks x
             JOIN public.users u ON ((u.id = x.blocked_by)))
          WHERE ((x.workspace_id = c.workspace_id) AND (x.board_id = c.board_id) AND (x.card_id = c.id) AND (x.unblocked_at IS NULL))), 'enteredColumnAt', weir.instant(c.entered_column_at), 'committedAt', weir.instant(c.committed_at), 'deliveredAt', weir.instant(c.delivered_at), 'archivedAt', weir.instant(c.archived_at), 'dueOn', c.due_on, 'request', ( SELECT jsonb_build_object('number', r.number, 'ref', ((b.key || '-R'::text) || r.number), 'requester', (weir.requester(r.*) || (
                CASE
                    WHEN (m.user_id IS NULL) THEN '{}'::text
                    ELSE '{"left": true}'::text
                END)::jsonb)) AS jsonb_build_object
           FROM (public.requests r
             LEFT JOIN public.memberships m ON (((m.workspace_id = r.workspace_id) AND (m.user_id = r.requester_id) AND (m.left_at IS NOT NULL))))
          WHERE ((r.workspace_id = c.workspace_id) AND (r.board_id = c.board_id) AND (r.id = c.request_id)))) AS document
   FROM ((public.cards c
     JOIN public.boards b ON (((b.workspace_id = c.workspace_id) AND (b.id = c.board_id))))
     JOIN public.columns k ON (((k.workspace_id = c.workspace_id) AND (k.board_id = c.board_id) AND (k.id = c.column_id))));

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.attachments REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.attachments REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.attachments REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.attachments REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_attachments();

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id, card_id, id, bytes ON public.attachments FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id) OR (old.card_id IS DISTINCT FROM new.card_id) OR (old.id IS DISTINCT FROM new.id) OR (old.bytes IS DISTINCT FROM new.bytes))) EXECUTE FUNCTION weir.refuse_other_place('card');
