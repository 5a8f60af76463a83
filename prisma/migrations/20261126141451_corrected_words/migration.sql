DROP FUNCTION weir.traces_of(uuid,uuid,uuid[],boolean);
DROP FUNCTION weir.is_request_of(public.search_texts,uuid);
DROP FUNCTION weir.erased_things(uuid,uuid,weir.erased_traces);
DROP FUNCTION weir.erased_changes(jsonb,weir.erased_traces);
DROP TYPE weir.erased_traces;

SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.erased_traces AS (
  comments uuid[],
  messages uuid[],
  requests integer[],
  cards integer[],
  texts text[],
  kept integer[],
  corrected text[]
);

CREATE OR REPLACE FUNCTION weir.demo_is_touched(_workspace uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _since timestamptz := (SELECT w.demo_seeded_at FROM public.workspaces w WHERE w.id = _workspace);
BEGIN
  RETURN EXISTS (SELECT FROM public.events e
                  WHERE e.workspace_id = _workspace AND e.at > _since
                    AND (e.actor_id IS NOT NULL
                      OR e.type NOT IN ('request.reminded', 'request.overdue', 'requests.expired', 'gate.changed')))
      OR EXISTS (SELECT FROM public.memberships m
                  WHERE m.workspace_id = _workspace AND (m.joined_at > _since OR m.left_at > _since OR m.version > 1))
      OR EXISTS (SELECT FROM public.invitations i WHERE i.workspace_id = _workspace AND i.created_at > _since)
      OR EXISTS (SELECT FROM public.form_asks f WHERE f.workspace_id = _workspace AND f.at > _since)
      OR EXISTS (SELECT FROM public.notify_me n WHERE n.workspace_id = _workspace AND n.asked_at > _since)
      OR EXISTS (SELECT FROM public.guest_waits g WHERE g.workspace_id = _workspace AND g.at > _since);
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
  RETURN _traces;
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
             WHEN c ? 'request' AND NOT c ? 'message' AND (c ->> 'request')::integer = ANY (_traces.kept)
             THEN weir.with_erased(c, '{title,description}', _traces.corrected)
             WHEN c ? 'card' AND NOT c ? 'comment' AND (c ->> 'card')::integer = ANY (_traces.cards)
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
      SELECT jsonb_build_object('request', r.number, 'message', m.id)
        FROM public.request_messages m
        JOIN public.requests r ON r.workspace_id = m.workspace_id AND r.board_id = m.board_id AND r.id = m.request_id
       WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.messages)
       UNION ALL
      SELECT jsonb_build_object('request', n) FROM unnest(_traces.requests) n
       UNION ALL
      SELECT jsonb_build_object('card', n) FROM unnest(_traces.cards) n) t), '[]');
END $function$;

CREATE OR REPLACE FUNCTION weir.search(_workspace uuid, _requester uuid, _query text, _text text, _key text, _number integer, _is_request boolean)
 RETURNS SETOF weir.search_hit
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
DECLARE
  _ts   tsquery := to_tsquery('pg_catalog.simple', _query);
  _own  uuid[] := ARRAY(SELECT r.id FROM public.requests r WHERE r.workspace_id = _workspace AND r.requester_id = _requester);
  _hits weir.search_hit[];
BEGIN
  SELECT coalesce(array_agg(ROW (h.kind, h.board_id, h.id, h.card_id, false,
                                 ts_rank(h.words, _ts) * CASE h.kind WHEN 'comment' THEN 0.5 ELSE 1 END)::weir.search_hit), '{}')
    INTO _hits
    FROM (SELECT t.*
            FROM public.search_texts t
           WHERE t.workspace_id = _workspace AND t.words @@ _ts AND (_requester IS NULL OR t.id = ANY (_own))
           ORDER BY t.id DESC
           LIMIT 500) h;

  IF cardinality(_hits) < 10 THEN
    -- The threshold can be set once the library is loaded, which its first function does.
    PERFORM extensions.show_limit(), set_config('pg_trgm.word_similarity_threshold', '0.35', true);
    SELECT _hits || coalesce(array_agg(ROW (h.kind, h.board_id, h.id, h.card_id, false, h.similarity / 20)::weir.search_hit), '{}')
      INTO _hits
      FROM (SELECT t.*, extensions.word_similarity(_text, t.text) AS similarity
              FROM public.search_texts t
             WHERE t.workspace_id = _workspace AND _text OPERATOR(extensions.<%) t.text AND NOT t.words @@ _ts
               AND (_requester IS NULL OR t.id = ANY (_own))
             ORDER BY similarity DESC, t.id DESC
             LIMIT 50) h;
  END IF;

  RETURN QUERY
  SELECT DISTINCT ON (u.board_id, u.id) u.*
    FROM (
      SELECT f.* FROM unnest(_hits) f
       UNION ALL
      SELECT 'card', c.board_id, c.id, NULL, _key IS NOT NULL, 0.9
        FROM public.boards b
        JOIN public.cards c ON c.workspace_id = b.workspace_id AND c.board_id = b.id AND c.number = _number
       WHERE b.workspace_id = _workspace AND (_key IS NULL OR b.key = _key) AND NOT _is_request AND _requester IS NULL
       UNION ALL
      SELECT 'request', r.board_id, r.id, NULL, _key IS NOT NULL AND _is_request, 0.8
        FROM public.boards b
        JOIN public.requests r ON r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.number = _number
       WHERE b.workspace_id = _workspace AND (_key IS NULL OR b.key = _key) AND (_is_request OR _key IS NULL)
         AND (_requester IS NULL OR r.requester_id = _requester)) u
   ORDER BY u.board_id, u.id, u.score DESC;
END $function$;
