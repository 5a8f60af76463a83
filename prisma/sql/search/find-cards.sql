-- A page of a board's cards by filters.

-- The SQL of a list of ids or names.
CREATE FUNCTION weir.listed(_values jsonb, _type text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT format('%L::%s[]', ARRAY(SELECT jsonb_array_elements_text(_values)), _type)
$$;

-- Filters combine. _f, each part optional: {archived, delivered, blocked: booleans; columnIds, labelIds, classes: one of them;
-- swimlaneIds, assigneeIds: one of them, and an empty list for cards without any; due: whether there is a date; dueFrom, dueTo;
-- committedFrom, committedTo: of cards in flight; sle: one of [{class, columnId, from, before}], of cards in flight by their commitment,
-- where what is null does not matter; updatedSince; search: see weir.match_text; number: what the search names by
-- its ref}. _sort: `number`, `updatedAt`, `dueOn`, `committedAt` (of cards in flight), `deliveredAt`, or `position`, which
-- needs one column and cards that are not archived. _after, next: see weir.read_page. spelling: see weir.match_text.
CREATE FUNCTION weir.find_cards(
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
  IF _f ? 'sle' THEN
    _part := _in_flight || format(
      ' AND (SELECT true FROM jsonb_to_recordset(%L) x (class public.class_of_service, "columnId" uuid, "from" timestamptz, before timestamptz)
              WHERE x.class = c.class_of_service AND coalesce(x."columnId" = c.column_id, true)
                AND coalesce(c.committed_at >= x."from", true) AND coalesce(c.committed_at < x.before, true) LIMIT 1)', _f -> 'sle');
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
