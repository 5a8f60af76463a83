SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.erased_traces AS (
  comments uuid[],
  messages uuid[],
  requests integer[],
  cards integer[],
  texts text[]
);

CREATE OR REPLACE FUNCTION weir.end_person_on_board(_workspace uuid, _board uuid, _ids uuid[], _people uuid[], _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _changes jsonb := '[]';
  _more    jsonb;
BEGIN
  WITH ended AS (
    INSERT INTO public.answers (workspace_id, board_id, request_id, kind, by, at)
    SELECT r.workspace_id, r.board_id, r.id, 'withdrawn', r.requester_id, _now
      FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.answered_at IS NULL
       AND coalesce(r.requester_id, r.guest_id) = ANY (_ids)
    RETURNING request_id)
  SELECT jsonb_agg(jsonb_build_object('request', r.number, 'from', jsonb_build_object('state', 'waiting'),
                                      'to', jsonb_build_object('state', 'answered', 'kind', 'withdrawn')) ORDER BY r.number)
    INTO _more
    FROM ended JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = _board AND r.id = ended.request_id;
  _changes := _changes || coalesce(_more, '[]');

  WITH gone AS (
    DELETE FROM public.card_assignees a USING public.cards c
     WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.user_id = ANY (_people)
       AND c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id AND c.delivered_at IS NULL
    RETURNING a.card_id, a.user_id
  ), unassigned AS (
    UPDATE public.cards c SET version = c.version + 1 FROM (SELECT DISTINCT g.card_id FROM gone g) g
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = g.card_id
    RETURNING c.id, c.number, c.version)
  SELECT jsonb_agg(jsonb_build_object('card', u.number, 'from', jsonb_build_object('assigneeId', g.user_id),
                                      'to', jsonb_build_object('assigneeId', NULL, 'version', u.version)) ORDER BY u.number)
    INTO _more FROM gone g JOIN unassigned u ON u.id = g.card_id;
  _changes := _changes || coalesce(_more, '[]');

  WITH gone AS (
    DELETE FROM public.wip_limits l
     WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.user_id = ANY (_people)
    RETURNING l.*)
  SELECT jsonb_agg(jsonb_build_object('limit', g.id, 'from', jsonb_strip_nulls(weir.limit_values(g::public.wip_limits))) ORDER BY g.id)
    INTO _more FROM (SELECT gone.* FROM gone) g;
  DELETE FROM public.request_watchers w
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND coalesce(w.user_id, w.guest_id) = ANY (_ids);
  RETURN _changes || coalesce(_more, '[]');
END $function$;

CREATE OR REPLACE FUNCTION weir.erase_account(_people uuid[], _guests uuid[], _names text[], _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _ids        uuid[] := _people || _guests;
  _workspaces uuid[] := ARRAY(SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
                               UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests));
BEGIN
  DELETE FROM public.person_limits p WHERE p.user_id = ANY (_people);
  UPDATE public.memberships m SET left_at = _now WHERE m.user_id = ANY (_people) AND m.left_at IS NULL;
  UPDATE public.sessions s SET ended_at = _now WHERE s.user_id = ANY (_people) AND s.ended_at IS NULL;
  DELETE FROM public.user_identities i WHERE i.user_id = ANY (_people);
  UPDATE public.invitations i SET revoked_at = _now
   WHERE i.created_by = ANY (_people) AND i.revoked_at IS NULL AND i.accepted_at IS NULL;
  UPDATE public.invitations i SET email = weir.erased_text(), revoked_at = coalesce(i.revoked_at, CASE WHEN i.accepted_at IS NULL THEN _now END)
   WHERE i.email = ANY (_names);
  UPDATE public.mails m SET due_at = NULL, failed_at = coalesce(m.failed_at, _now), error = weir.erased_text()
   WHERE m.sent_at IS NULL AND (
         EXISTS (SELECT FROM public.notices n WHERE n.workspace_id = m.workspace_id AND n.id = m.notice_id
                    AND coalesce(n.user_id, n.guest_id) = ANY (_ids))
      OR EXISTS (SELECT FROM public.form_asks f WHERE f.workspace_id = m.workspace_id AND f.board_id = m.form_board_id
                    AND f.id = m.form_ask_id AND f.email = weir.erased_address(f.id)));
  UPDATE public.mails m SET error = weir.erased_text()
   WHERE EXISTS (SELECT FROM unnest(_names) n WHERE position(n IN m.error) > 0);
  -- They can retry nothing any more.
  DELETE FROM public.idempotency_keys k WHERE k.caller_id = ANY (_ids);
  UPDATE public.idempotency_keys k SET body = weir.without_texts(k.body, '{}', _ids, _names)
   WHERE k.body IS NOT NULL AND k.body <> weir.without_texts(k.body, '{}', _ids, _names);
  UPDATE public.users u
     SET name = weir.erased_text(), email = weir.erased_address(u.id), password_hash = NULL, language = NULL, time_zone = NULL
   WHERE u.id = ANY (_people);
  UPDATE public.guests g SET name = weir.erased_text(), email = weir.erased_address(g.id), language = NULL WHERE g.id = ANY (_guests);
  -- Names are in the ETag of every board of the workspace.
  UPDATE public.workspaces w SET names_version = w.names_version + 1 WHERE w.id = ANY (_workspaces);
END $function$;

CREATE OR REPLACE FUNCTION weir.erased_text()
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT '[erased]'
$function$;

CREATE OR REPLACE FUNCTION weir.erased_address(_id uuid)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT 'erased-' || _id || '@erased.invalid'
$function$;

CREATE OR REPLACE FUNCTION weir.erase_person(_who text, _now timestamp with time zone DEFAULT clock_timestamp())
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
  _people uuid[] := ARRAY(SELECT u.id FROM public.users u WHERE lower(_who) IN (u.email, u.id::text));
  _guests uuid[] := ARRAY(SELECT g.id FROM public.guests g WHERE lower(_who) IN (g.email, g.id::text));
  _names  text[];
  _slug   text;
  _b      record;
  _boards integer := 0;
BEGIN
  IF _people = '{}' AND _guests = '{}' THEN
    RAISE EXCEPTION 'there is no person %', _who USING ERRCODE = 'no_data_found';
  END IF;
  -- An address names a member and a guest alike; an id names one of them, and so all with that address.
  _guests := _guests || ARRAY(SELECT g.id FROM public.guests g JOIN public.users u ON u.email = g.email
                               WHERE u.id = ANY (_people) AND g.id <> ALL (_guests));
  PERFORM weir.lock_workspaces(ARRAY(
    SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
     UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests)));
  SELECT w.slug INTO _slug
    FROM public.memberships m JOIN public.workspaces w ON w.id = m.workspace_id
   WHERE m.user_id = ANY (_people) AND m.role = 'owner' AND m.left_at IS NULL
     AND NOT EXISTS (SELECT FROM public.memberships o
                      WHERE o.workspace_id = m.workspace_id AND o.role = 'owner' AND o.left_at IS NULL AND o.user_id <> m.user_id)
   ORDER BY w.slug LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'this person is the last owner of the workspace %: make another member its owner first', _slug
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  _names := ARRAY(SELECT x FROM (
    SELECT unnest(ARRAY[u.name, u.email]) AS x FROM public.users u WHERE u.id = ANY (_people)
     UNION SELECT unnest(ARRAY[g.name, g.email]) FROM public.guests g WHERE g.id = ANY (_guests)) n);

  -- Boards in key order, as every writer locks their clocks.
  FOR _b IN
    SELECT b.workspace_id, b.id FROM public.boards b
     WHERE b.workspace_id IN (SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
                               UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests))
     ORDER BY 1, 2
  LOOP
    PERFORM weir.erase_on_board(_b.workspace_id, _b.id, _people || _guests, _people, _names, _now);
    _boards := _boards + 1;
  END LOOP;
  PERFORM weir.erase_account(_people, _guests, _names, _now);
  RETURN _boards;
