SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.without_texts(_value jsonb, _texts text[], _ids uuid[], _addresses text[] DEFAULT '{}') RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  _is_person  boolean;
  _is_request boolean;
BEGIN
  CASE jsonb_typeof(_value)
    WHEN 'array' THEN
      RETURN (SELECT coalesce(jsonb_agg(weir.without_texts(v, _texts, _ids, _addresses) ORDER BY n), '[]')
                FROM jsonb_array_elements(_value) WITH ORDINALITY a (v, n));
    WHEN 'object' THEN
      _is_person := coalesce(_value ->> 'id' = ANY (_ids::text[]), false) OR coalesce(_value ->> 'email' = ANY (_addresses), false);
      _is_request := coalesce(_value #>> '{requester,id}' = ANY (_ids::text[]) AND _value ->> 'title' = ANY (_texts), false);
      RETURN (
        SELECT coalesce(jsonb_object_agg(p.key, CASE
                 WHEN _is_request AND p.key IN ('externalId', 'metadata') THEN weir.erased_value(p.key)
                 WHEN _is_person AND p.key IN ('name', 'email') AND jsonb_typeof(p.value) = 'string' THEN to_jsonb(weir.erased_text())
                 -- A file's name is a text of whoever added it.
                 WHEN p.key = 'name' AND _value #>> '{by,id}' = ANY (_ids::text[]) THEN to_jsonb(weir.erased_text())
                 WHEN p.key IN ('title', 'description', 'text', 'body', 'message') AND p.value #>> '{}' = ANY (_texts)
                 THEN to_jsonb(weir.erased_text())
                 WHEN jsonb_typeof(p.value) IN ('array', 'object') THEN weir.without_texts(p.value, _texts, _ids, _addresses)
                 ELSE p.value END), '{}')
          FROM jsonb_each(_value) p);
    ELSE
      RETURN _value;
  END CASE;
END $$;

CREATE OR REPLACE FUNCTION weir.erased_value(_field text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE _field WHEN 'externalId' THEN 'null' WHEN 'metadata' THEN '{}' ELSE to_jsonb(weir.erased_text()) END
$$;

CREATE OR REPLACE FUNCTION weir.erased_changes(_changes jsonb, _traces weir.erased_traces) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(CASE
             WHEN c ->> 'comment' = ANY (_traces.comments::text[]) OR c ->> 'message' = ANY (_traces.messages::text[])
             THEN weir.with_erased(c, '{text}', NULL)
             WHEN c ->> 'attachment' = ANY (_traces.attachments::text[])
             THEN weir.with_erased(c, '{name}', NULL)
             WHEN c ? 'request' AND NOT c ? 'message' AND (c ->> 'request')::integer = ANY (_traces.requests)
             THEN weir.with_erased(c, '{title,description,externalId,metadata}', NULL)
             WHEN c ? 'request' AND NOT c ? 'message' AND (c ->> 'request')::integer = ANY (_traces.kept)
             THEN weir.with_erased(c, '{title,description,externalId,metadata}', _traces.corrected)
             WHEN NOT c ? 'card' AND coalesce(c ->> 'cardTemplate', c ->> 'recurringCard') = ANY (_traces.presets::text[])
             THEN weir.with_erased(weir.with_erased(c, '{title,description}', _traces.texts), '{name}', weir.names_from(_traces.texts))
             WHEN c ? 'card' AND NOT c ? 'comment' AND NOT c ? 'attachment' AND (c ->> 'card')::integer = ANY (_traces.cards)
             THEN weir.with_erased(c, '{title,description}', _traces.texts)
             ELSE c END ORDER BY n), '[]')
      FROM jsonb_array_elements(_changes) WITH ORDINALITY a (c, n));
END $$;

CREATE OR REPLACE FUNCTION weir.with_erased(_change jsonb, _fields text[], _texts text[]) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  _side  text;
  _field text;
  _text  text;
BEGIN
  FOREACH _side IN ARRAY ARRAY['from', 'to'] LOOP
    FOREACH _field IN ARRAY _fields LOOP
      _text := _change -> _side ->> _field;
      IF _text <> '' AND (_texts IS NULL OR _text = ANY (_texts)) THEN
        _change := jsonb_set(_change, ARRAY[_side, _field], weir.erased_value(_field));
      END IF;
    END LOOP;
  END LOOP;
  RETURN _change;
END $$;

CREATE OR REPLACE FUNCTION weir.erase_in_responses(
  _workspace uuid, _ids uuid[], _people uuid[], _addresses text[], _traces weir.erased_traces[]
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _texts   text[] := ARRAY(SELECT DISTINCT x FROM unnest(_traces) t, unnest(t.texts) x);
  _presets uuid[] := ARRAY(SELECT p FROM unnest(_traces) t, unnest(t.presets) p);
  -- Responses about a guest's requests name the guest: the same words elsewhere are somebody else's.
  _strings jsonb := weir.set_of(_ids::text[] || CASE WHEN _people = '{}' THEN '{}' ELSE _addresses || _texts END);
BEGIN
  -- They can retry nothing any more.
  DELETE FROM public.idempotency_keys k WHERE k.workspace_id = _workspace AND k.caller_id = ANY (_ids);
  IF _presets <> '{}' THEN
    UPDATE public.idempotency_keys k SET body = k.body || jsonb_build_object('name', weir.erased_name((k.body ->> 'id')::uuid))
     WHERE k.workspace_id = _workspace AND k.body ->> 'id' = ANY (_presets::text[])
       AND k.body ->> 'name' = ANY (weir.names_from(_texts));
  END IF;
  UPDATE public.idempotency_keys k
     SET body = weir.without_names_of(weir.without_texts(k.body, _texts, _ids, _addresses)::text, _people)::jsonb
   WHERE k.workspace_id = _workspace
     AND (weir.has_any(k.body, _strings) OR cardinality(_people) > 0 AND k.body::text LIKE '%](person:%');
  UPDATE public.webhook_deliveries d SET body = weir.erased_text(), headers = d.headers - 'location'
   WHERE d.workspace_id = _workspace AND d.body NOT IN ('', weir.erased_text());
END $$;

CREATE OR REPLACE FUNCTION weir.traces_of(_workspace uuid, _board uuid, _ids uuid[], _accepted boolean) RETURNS weir.erased_traces LANGUAGE plpgsql STABLE AS $$
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
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND (e.type LIKE 'request%' OR e.type IN ('board.changed', 'card.commented', 'card.imported'))
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
     CROSS JOIN LATERAL (VALUES (c -> 'from' ->> 'title'), (c -> 'from' ->> 'description'), (c -> 'from' ->> 'externalId'),
                                (c -> 'from' ->> 'metadata'), (c -> 'to' ->> 'title'), (c -> 'to' ->> 'description'),
                                (c -> 'to' ->> 'externalId'), (c -> 'to' ->> 'metadata')) v (text)
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type LIKE 'request%'
       AND NOT c ? 'card' AND NOT c ? 'message' AND r.number = ANY (_traces.kept)
       AND v.text NOT IN ('', '{}', r.title, r.description, coalesce(r.external_id, ''), r.metadata::text));
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
END $$;
