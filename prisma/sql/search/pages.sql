-- Pages of a board's cards or requests by filters. No page reads more than a bounded number of rows, however large the board is
-- and whatever the filters are: a filter that few rows pass has an index, and is read by it, and otherwise the page looks at the
-- next rows in the order of its sort. So it can have fewer items than asked for, even none, before the last page.

-- How a page is read: SQL of the table, the filters, the sort. All of them name a row `c`.
--   conditions  what the rows of the page fulfil
--   sets        queries of the numbers of rows, each by an index, and each with all rows that fulfil the conditions
--   key         the column of the sort, and key_type its type; the order of equal ones is that of their numbers
--   has_key     which rows are sorted by it; the others come after them by their numbers. Null: all
--   walk        what else the index of the sort asks for; all rows that fulfil the conditions fulfil it too
CREATE TYPE weir.page_source AS (
  source text, conditions text, sets text[], key text, key_type text, has_key text, walk text, is_descending boolean
);

-- How many rows a page looks at, and how many a set may have.
CREATE FUNCTION weir.most_rows_of_page() RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 1000 $$;

-- The numbers of the next rows, at most _size of them, and where the page after them begins: null at the end. _after: where this
-- one begins, as an earlier call gave it, or null. {key, number}; the key is null after the rows that have one.
--
-- Nothing is sorted but a set: a plan that sorts would read all rows first. Without statistics PostgreSQL makes such plans.
CREATE FUNCTION weir.read_page(
  _workspace uuid, _board uuid, _page weir.page_source, _after jsonb, _size integer
) RETURNS TABLE (numbers integer[], next jsonb) LANGUAGE plpgsql STABLE
  SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
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
END $$;

CREATE FUNCTION weir.numbers_of_board(_workspace uuid, _board uuid, _source text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT format('SELECT c.number FROM %s c WHERE c.workspace_id = %L AND c.board_id = %L', _source, _workspace, _board)
$$;

-- Which rows with a key come after a place in the order of a page.
CREATE FUNCTION weir.keys_after(_page weir.page_source, _after jsonb, _key text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _after IS NULL THEN 'true'
              WHEN _after ->> 'key' IS NULL THEN 'false'
              ELSE format('(%s, c.number) %s (%L::%s, %L::integer)', _key, CASE WHEN _page.is_descending THEN '<' ELSE '>' END,
                          _after ->> 'key', _page.key_type, _after ->> 'number') END
$$;

-- Which rows without a key come after it.
CREATE FUNCTION weir.numbers_after(_page weir.page_source, _after jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _after IS NULL OR _after ->> 'key' IS NOT NULL THEN 'true'
              ELSE format('c.number %s %L::integer', CASE WHEN _page.is_descending THEN '<' ELSE '>' END, _after ->> 'number') END
$$;

-- A page from rows whose numbers are known.
CREATE FUNCTION weir.page_of_set(
  _workspace uuid, _board uuid, _page weir.page_source, _found integer[], _after jsonb, _size integer
) RETURNS TABLE (numbers integer[], next jsonb) LANGUAGE plpgsql STABLE SET enable_sort = on AS $$
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
END $$;

-- A page by the index of its sort. Rows without a key are read by their numbers, after the others.
CREATE FUNCTION weir.walked_page(
  _workspace uuid, _board uuid, _page weir.page_source, _after jsonb, _size integer
) RETURNS TABLE (numbers integer[], next jsonb) LANGUAGE plpgsql STABLE AS $$
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
END $$;
