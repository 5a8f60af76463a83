-- Searches the cards, requests and comments of a workspace.

CREATE TYPE weir.search_hit AS (
  kind public.search_kind, board_id uuid, id uuid, card_id uuid, is_exact boolean, score real
);

-- The most texts that a search reads, so that its cost does not grow with the workspace: of the newest texts, of the texts with all words,
-- and of the texts that are compared with a misspelt search.
CREATE FUNCTION weir.most_newest_texts() RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 20000 $$;
CREATE FUNCTION weir.most_texts_with() RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 3000 $$;
CREATE FUNCTION weir.most_compared_texts() RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 5000 $$;

-- The ids of up to _most texts with these words, in no order. `_own`: only these texts; `_boards`: only texts of these boards; null: all.
-- A bitmap scan is the fastest plan for a rare word. Its cost grows with the number of texts with the word.
CREATE FUNCTION weir.texts_with(_workspace uuid, _ts tsquery, _own uuid[], _boards uuid[], _most integer) RETURNS uuid[] LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_custom_plan' SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off AS $$
BEGIN
  RETURN ARRAY(
    SELECT t.id FROM public.search_texts t
     WHERE t.workspace_id = _workspace AND t.words @@ _ts AND (_own IS NULL OR t.id = ANY (_own))
       AND (_boards IS NULL OR t.board_id = ANY (_boards))
     LIMIT _most);
END $$;

-- The ids of up to 500 texts with these words among the _texts newest ones of the workspace, newest first. Ids are in the order of creation.
CREATE FUNCTION weir.newest_texts_with(_workspace uuid, _ts tsquery, _boards uuid[], _texts integer) RETURNS uuid[] LANGUAGE plpgsql STABLE
  SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
BEGIN
  RETURN ARRAY(
    SELECT n.id
      FROM (SELECT t.id, t.board_id, t.words FROM public.search_texts t
             WHERE t.workspace_id = _workspace ORDER BY t.id DESC LIMIT _texts) n
     WHERE n.words @@ _ts AND (_boards IS NULL OR n.board_id = ANY (_boards))
     LIMIT 500);
END $$;

-- The ids of up to 500 texts with these words that a search ranks. A word is common if ten of the 2,000 newest texts have it. Then the
-- newest texts are read in order, and a hundred matches are enough: the index on words would first find all texts with the word. For any
-- other word, the newest of the texts that the index finds.
CREATE FUNCTION weir.texts_to_rank(_workspace uuid, _ts tsquery, _own uuid[], _boards uuid[]) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
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
END $$;

-- Whether a workspace has too many texts to compare each of them with a misspelt search.
CREATE FUNCTION weir.has_many_texts(_workspace uuid) RETURNS boolean LANGUAGE plpgsql STABLE
  SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
BEGIN
  RETURN EXISTS (SELECT FROM public.search_texts t WHERE t.workspace_id = _workspace ORDER BY t.id DESC OFFSET weir.most_compared_texts() LIMIT 1);
END $$;

-- The words of a search where no text has all of them. A word that no text has gives way to those of its spellings that
-- texts have. `_spellings`: of each word, itself first, then with two neighbouring letters swapped. Each is looked up in
-- the index alone: for all of them at once PostgreSQL expects so many rows that it reads the whole table. `_own`, `_boards`: only
-- these texts, and those of these boards, count; null: all. So a correction shows no word that its reader may not read.
CREATE FUNCTION weir.corrected_search(_workspace uuid, _spellings jsonb, _own uuid[], _boards uuid[]) RETURNS tsquery LANGUAGE sql STABLE AS $$
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
$$;

-- The words of the newest texts that are most similar to those of a misspelt search, up to five for each. Null: there are none.
CREATE FUNCTION weir.similar_search(_workspace uuid, _text text, _boards uuid[]) RETURNS tsquery LANGUAGE plpgsql STABLE
  SET enable_seqscan = off SET enable_bitmapscan = off AS $$
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
END $$;

-- What matches, each text once, in no order. `_requester`: null finds everything, otherwise only the requests of this
-- person. `_query`: each word of the search as the beginning of a word, for to_tsquery. `_text`: the search as typed, for
-- misspelt words; these are looked for only where fewer than ten texts have all words. `_key`, `_number`, `_is_request`:
-- what the search names if it is a ref or a part of one ("PLAT-12", "PLAT-R7", "R7", "12"). `_spellings`: of each word, for
-- weir.corrected_search; null corrects nothing. `_boards`: only texts of these boards; null: of all. It and the parameter before
-- it have defaults for instances of an earlier release that still run.
--
-- At most 500 texts with all words are ranked: see weir.texts_to_rank. In a workspace with many texts, a search without a match is
-- repeated with similar words of the newest texts, instead of comparing the trigrams of all texts. Trigrams find wrong,
-- missing and extra letters, but not swapped ones: "inovice" and "invoice" have a similarity of 0.33, "inovice" and the end
-- of "service" 0.375. So where swapping finds texts, trigrams are not compared.
CREATE FUNCTION weir.search(
  _workspace uuid, _requester uuid, _query text, _text text, _key text, _number integer, _is_request boolean,
  _spellings jsonb DEFAULT NULL, _boards uuid[] DEFAULT NULL
) RETURNS SETOF weir.search_hit LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_custom_plan' AS $$
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
END $$;