END $function$;

CREATE OR REPLACE FUNCTION weir.erase_on_board(_workspace uuid, _board uuid, _ids uuid[], _people uuid[], _names text[], _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _stamp   weir.event_stamp := weir.start_event(_workspace, _board, _now);
  _traces  weir.erased_traces;
  _ended   jsonb;
  _changes jsonb;
BEGIN
  _traces := weir.traces_of(_workspace, _board, _ids);
  _ended := weir.end_person_on_board(_workspace, _board, _ids, _people, _stamp.at);
  UPDATE public.comments m SET body = weir.erased_text()
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.comments);
  UPDATE public.request_messages m SET body = weir.erased_text()
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.messages);
  UPDATE public.requests r
     SET title = weir.erased_text(), description = CASE r.description WHEN '' THEN '' ELSE weir.erased_text() END, version = r.version + 1
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = ANY (_traces.requests);
  -- A card has the texts of its request until somebody edits it.
  UPDATE public.cards c
     SET title = CASE WHEN c.title = ANY (_traces.texts) THEN weir.erased_text() ELSE c.title END,
         description = CASE WHEN c.description = ANY (_traces.texts) THEN weir.erased_text() ELSE c.description END,
         version = c.version + 1
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_traces.cards)
     AND (c.title = ANY (_traces.texts) OR c.description = ANY (_traces.texts));
  UPDATE public.form_asks f
     SET name = weir.erased_text(), email = weir.erased_address(f.id), title = weir.erased_text(), description = ''
   WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.email = ANY (_names);
  UPDATE public.overrides o SET "of" = weir.erased_text()
   WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.scope = 'person' AND o."of" = ANY (_names);
  UPDATE public.notices n SET facts = weir.without_texts(n.facts, _traces.texts, _ids)
   WHERE n.workspace_id = _workspace AND n.board_id = _board AND n.facts <> weir.without_texts(n.facts, _traces.texts, _ids);
  UPDATE public.idempotency_keys k SET body = weir.without_texts(k.body, _traces.texts, _ids, _names)
   WHERE k.workspace_id = _workspace AND k.body <> weir.without_texts(k.body, _traces.texts, _ids, _names);
  UPDATE public.events e SET changes = weir.erased_changes(e.changes, _traces)
   WHERE e.workspace_id = _workspace AND e.board_id = _board
     AND split_part(e.type, '.', 1) IN ('card', 'cards', 'request', 'requests', 'board')
     AND e.changes <> weir.erased_changes(e.changes, _traces);

  _changes := (SELECT jsonb_agg(jsonb_build_object(CASE WHEN i = ANY (_people) THEN 'user' ELSE 'guest' END, i)) FROM unnest(_ids) i)
    || weir.erased_things(_workspace, _board, _traces) || _ended;
  IF jsonb_array_length(_changes) > weir.most_rows_of_event() THEN
    _changes := (SELECT jsonb_agg(jsonb_build_object(CASE WHEN i = ANY (_people) THEN 'user' ELSE 'guest' END, i, 'resync', true))
                   FROM unnest(_ids) i);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'person.erased', _stamp.at, NULL, _changes);
  PERFORM set_config('weir.own_event', '', true);
