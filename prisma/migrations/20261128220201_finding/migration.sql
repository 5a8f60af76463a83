SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.text_match AS (
  spelling text,
  words text,
  ids uuid[]
);

CREATE TYPE weir.page_source AS (
  source text,
  conditions text,
  sets text[],
  key text,
  key_type text,
  has_key text,
  walk text,
  is_descending boolean
);

CREATE OR REPLACE FUNCTION weir.date_update()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _at timestamptz := coalesce((nullif(current_setting('weir.override', true), '')::jsonb ->> 'now')::timestamptz, clock_timestamp());
BEGIN
  NEW.updated_at := CASE WHEN TG_OP = 'UPDATE' THEN greatest(_at, OLD.updated_at) ELSE _at END;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION weir.listed(_values jsonb, _type text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT format('%L::%s[]', ARRAY(SELECT jsonb_array_elements_text(_values)), _type)
$function$;

CREATE OR REPLACE FUNCTION weir.find_cards(_workspace uuid, _board uuid, _f jsonb, _sort text, _is_descending boolean, _after jsonb, _spelling text, _size integer)
 RETURNS TABLE(numbers integer[], next jsonb, spelling text)
 LANGUAGE plpgsql
 STABLE
AS $function$
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
    _match := weir.match_text(_workspace, _board, '{card,comment}', _f -> 'search', _spelling);
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
END $function$;

CREATE OR REPLACE FUNCTION weir.find_requests(_workspace uuid, _board uuid, _f jsonb, _sort text, _is_descending boolean, _after jsonb, _spelling text, _size integer)
 RETURNS TABLE(numbers integer[], next jsonb, spelling text)
 LANGUAGE plpgsql
 STABLE
AS $function$
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
    _match := weir.match_text(_workspace, _board, '{request}', _f -> 'search', _spelling);
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
END $function$;

CREATE OR REPLACE FUNCTION weir.match_text(_workspace uuid, _board uuid, _kinds public.search_kind[], _search jsonb, _spelling text)
 RETURNS weir.text_match
 LANGUAGE plpgsql
 STABLE
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
DECLARE
  _most  constant integer := 5000;
  _match weir.text_match;
  _try   text;
  _texts integer;
BEGIN
  FOREACH _try IN ARRAY CASE WHEN _spelling IS NULL THEN ARRAY['typed', 'corrected', 'similar'] ELSE ARRAY[_spelling] END LOOP
    _match.spelling := _try;
    IF _try = 'similar' THEN
      -- The threshold can be set once the library is loaded, which its first function does.
      PERFORM extensions.show_limit(), set_config('pg_trgm.word_similarity_threshold', '0.35', true);
      _match.words := NULL;
      SELECT array_agg(m.id) INTO _match.ids
        FROM (SELECT coalesce(t.card_id, t.id) AS id FROM public.search_texts t
               WHERE t.workspace_id = _workspace AND (_search ->> 'text') OPERATOR(extensions.<%) t.text
                 AND t.board_id = _board AND t.kind = ANY (_kinds)
               LIMIT _most) m;
    ELSE
      _match.words := CASE _try WHEN 'typed' THEN _search ->> 'query'
                                ELSE weir.corrected_search(_workspace, _search -> 'spellings')::text END;
      SELECT count(*), array_agg(coalesce(m.card_id, m.id)) FILTER (WHERE m.board_id = _board AND m.kind = ANY (_kinds))
        INTO _texts, _match.ids
        FROM (SELECT t.* FROM public.search_texts t
               WHERE t.workspace_id = _workspace AND t.words @@ to_tsquery('pg_catalog.simple', _match.words)
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
END $function$;

CREATE OR REPLACE FUNCTION weir.has_words(_alias text, _words text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT format('(SELECT s.words @@ to_tsquery(''pg_catalog.simple'', %2$L) FROM public.search_texts s
                   WHERE s.workspace_id = %1$s.workspace_id AND s.board_id = %1$s.board_id AND s.id = %1$s.id)', _alias, _words)
$function$;

CREATE OR REPLACE FUNCTION weir.most_rows_of_page()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT 1000 $function$;

CREATE OR REPLACE FUNCTION weir.read_page(_workspace uuid, _board uuid, _page weir.page_source, _after jsonb, _size integer)
 RETURNS TABLE(numbers integer[], next jsonb)
 LANGUAGE plpgsql
 STABLE
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_sort TO 'off'
AS $function$
DECLARE
  _set   text;
  _found integer[];
BEGIN
  FOREACH _set IN ARRAY _page.sets || weir.numbers_of_board(_workspace, _board, _page.source) LOOP
    EXECUTE format('SELECT coalesce(array_agg(s.number), ''{}'') FROM (%s LIMIT %s) s (number)', _set, weir.most_rows_of_page() + 1)
       INTO _found;
    IF cardinality(_found) <= weir.most_rows_of_page() THEN
      RETURN QUERY SELECT p.* FROM weir.page_of_set(_workspace, _board, _page, _found, _after, _size) p;
      RETURN;
    END IF;
  END LOOP;
  RETURN QUERY SELECT p.* FROM weir.walked_page(_workspace, _board, _page, _after, _size) p;
END $function$;

CREATE OR REPLACE FUNCTION weir.numbers_of_board(_workspace uuid, _board uuid, _source text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT format('SELECT c.number FROM %s c WHERE c.workspace_id = %L AND c.board_id = %L', _source, _workspace, _board)
$function$;

CREATE OR REPLACE FUNCTION weir.keys_after(_page weir.page_source, _after jsonb, _key text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN _after IS NULL THEN 'true'
              WHEN _after ->> 'key' IS NULL THEN 'false'
              ELSE format('(%s, c.number) %s (%L::%s, %L::integer)', _key, CASE WHEN _page.is_descending THEN '<' ELSE '>' END,
                          _after ->> 'key', _page.key_type, _after ->> 'number') END
$function$;

CREATE OR REPLACE FUNCTION weir.numbers_after(_page weir.page_source, _after jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN _after IS NULL OR _after ->> 'key' IS NOT NULL THEN 'true'
              ELSE format('c.number %s %L::integer', CASE WHEN _page.is_descending THEN '<' ELSE '>' END, _after ->> 'number') END
$function$;

CREATE OR REPLACE FUNCTION weir.page_of_set(_workspace uuid, _board uuid, _page weir.page_source, _found integer[], _after jsonb, _size integer)
 RETURNS TABLE(numbers integer[], next jsonb)
 LANGUAGE plpgsql
 STABLE
 SET enable_sort TO 'on'
AS $function$
DECLARE
  _key text := CASE WHEN _page.has_key IS NULL THEN _page.key ELSE format('(CASE WHEN %s THEN %s END)', _page.has_key, _page.key) END;
  _dir text := CASE WHEN _page.is_descending THEN 'DESC' ELSE 'ASC' END;
BEGIN
  RETURN QUERY EXECUTE format(
    $q$WITH known AS MATERIALIZED (
         SELECT c.* FROM %1$s c WHERE c.workspace_id = $1 AND c.board_id = $2 AND c.number = ANY ($3)
       ), page AS (
         SELECT c.number, (%2$s)::text AS key, row_number() OVER (ORDER BY (%2$s) IS NULL, %2$s %3$s, c.number %3$s) AS n
           FROM known c
          WHERE (%4$s) AND CASE WHEN (%2$s) IS NULL THEN %5$s ELSE %6$s END
          ORDER BY n
          LIMIT $4 + 1
       )
       SELECT coalesce(array_agg(p.number ORDER BY p.n) FILTER (WHERE p.n <= $4), '{}'),
              CASE WHEN count(*) > $4 THEN (
                SELECT jsonb_build_object('key', l.key, 'number', l.number) FROM page l WHERE l.n = $4) END
         FROM page p$q$,
    _page.source, _key, _dir, _page.conditions, weir.numbers_after(_page, _after), weir.keys_after(_page, _after, _key))
    USING _workspace, _board, _found, _size;
END $function$;

CREATE OR REPLACE FUNCTION weir.walked_page(_workspace uuid, _board uuid, _page weir.page_source, _after jsonb, _size integer)
 RETURNS TABLE(numbers integer[], next jsonb)
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _dir      text    := CASE WHEN _page.is_descending THEN 'DESC' ELSE 'ASC' END;
  _has_keys boolean := _after IS NULL OR _after ->> 'key' IS NOT NULL;
  _looked   integer := 0;
  _row      record;
BEGIN
  numbers := '{}';
  LOOP
    FOR _row IN EXECUTE CASE WHEN _has_keys
      THEN format(
        $q$SELECT c.number, (%1$s)::text AS key, (%2$s) IS TRUE AS fits
             FROM (SELECT c.* FROM %3$s c WHERE c.workspace_id = $1 AND c.board_id = $2 AND %4$s AND %5$s AND %6$s
                    ORDER BY %1$s %7$s, c.number %7$s LIMIT $3) c$q$,
        _page.key, _page.conditions, _page.source, coalesce(_page.has_key, 'true'), coalesce(_page.walk, 'true'),
        weir.keys_after(_page, _after, _page.key), _dir)
      ELSE format(
        $q$SELECT c.number, NULL::text AS key, (NOT (%1$s) AND (%2$s)) IS TRUE AS fits
             FROM (SELECT c.* FROM %3$s c WHERE c.workspace_id = $1 AND c.board_id = $2 AND %4$s
                    ORDER BY c.number %5$s LIMIT $3) c$q$,
        _page.has_key, _page.conditions, _page.source, weir.numbers_after(_page, _after), _dir) END
      USING _workspace, _board, weir.most_rows_of_page() - _looked
    LOOP
      IF _row.fits AND cardinality(numbers) = _size THEN
        next := _after;
        RETURN NEXT;
        RETURN;
      END IF;
      IF _row.fits THEN
        numbers := numbers || _row.number;
      END IF;
      _looked := _looked + 1;
      _after := jsonb_build_object('key', _row.key, 'number', _row.number);
    END LOOP;
    IF _looked = weir.most_rows_of_page() THEN
      next := _after;
      EXIT;
    END IF;
    EXIT WHEN _page.has_key IS NULL OR NOT _has_keys;
    _has_keys := false;
    _after := jsonb_build_object('key', NULL, 'number', CASE WHEN _page.is_descending THEN 2147483647 ELSE 0 END);
  END LOOP;
  RETURN NEXT;
END $function$;

CREATE TRIGGER date_inserted BEFORE INSERT ON public.cards FOR EACH ROW EXECUTE FUNCTION weir.date_update();

CREATE TRIGGER date_updated BEFORE UPDATE ON public.cards FOR EACH ROW WHEN ((new.version IS DISTINCT FROM old.version)) EXECUTE FUNCTION weir.date_update();

CREATE TRIGGER date_inserted BEFORE INSERT ON public.requests FOR EACH ROW EXECUTE FUNCTION weir.date_update();

CREATE TRIGGER date_updated BEFORE UPDATE ON public.requests FOR EACH ROW WHEN (((new.version <> old.version) OR (new.title <> old.title) OR (new.description <> old.description) OR (new.class_of_service <> old.class_of_service) OR (new.needed_by IS DISTINCT FROM old.needed_by) OR (new.answered_at IS DISTINCT FROM old.answered_at))) EXECUTE FUNCTION weir.date_update();
