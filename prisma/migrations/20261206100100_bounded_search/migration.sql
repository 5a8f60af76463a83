-- A search looks at a bounded number of texts, the newest first, however many a workspace has. Ids are in the order of their creation.
CREATE INDEX "search_texts_newest" ON "search_texts"("workspace_id", "id");

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.most_newest_texts()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT 20000 $function$;

CREATE OR REPLACE FUNCTION weir.most_texts_with()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT 3000 $function$;

CREATE OR REPLACE FUNCTION weir.most_compared_texts()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT 5000 $function$;

CREATE OR REPLACE FUNCTION weir.texts_with(_workspace uuid, _ts tsquery, _own uuid[], _boards uuid[], _most integer)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_custom_plan'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
 SET enable_indexonlyscan TO 'off'
AS $function$
BEGIN
  RETURN ARRAY(
    SELECT t.id FROM public.search_texts t
     WHERE t.workspace_id = _workspace AND t.words @@ _ts AND (_own IS NULL OR t.id = ANY (_own))
       AND (_boards IS NULL OR t.board_id = ANY (_boards))
     LIMIT _most);
END $function$;

CREATE OR REPLACE FUNCTION weir.newest_texts_with(_workspace uuid, _ts tsquery, _boards uuid[], _texts integer)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_sort TO 'off'
AS $function$
BEGIN
  RETURN ARRAY(
    SELECT n.id
      FROM (SELECT t.id, t.board_id, t.words FROM public.search_texts t
             WHERE t.workspace_id = _workspace ORDER BY t.id DESC LIMIT _texts) n
     WHERE n.words @@ _ts AND (_boards IS NULL OR n.board_id = ANY (_boards))
     LIMIT 500);
END $function$;

CREATE OR REPLACE FUNCTION weir.texts_to_rank(_workspace uuid, _ts tsquery, _own uuid[], _boards uuid[])
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _newest uuid[] := '{}';
  _found  uuid[];
BEGIN
  IF _own IS NULL AND cardinality(weir.newest_texts_with(_workspace, _ts, _boards, 2000)) >= 10 THEN
    _newest := weir.newest_texts_with(_workspace, _ts, _boards, weir.most_newest_texts());
    IF cardinality(_newest) >= 100 THEN
      RETURN _newest;
    END IF;
  END IF;
  _found := weir.texts_with(_workspace, _ts, _own, _boards, weir.most_texts_with());
  RETURN ARRAY(SELECT DISTINCT f.id FROM unnest(_newest || _found) f (id) ORDER BY f.id DESC LIMIT 500);
END $function$;

CREATE OR REPLACE FUNCTION weir.has_many_texts(_workspace uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_sort TO 'off'
AS $function$
BEGIN
  RETURN EXISTS (SELECT FROM public.search_texts t WHERE t.workspace_id = _workspace ORDER BY t.id DESC OFFSET weir.most_compared_texts() LIMIT 1);
END $function$;

CREATE OR REPLACE FUNCTION weir.corrected_search(_workspace uuid, _spellings jsonb, _own uuid[], _boards uuid[])
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
         SELECT cardinality(weir.texts_with(_workspace, to_tsquery('pg_catalog.simple', s.query), _own, _boards, 1)) > 0 AS is_found) f
       GROUP BY l.nth) w
$function$;

CREATE OR REPLACE FUNCTION weir.similar_search(_workspace uuid, _text text, _boards uuid[])
 RETURNS tsquery
 LANGUAGE plpgsql
 STABLE
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
AS $function$
BEGIN
  RETURN (
    WITH newest AS MATERIALIZED (
      SELECT t.words, t.board_id FROM public.search_texts t WHERE t.workspace_id = _workspace ORDER BY t.id DESC LIMIT weir.most_compared_texts()
    ), known AS MATERIALIZED (
      SELECT DISTINCT l.lexeme AS word FROM newest n CROSS JOIN LATERAL unnest(n.words) l
       WHERE (_boards IS NULL OR n.board_id = ANY (_boards)) AND l.lexeme ~ '^[[:alnum:]]+$'
    )
    SELECT to_tsquery('pg_catalog.simple', string_agg('(' || s.words || ')', ' & '))
      FROM regexp_split_to_table(lower(_text), '[^[:alnum:]]+') w (word)
     CROSS JOIN LATERAL (
       SELECT string_agg(format('''%s''', b.word), ' | ') AS words
         FROM (SELECT k.word FROM known k WHERE extensions.word_similarity(w.word, k.word) >= 0.35
                ORDER BY extensions.similarity(w.word, k.word) DESC, k.word LIMIT 5) b) s);
