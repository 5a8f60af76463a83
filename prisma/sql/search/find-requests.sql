-- A page of a board's requests by filters.

-- Filters combine. _f, each part optional: {reader: only the requests that this person asked for or watches; requesterIds: of
-- members and guests; answered: boolean; kinds: of answers; overdue: the current time; classes, updatedSince, search, number: see
-- weir.find_cards}. _sort: `number`, `updatedAt`, `answerBy` (of those that wait) or `answeredAt`.
CREATE FUNCTION weir.find_requests(
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

-- The requests that a person submitted or watches, up to _most.
CREATE FUNCTION weir.requests_of_reader(_workspace uuid, _board uuid, _reader uuid, _most integer) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY(
    SELECT r.id FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND coalesce(r.requester_id, r.guest_id) = _reader
     UNION ALL
    SELECT w.request_id FROM public.request_watchers w
     WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.user_id = _reader
     LIMIT _most);
END $$;