END $function$;

CREATE OR REPLACE FUNCTION weir.traces_of(_workspace uuid, _board uuid, _ids uuid[])
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
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND coalesce(r.requester_id, r.guest_id) = ANY (_ids);
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
  RETURN _traces;
END $function$;

CREATE OR REPLACE FUNCTION weir.without_texts(_value jsonb, _texts text[], _ids uuid[], _names text[] DEFAULT '{}'::text[])
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
DECLARE
  _is_person boolean;
BEGIN
  CASE jsonb_typeof(_value)
    WHEN 'array' THEN
      RETURN (SELECT coalesce(jsonb_agg(weir.without_texts(v, _texts, _ids, _names) ORDER BY n), '[]')
                FROM jsonb_array_elements(_value) WITH ORDINALITY a (v, n));
    WHEN 'object' THEN
      _is_person := coalesce(_value ->> 'id' = ANY (_ids::text[]), false) OR coalesce(_value ->> 'email' = ANY (_names), false);
      RETURN (
        SELECT coalesce(jsonb_object_agg(p.key, CASE
                 WHEN _is_person AND p.key IN ('name', 'email') AND jsonb_typeof(p.value) = 'string' THEN to_jsonb(weir.erased_text())
                 WHEN p.key IN ('title', 'description', 'text', 'body', 'message') AND p.value #>> '{}' = ANY (_texts)
                 THEN to_jsonb(weir.erased_text())
                 ELSE weir.without_texts(p.value, _texts, _ids, _names) END), '{}')
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
             WHEN c ? 'request' AND NOT c ? 'message' AND (c ->> 'request')::integer = ANY (_traces.requests)
             THEN weir.with_erased(c, '{title,description}', NULL)
             WHEN c ? 'card' AND NOT c ? 'comment' AND (c ->> 'card')::integer = ANY (_traces.cards)
             THEN weir.with_erased(c, '{title,description}', _traces.texts)
             ELSE c END ORDER BY n), '[]')
      FROM jsonb_array_elements(_changes) WITH ORDINALITY a (c, n));
END $function$;

CREATE OR REPLACE FUNCTION weir.with_erased(_change jsonb, _fields text[], _texts text[])
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
DECLARE
  _side  text;
  _field text;
  _text  text;
BEGIN
  FOREACH _side IN ARRAY ARRAY['from', 'to'] LOOP
    FOREACH _field IN ARRAY _fields LOOP
      _text := _change -> _side ->> _field;
      IF _text <> '' AND (_texts IS NULL OR _text = ANY (_texts)) THEN
        _change := jsonb_set(_change, ARRAY[_side, _field], to_jsonb(weir.erased_text()));
      END IF;
    END LOOP;
  END LOOP;
  RETURN _change;
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
      SELECT jsonb_build_object('request', r.number, 'message', m.id)
        FROM public.request_messages m
        JOIN public.requests r ON r.workspace_id = m.workspace_id AND r.board_id = m.board_id AND r.id = m.request_id
       WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.messages)
       UNION ALL
      SELECT jsonb_build_object('request', n) FROM unnest(_traces.requests) n
       UNION ALL
      SELECT jsonb_build_object('card', n) FROM unnest(_traces.cards) n) t), '[]');
END $function$;
