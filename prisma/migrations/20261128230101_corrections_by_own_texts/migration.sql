DROP FUNCTION weir.corrected_search(uuid, jsonb);
DROP FUNCTION weir.match_text(uuid, uuid, public.search_kind[], jsonb, text);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.corrected_search(_workspace uuid, _spellings jsonb, _own uuid[], _boards uuid[]) RETURNS tsquery LANGUAGE sql STABLE AS $$
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
          WHERE t.workspace_id = _workspace AND t.words @@ to_tsquery('pg_catalog.simple', s.query)
            AND (_own IS NULL OR t.id = ANY (_own)) AND (_boards IS NULL OR t.board_id = ANY (_boards))) f
       GROUP BY l.nth) w
$$;

CREATE OR REPLACE FUNCTION weir.search(
  _workspace uuid, _requester uuid, _query text, _text text, _key text, _number integer, _is_request boolean,
  _spellings jsonb DEFAULT NULL, _boards uuid[] DEFAULT NULL
) RETURNS SETOF weir.search_hit LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_custom_plan' AS $$
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
               AND (_boards IS NULL OR t.board_id = ANY (_boards))
             ORDER BY t.id DESC
             LIMIT 500) h;
    EXIT WHEN _try = 2 OR cardinality(_hits) > 0 OR _spellings IS NULL;
    _ts := weir.corrected_search(_workspace, _spellings, CASE WHEN _requester IS NOT NULL THEN _own END, _boards);
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

CREATE OR REPLACE FUNCTION weir.most_matches() RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 5000 $$;

CREATE OR REPLACE FUNCTION weir.match_text(
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

CREATE OR REPLACE FUNCTION weir.find_cards(
  _workspace uuid, _board uuid, _f jsonb, _sort text, _is_descending boolean, _after jsonb, _spelling text, _size integer
) RETURNS TABLE (numbers integer[], next jsonb, spelling text) LANGUAGE plpgsql STABLE AS $$
DECLARE
  _in_flight constant text := 'c.committed_at IS NOT NULL AND c.delivered_at IS NULL AND c.archived_at IS NULL';
  _open      constant text := 'c.archived_at IS NULL AND c.delivered_at IS NULL';
  _by_card   text := 'SELECT (SELECT c.number FROM public.cards c WHERE c.workspace_id = p.workspace_id AND c.board_id = p.board_id
                      AND c.id = p.card_id) FROM public.%1$I p WHERE p.workspace_id = %2$L AND p.board_id = %3$L AND %4$s';
  -- First all of a card, of which there are few, and then those that fit: an index on the second condition would find many cards.
  _of_card   text := '(SELECT true FROM (SELECT p.* FROM public.%1$I p WHERE p.workspace_id = c.workspace_id
                       AND p.board_id = c.board_id AND p.card_id = c.id OFFSET 0) p WHERE %2$s LIMIT 1)';
  _cards     text := weir.numbers_of_board(_workspace, _board, 'public.cards') || ' AND ';
  _match     weir.text_match;
  _page      weir.page_source;
  _where     text[] := '{}';
  _sets      text[] := '{}';
  _part      text;
