DROP FUNCTION weir.search(uuid,uuid,text,text,text,integer,boolean);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.corrected_search(_workspace uuid, _spellings jsonb)
 RETURNS tsquery
 LANGUAGE sql
 STABLE
AS $function$
  SELECT to_tsquery('pg_catalog.simple', string_agg('(' || w.spellings || ')', ' & '))
    FROM (
      SELECT coalesce(string_agg(s.query, ' | ') FILTER (WHERE s.place = 1 AND f.is_found),
                      string_agg(s.query, ' | ') FILTER (WHERE f.is_found),
                      string_agg(s.query, ' | ') FILTER (WHERE s.place = 1)) AS spellings
        FROM jsonb_array_elements(_spellings) WITH ORDINALITY l (spellings, nth)
       CROSS JOIN LATERAL (
         SELECT format('''%s'':*', e.word) AS query, e.place
           FROM jsonb_array_elements_text(l.spellings) WITH ORDINALITY e (word, place)) s
       CROSS JOIN LATERAL (
         SELECT count(*) > 0 AS is_found FROM public.search_texts t
          WHERE t.workspace_id = _workspace AND t.words @@ to_tsquery('pg_catalog.simple', s.query)) f
       GROUP BY l.nth) w
$function$;

CREATE OR REPLACE FUNCTION weir.search(_workspace uuid, _requester uuid, _query text, _text text, _key text, _number integer, _is_request boolean, _spellings jsonb DEFAULT NULL::jsonb)
 RETURNS SETOF weir.search_hit
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
DECLARE
  _typed tsquery := to_tsquery('pg_catalog.simple', _query);
  _ts    tsquery := _typed;
  _own   uuid[] := ARRAY(SELECT r.id FROM public.requests r WHERE r.workspace_id = _workspace AND r.requester_id = _requester);
  _hits  weir.search_hit[];
BEGIN
  FOR _try IN 1..2 LOOP
    SELECT coalesce(array_agg(ROW (h.kind, h.board_id, h.id, h.card_id, false,
                                   ts_rank(h.words, _ts) * CASE h.kind WHEN 'comment' THEN 0.5 ELSE 1 END)::weir.search_hit), '{}')
      INTO _hits
      FROM (SELECT t.*
              FROM public.search_texts t
             WHERE t.workspace_id = _workspace AND t.words @@ _ts AND (_requester IS NULL OR t.id = ANY (_own))
             ORDER BY t.id DESC
             LIMIT 500) h;
    EXIT WHEN _try = 2 OR cardinality(_hits) > 0 OR _spellings IS NULL;
    _ts := weir.corrected_search(_workspace, _spellings);
    EXIT WHEN _ts = _typed;
  END LOOP;

  IF cardinality(_hits) = 0 OR (cardinality(_hits) < 10 AND _ts = _typed) THEN
    -- The threshold can be set once the library is loaded, which its first function does.
    PERFORM extensions.show_limit(), set_config('pg_trgm.word_similarity_threshold', '0.35', true);
    SELECT _hits || coalesce(array_agg(ROW (h.kind, h.board_id, h.id, h.card_id, false, h.similarity / 20)::weir.search_hit), '{}')
      INTO _hits
      FROM (SELECT t.*, extensions.word_similarity(_text, t.text) AS similarity
              FROM public.search_texts t
             WHERE t.workspace_id = _workspace AND _text OPERATOR(extensions.<%) t.text AND NOT t.words @@ _typed
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
