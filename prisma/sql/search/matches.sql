-- The texts of a board that have the words of a search, for lists that filter by text.

-- What has the words. `spelling`: how they are compared, which the next page must repeat: as they were typed, corrected, or by
-- similar words. `words`: for to_tsquery. `ids`: all that match, or null if there are too many to list.
CREATE TYPE weir.text_match AS (spelling text, words text, ids uuid[]);

-- How many matches are listed.
CREATE FUNCTION weir.most_matches() RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 5000 $$;

-- Which of the kinds of texts of a board match. An id is that of the card or request; for a comment, that of its card.
-- _search: {query, text, spellings}, as for weir.search. _spelling: that of the page before, or null for the first page, which
-- takes the first one that matches anything. The index has the texts of all boards, so the texts of other boards count for
-- how many are too many. _own: all texts that the reader may read, one more than are listed where there are more; null: all of the
-- board. Others do not count, so that the spelling shows nothing of them. Readers of too many texts find only what they typed.
CREATE FUNCTION weir.match_text(
  _workspace uuid, _board uuid, _kinds public.search_kind[], _search jsonb, _spelling text, _own uuid[]
) RETURNS weir.text_match LANGUAGE plpgsql STABLE
  SET enable_seqscan = off SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  _most  constant integer := weir.most_matches();
  _match weir.text_match;
  _try   text;
  _texts integer;
BEGIN
  IF cardinality(_own) > _most THEN
    _match.spelling := 'typed';
    _match.words := _search ->> 'query';
    RETURN _match;
  END IF;
  FOREACH _try IN ARRAY CASE WHEN _spelling IS NULL THEN ARRAY['typed', 'corrected', 'similar'] ELSE ARRAY[_spelling] END LOOP
    _match.spelling := _try;
    IF _try = 'similar' THEN
      -- The threshold can be set once the library is loaded, which its first function does.
      PERFORM extensions.show_limit(), set_config('pg_trgm.word_similarity_threshold', '0.35', true);
      _match.words := NULL;
      SELECT array_agg(m.id) INTO _match.ids
        FROM (SELECT coalesce(t.card_id, t.id) AS id FROM public.search_texts t
               WHERE t.workspace_id = _workspace AND (_search ->> 'text') OPERATOR(extensions.<%) t.text
                 AND t.board_id = _board AND t.kind = ANY (_kinds) AND (_own IS NULL OR t.id = ANY (_own))
               LIMIT _most) m;
    ELSE
      _match.words := CASE _try WHEN 'typed' THEN _search ->> 'query'
                                ELSE weir.corrected_search(_workspace, _search -> 'spellings', _own, NULL)::text END;
      SELECT count(*), array_agg(coalesce(m.card_id, m.id)) FILTER (WHERE m.board_id = _board AND m.kind = ANY (_kinds))
        INTO _texts, _match.ids
        FROM (SELECT t.* FROM public.search_texts t
               WHERE t.workspace_id = _workspace AND t.words @@ to_tsquery('pg_catalog.simple', _match.words)
                 AND (_own IS NULL OR t.board_id = _board AND t.id = ANY (_own))
               LIMIT _most + 1) m;
      IF _texts > _most THEN
        _match.ids := NULL;
        RETURN _match;
      END IF;
    END IF;
    EXIT WHEN _match.ids IS NOT NULL;
  END LOOP;
  _match.ids := coalesce(_match.ids, '{}');
  RETURN _match;
END $$;

-- Whether a text of this id has the words. A scalar query, because PostgreSQL may read all rows for an EXISTS at once.
CREATE FUNCTION weir.has_words(_alias text, _words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT format('(SELECT s.words @@ to_tsquery(''pg_catalog.simple'', %2$L) FROM public.search_texts s
                   WHERE s.workspace_id = %1$s.workspace_id AND s.board_id = %1$s.board_id AND s.id = %1$s.id)', _alias, _words)
$$;
