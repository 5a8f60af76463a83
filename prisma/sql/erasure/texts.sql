-- How erased texts are taken out of what is kept as JSON: events, notices and kept responses.

-- A document without these texts and people. A text is taken out where it is the whole value of a field for texts; a name
-- and an address where their object is one of these people, by id or address; what programs keep on a request where its title is
-- taken out.
CREATE FUNCTION weir.without_texts(_value jsonb, _texts text[], _ids uuid[], _addresses text[] DEFAULT '{}') RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
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

-- What is in the place of an erased value of this field. Readers of metadata expect an object.
CREATE FUNCTION weir.erased_value(_field text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE _field WHEN 'externalId' THEN 'null' WHEN 'metadata' THEN '{}' ELSE to_jsonb(weir.erased_text()) END
$$;

-- These texts as a set for `weir.has_any`.
CREATE FUNCTION weir.set_of(_texts text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_object_agg(t, true), '{}') FROM unnest(_texts) t WHERE t IS NOT NULL
$$;

-- Whether a string anywhere in a document is one of these texts. `weir.without_texts` changes no other document and costs several
-- times as much, so ask this first. The cost hardly depends on how many texts there are.
CREATE FUNCTION weir.has_any(_document jsonb, _texts jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT EXISTS (SELECT FROM jsonb_path_query(_document, 'strict $.** ? (@.type() == "string")') s WHERE _texts ? (s #>> '{}'))
$$;

-- Whether a text is one of these and so long that somebody else hardly wrote the same.
CREATE FUNCTION weir.is_own_text(_text text, _texts text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT char_length(_text) >= 40 AND _text = ANY (_texts)
$$;

-- The names that the app proposes for templates of cards with these titles.
CREATE FUNCTION weir.names_from(_texts text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY(SELECT btrim(left(t, 60)) FROM unnest(_texts) t)
$$;

-- In place of the name of a template, which is unique on its board.
CREATE FUNCTION weir.erased_name(_id uuid) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT weir.erased_text() || ' ' || right(_id::text, 8)
$$;

-- The changes of an event without what a person wrote.
CREATE FUNCTION weir.erased_changes(_changes jsonb, _traces weir.erased_traces) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
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

-- A change with these fields of `from` and `to` erased: whatever they are, or (_texts) only if they are one of these.
CREATE FUNCTION weir.with_erased(_change jsonb, _fields text[], _texts text[]) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
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

-- What was erased, as the event names it: [{card, comment}, {card, attachment}, {request, message}, {request}, {card},
-- {cardTemplate}, {recurringCard}].
CREATE FUNCTION weir.erased_things(_workspace uuid, _board uuid, _traces weir.erased_traces) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
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
END $$;

-- Erases in the kept responses of a workspace what these people wrote on its boards, and who they are. Once for all boards:
-- a workspace can keep many responses, and its writers wait meanwhile. The answers of the receivers of webhooks are
-- erased for everyone: an answer can repeat any part of its message, in any form, and is kept for some days only.
CREATE FUNCTION weir.erase_in_responses(
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