BEGIN
  IF _f ? 'search' THEN
    _match := weir.match_text(_workspace, _board, '{card,comment}', _f -> 'search', _spelling, NULL);
    IF _match.ids IS NULL THEN
      _where := _where || format(
        '(%s IS TRUE OR (SELECT true FROM public.comments m WHERE m.workspace_id = c.workspace_id AND m.board_id = c.board_id
                           AND m.card_id = c.id AND %s LIMIT 1) IS TRUE OR c.number = %L::integer)',
        weir.has_words('c', _match.words), weir.has_words('m', _match.words), _f ->> 'number');
    ELSE
      _where := _where || format('(c.id = ANY (%L::uuid[]) OR c.number = %L::integer)', _match.ids, _f ->> 'number');
      _sets := _sets || format(
        'SELECT c.number FROM public.cards c WHERE c.workspace_id = %1$L AND c.board_id = %2$L AND c.id = ANY (%3$L::uuid[])
          UNION ALL
         SELECT %4$L::integer WHERE %4$L IS NOT NULL', _workspace, _board, _match.ids, _f ->> 'number');
    END IF;
  END IF;
  IF _f ? 'assigneeIds' THEN
    IF _f -> 'assigneeIds' = '[]' THEN
      _where := _where || format(_of_card || ' IS NULL', 'card_assignees', 'true');
    ELSE
      _part := format('p.user_id = ANY (%s)', weir.listed(_f -> 'assigneeIds', 'uuid'));
      _where := _where || format(_of_card, 'card_assignees', _part);
      _sets := _sets || format(_by_card, 'card_assignees', _workspace, _board, _part);
    END IF;
  END IF;
  IF _f ? 'labelIds' THEN
    _part := format('p.label_id = ANY (%s)', weir.listed(_f -> 'labelIds', 'uuid'));
    _where := _where || format(_of_card, 'card_labels', _part);
    _sets := _sets || format(_by_card, 'card_labels', _workspace, _board, _part);
  END IF;
  IF _f ? 'blocked' THEN
    _part := format(_of_card, 'card_blocks', 'p.unblocked_at IS NULL');
    _where := _where || CASE WHEN (_f ->> 'blocked')::boolean THEN _part ELSE _part || ' IS NULL' END;
    IF (_f ->> 'blocked')::boolean THEN
      _sets := _sets || format(_by_card, 'card_blocks', _workspace, _board, 'p.unblocked_at IS NULL');
    END IF;
  END IF;
  IF _f ? 'committedFrom' OR _f ? 'committedTo' THEN
    _part := concat_ws(' AND ', _in_flight,
      CASE WHEN _f ? 'committedFrom' THEN format('c.committed_at >= %L::timestamptz', _f ->> 'committedFrom') END,
      CASE WHEN _f ? 'committedTo' THEN format('c.committed_at <= %L::timestamptz', _f ->> 'committedTo') END);
    _where := _where || _part;
    _sets := _sets || (_cards || _part);
  END IF;
  IF _f ? 'due' AND NOT (_f ->> 'due')::boolean THEN
    _where := _where || 'c.due_on IS NULL'::text;
  ELSIF _f ?| '{due,dueFrom,dueTo}' THEN
    _part := concat_ws(' AND ', 'c.due_on IS NOT NULL',
      CASE WHEN _f ? 'dueFrom' THEN format('c.due_on >= %L::date', _f ->> 'dueFrom') END,
      CASE WHEN _f ? 'dueTo' THEN format('c.due_on <= %L::date', _f ->> 'dueTo') END);
    _where := _where || _part;
    _sets := _sets || (_cards || _part);
  END IF;
  IF _f ? 'updatedSince' THEN
    _part := format('c.updated_at >= %L::timestamptz', _f ->> 'updatedSince');
    _where := _where || _part;
    _sets := _sets || (_cards || _part);
  END IF;
  IF _f ? 'columnIds' THEN
    _part := format('c.column_id = ANY (%s)', weir.listed(_f -> 'columnIds', 'uuid'));
    _where := _where || _part;
    IF NOT (_f ->> 'archived')::boolean THEN
      _sets := _sets || (_cards || _part || ' AND c.archived_at IS NULL');
    END IF;
  END IF;
  IF _f ? 'swimlaneIds' THEN
    IF _f -> 'swimlaneIds' = '[]' THEN
      _where := _where || 'c.swimlane_id IS NULL'::text;
    ELSE
      _part := format('c.swimlane_id = ANY (%s)', weir.listed(_f -> 'swimlaneIds', 'uuid'));
      _where := _where || _part;
      _sets := _sets || (_cards || _part);
    END IF;
  END IF;
  IF _f ? 'classes' THEN
    _part := format('c.class_of_service = ANY (%s)', weir.listed(_f -> 'classes', 'public.class_of_service'));
    _where := _where || _part;
    IF NOT _f -> 'classes' ? 'standard' THEN
      _sets := _sets || (_cards || _part || ' AND c.class_of_service <> ''standard''');
    END IF;
  END IF;
  IF _f ? 'archived' THEN
    _where := _where || format('c.archived_at IS %s NULL', CASE WHEN (_f ->> 'archived')::boolean THEN 'NOT' END);
  END IF;
  IF _f ? 'delivered' THEN
    _where := _where || format('c.delivered_at IS %s NULL', CASE WHEN (_f ->> 'delivered')::boolean THEN 'NOT' END);
  END IF;
  _sets := _sets || CASE
    WHEN (_f ->> 'archived')::boolean THEN ARRAY[_cards || 'c.archived_at IS NOT NULL']
    WHEN (_f ->> 'delivered')::boolean THEN ARRAY[_cards || 'c.delivered_at IS NOT NULL']
    WHEN NOT (_f ->> 'archived')::boolean AND NOT (_f ->> 'delivered')::boolean THEN ARRAY[_cards || _open]
    ELSE '{}' END;

  _page.source := 'public.cards';
  _page.conditions := coalesce(nullif(array_to_string(_where, ' AND '), ''), 'true');
  _page.sets := _sets;
  _page.is_descending := _is_descending;
  SELECT s.key, s.key_type, s.has_key, s.walk INTO _page.key, _page.key_type, _page.has_key, _page.walk
    FROM (VALUES ('number', 'c.number', 'integer', NULL, NULL),
                 ('updatedAt', 'c.updated_at', 'timestamptz', NULL, NULL),
                 ('dueOn', 'c.due_on', 'date', 'c.due_on IS NOT NULL', NULL),
                 ('committedAt', 'c.committed_at', 'timestamptz', _in_flight, NULL),
                 ('deliveredAt', 'c.delivered_at', 'timestamptz', 'c.delivered_at IS NOT NULL', NULL),
                 ('position', 'c.rank', 'numeric', NULL,
                  format('c.archived_at IS NULL AND c.column_id = %L::uuid', _f -> 'columnIds' ->> 0))) s (name, key, key_type, has_key, walk)
   WHERE s.name = _sort;
  RETURN QUERY SELECT p.numbers, p.next, _match.spelling FROM weir.read_page(_workspace, _board, _page, _after, _size) p;
END $$;

CREATE OR REPLACE FUNCTION weir.find_requests(
  _workspace uuid, _board uuid, _f jsonb, _sort text, _is_descending boolean, _after jsonb, _spelling text, _size integer
) RETURNS TABLE (numbers integer[], next jsonb, spelling text) LANGUAGE plpgsql STABLE AS $$
DECLARE
  _waiting  constant text := 'c.answered_at IS NULL';
  _requests text := weir.numbers_of_board(_workspace, _board, 'public.requests') || ' AND ';
  _match    weir.text_match;
  _page     weir.page_source;
  _where    text[] := '{}';
  _sets     text[] := '{}';
  _part     text;
BEGIN
  IF _f ? 'search' THEN
    _match := weir.match_text(_workspace, _board, '{request}', _f -> 'search', _spelling, CASE WHEN _f ? 'reader' THEN
      weir.requests_of_reader(_workspace, _board, (_f ->> 'reader')::uuid, weir.most_matches() + 1) END);
    IF _match.ids IS NULL THEN
      _where := _where || format('(%s IS TRUE OR c.number = %L::integer)', weir.has_words('c', _match.words), _f ->> 'number');
    ELSE
      _where := _where || format('(c.id = ANY (%L::uuid[]) OR c.number = %L::integer)', _match.ids, _f ->> 'number');
      _sets := _sets || format(
        'SELECT c.number FROM public.requests c WHERE c.workspace_id = %1$L AND c.board_id = %2$L AND c.id = ANY (%3$L::uuid[])
          UNION ALL
         SELECT %4$L::integer WHERE %4$L IS NOT NULL', _workspace, _board, _match.ids, _f ->> 'number');
    END IF;
  END IF;
  IF _f ? 'requesterIds' THEN
    _part := format('coalesce(c.requester_id, c.guest_id) = ANY (%s)', weir.listed(_f -> 'requesterIds', 'uuid'));
    _where := _where || _part;
    _sets := _sets || (_requests || _part);
  END IF;
  IF _f ? 'reader' THEN
    _where := _where || format(
      '(c.requester_id = %1$L OR (SELECT true FROM public.request_watchers w
          WHERE w.workspace_id = c.workspace_id AND w.board_id = c.board_id AND w.request_id = c.id AND w.user_id = %1$L LIMIT 1))',
      _f ->> 'reader');
    _sets := _sets || format(
      '(%1$s coalesce(c.requester_id, c.guest_id) = %4$L::uuid LIMIT %5$s)
         UNION ALL
       SELECT (SELECT c.number FROM public.requests c WHERE c.workspace_id = w.workspace_id AND c.board_id = w.board_id AND c.id = w.request_id)
         FROM public.request_watchers w WHERE w.workspace_id = %2$L AND w.board_id = %3$L AND w.user_id = %4$L',
      _requests, _workspace, _board, _f ->> 'reader', weir.most_rows_of_page() + 1);
  END IF;
  IF _f ? 'answered' THEN
    _where := _where || format('c.answered_at IS %s NULL', CASE WHEN (_f ->> 'answered')::boolean THEN 'NOT' END);
    IF NOT (_f ->> 'answered')::boolean THEN
      _sets := _sets || (_requests || _waiting);
    END IF;
  END IF;
  IF _f ? 'overdue' THEN
    _where := _where || format('%s AND c.answer_by <= coalesce(c.paused_at, %L::timestamptz)', _waiting, _f ->> 'overdue');
    _sets := _sets || (_requests || format('%s AND c.answer_by <= %L::timestamptz', _waiting, _f ->> 'overdue'));
  END IF;
  IF _f ? 'kinds' THEN
    _where := _where || format(
      '(SELECT a.kind = ANY (%s) FROM public.answers a
         WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.request_id = c.id)',
      weir.listed(_f -> 'kinds', 'public.answer_kind'));
  END IF;
  IF _f ? 'updatedSince' THEN
    _part := format('c.updated_at >= %L::timestamptz', _f ->> 'updatedSince');
    _where := _where || _part;
    _sets := _sets || (_requests || _part);
  END IF;
  IF _f ? 'classes' THEN
    _part := format('c.class_of_service = ANY (%s)', weir.listed(_f -> 'classes', 'public.class_of_service'));
    _where := _where || _part;
    IF NOT _f -> 'classes' ? 'standard' THEN
      _sets := _sets || (_requests || _part || ' AND c.class_of_service <> ''standard''');
    END IF;
  END IF;

  _page.source := 'public.requests';
  _page.conditions := coalesce(nullif(array_to_string(_where, ' AND '), ''), 'true');
  _page.sets := _sets;
  _page.is_descending := _is_descending;
  SELECT s.key, s.key_type, s.has_key INTO _page.key, _page.key_type, _page.has_key
    FROM (VALUES ('number', 'c.number', 'integer', NULL),
                 ('updatedAt', 'c.updated_at', 'timestamptz', NULL),
                 ('answerBy', 'c.answer_by', 'timestamptz', _waiting),
                 ('answeredAt', 'c.answered_at', 'timestamptz', 'c.answered_at IS NOT NULL')) s (name, key, key_type, has_key)
   WHERE s.name = _sort;
  RETURN QUERY SELECT p.numbers, p.next, _match.spelling FROM weir.read_page(_workspace, _board, _page, _after, _size) p;
END $$;

CREATE OR REPLACE FUNCTION weir.requests_of_reader(_workspace uuid, _board uuid, _reader uuid, _most integer) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY(
    SELECT r.id FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND coalesce(r.requester_id, r.guest_id) = _reader
     UNION ALL
    SELECT w.request_id FROM public.request_watchers w
     WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.user_id = _reader
     LIMIT _most);
END $$;