END $function$;

CREATE OR REPLACE FUNCTION weir.search(_workspace uuid, _requester uuid, _query text, _text text, _key text, _number integer, _is_request boolean, _spellings jsonb DEFAULT NULL::jsonb, _boards uuid[] DEFAULT NULL::uuid[])
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
  _is_few boolean;
BEGIN
  FOR _try IN 1..2 LOOP
    SELECT coalesce(array_agg(ROW (h.kind, h.board_id, h.id, h.card_id, false,
                                   ts_rank(h.words, _ts) * CASE h.kind WHEN 'comment' THEN 0.5 ELSE 1 END)::weir.search_hit), '{}')
      INTO _hits
      FROM unnest(weir.texts_to_rank(_workspace, _ts, CASE WHEN _requester IS NOT NULL THEN _own END, _boards)) f (id)
      JOIN public.search_texts h ON h.workspace_id = _workspace AND h.id = f.id;
    EXIT WHEN _try = 2 OR cardinality(_hits) > 0 OR _spellings IS NULL;
    _ts := weir.corrected_search(_workspace, _spellings, CASE WHEN _requester IS NOT NULL THEN _own END, _boards);
    EXIT WHEN _ts = _typed;
  END LOOP;

  _is_few := cardinality(_hits) = 0 OR (cardinality(_hits) < 10 AND _ts = _typed);
  IF _is_few AND _requester IS NULL AND weir.has_many_texts(_workspace) THEN
    IF cardinality(_hits) = 0 THEN
      _ts := weir.similar_search(_workspace, _text, _boards);
      SELECT coalesce(array_agg(ROW (h.kind, h.board_id, h.id, h.card_id, false, ts_rank(h.words, _ts) / 20)::weir.search_hit), '{}')
        INTO _hits
        FROM unnest(weir.texts_to_rank(_workspace, _ts, NULL, _boards)) f (id)
        JOIN public.search_texts h ON h.workspace_id = _workspace AND h.id = f.id;
    END IF;
  ELSIF _is_few THEN
    -- The threshold can be set once the library is loaded, which its first function does.
    PERFORM extensions.show_limit(), set_config('pg_trgm.word_similarity_threshold', '0.35', true);
    SELECT _hits || coalesce(array_agg(ROW (h.kind, h.board_id, h.id, h.card_id, false, h.similarity / 20)::weir.search_hit), '{}')
      INTO _hits
      FROM (SELECT t.*, extensions.word_similarity(_text, t.text) AS similarity
              FROM public.search_texts t
             WHERE t.workspace_id = _workspace AND _text OPERATOR(extensions.<%) t.text AND NOT t.words @@ _typed
               AND (_requester IS NULL OR t.id = ANY (_own)) AND (_boards IS NULL OR t.board_id = ANY (_boards))
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
         AND (_boards IS NULL OR b.id = ANY (_boards))
       UNION ALL
      SELECT 'request', r.board_id, r.id, NULL, _key IS NOT NULL AND _is_request, 0.8
        FROM public.boards b
        JOIN public.requests r ON r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.number = _number
       WHERE b.workspace_id = _workspace AND (_key IS NULL OR b.key = _key) AND (_is_request OR _key IS NULL)
         AND (_requester IS NULL OR r.requester_id = _requester) AND (_boards IS NULL OR b.id = ANY (_boards))) u
   ORDER BY u.board_id, u.id, u.score DESC;
END $function$;
