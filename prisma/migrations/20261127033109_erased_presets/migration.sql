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
  attachments uuid[],
  presets uuid[]
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
  UPDATE public.card_templates t
     SET preset = jsonb_set(t.preset, '{description}', to_jsonb(weir.without_names_of(t.preset ->> 'description', _people)))
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.preset ->> 'description' LIKE '%](person:%'
     AND t.preset ->> 'description' <> weir.without_names_of(t.preset ->> 'description', _people);
  UPDATE public.recurring_cards t
     SET preset = jsonb_set(t.preset, '{description}', to_jsonb(weir.without_names_of(t.preset ->> 'description', _people)))
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.preset ->> 'description' LIKE '%](person:%'
     AND t.preset ->> 'description' <> weir.without_names_of(t.preset ->> 'description', _people);
  UPDATE public.card_templates t
     SET preset = weir.without_texts(t.preset, _traces.texts, '{}'),
         name = CASE WHEN t.name = ANY (weir.names_from(_traces.texts)) THEN weir.erased_name(t.id) ELSE t.name END
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.id = ANY (_traces.presets);
  UPDATE public.recurring_cards t SET preset = weir.without_texts(t.preset, _traces.texts, '{}')
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.id = ANY (_traces.presets);
  UPDATE public.idempotency_keys k SET body = k.body || jsonb_build_object('name', weir.erased_name((k.body ->> 'id')::uuid))
   WHERE k.workspace_id = _workspace AND k.body ->> 'id' = ANY (_traces.presets::text[])
     AND k.body ->> 'name' = ANY (weir.names_from(_traces.texts));
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
     AND split_part(e.type, '.', 1) IN ('card', 'cards', 'cardTemplate', 'recurringCard', 'attachment', 'request', 'requests', 'board')
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
  -- A copy of such a card has its texts too, and so has a copy of the copy. A long description is nobody else's by chance:
  -- the card was made from a template with their text.
  _traces.cards := ARRAY(
    WITH RECURSIVE copies (number) AS (
      SELECT unnest(_traces.cards || ARRAY(
        SELECT c.number FROM public.cards c
         WHERE c.workspace_id = _workspace AND c.board_id = _board AND _accepted AND weir.is_own_text(c.description, _traces.texts)))
       UNION
      SELECT (e.changes -> 0 ->> 'card')::integer
        FROM copies o
        JOIN public.events e ON e.workspace_id = _workspace AND e.board_id = _board AND e.type = 'card.created'
                            AND (e.changes -> 0 ->> 'copyOf')::integer = o.number)
    SELECT number FROM copies);
  -- Templates made of such a card, those with their text, and recurring cards that start with it.
  _traces.presets := ARRAY(
    WITH traced AS (
      SELECT t.id, t.preset FROM public.card_templates t
       WHERE t.workspace_id = _workspace AND t.board_id = _board AND _accepted
         AND (weir.is_own_text(t.preset ->> 'description', _traces.texts)
              OR t.id IN (SELECT (e.changes -> 0 ->> 'cardTemplate')::uuid FROM public.events e
                           WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type = 'cardTemplate.added'
                             AND (e.changes -> 0 ->> 'copyOf')::integer = ANY (_traces.cards))))
    SELECT id FROM traced
     UNION
    SELECT r.id FROM public.recurring_cards r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND _accepted
       AND (weir.is_own_text(r.preset ->> 'description', _traces.texts)
            OR EXISTS (SELECT FROM traced t WHERE t.preset ->> 'title' = r.preset ->> 'title'
                                              AND t.preset ->> 'description' = r.preset ->> 'description')));
  _traces.cards := _traces.cards || ARRAY(
    SELECT (e.changes -> 0 ->> 'card')::integer FROM public.events e
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type = 'card.created'
       AND e.changes -> 0 ->> 'recurringCard' = ANY (_traces.presets::text[])
       AND (e.changes -> 0 ->> 'card')::integer <> ALL (_traces.cards));
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

CREATE OR REPLACE FUNCTION weir.is_own_text(_text text, _texts text[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT char_length(_text) >= 40 AND _text = ANY (_texts)
$function$;

CREATE OR REPLACE FUNCTION weir.names_from(_texts text[])
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT ARRAY(SELECT btrim(left(t, 60)) FROM unnest(_texts) t)
$function$;

CREATE OR REPLACE FUNCTION weir.erased_name(_id uuid)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT weir.erased_text() || ' ' || right(_id::text, 8)
$function$;

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
             WHEN NOT c ? 'card' AND coalesce(c ->> 'cardTemplate', c ->> 'recurringCard') = ANY (_traces.presets::text[])
             THEN weir.with_erased(weir.with_erased(c, '{title,description}', _traces.texts), '{name}', weir.names_from(_traces.texts))
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
      SELECT jsonb_build_object('card', n) FROM unnest(_traces.cards) n
       UNION ALL
      SELECT jsonb_build_object(CASE WHEN EXISTS (
               SELECT FROM public.card_templates t
                WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.id = p) THEN 'cardTemplate' ELSE 'recurringCard' END, p)
        FROM unnest(_traces.presets) p) t), '[]');
END $function$;
