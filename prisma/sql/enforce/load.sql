-- What a limit counts.

-- Whether a card counts against a limit. This is the only definition in SQL. packages/domain has the other, and a
-- test compares the two. Limits of columns, column groups and cells count the cards there. Limits of lanes, persons,
-- boards and classes count the cards in active columns. Expedite cards have a limit of their own and do not count
-- against a column, group, lane or cell. Archived cards never count; blocked cards always do. The limit's facts come
-- first, then the card's. _active: whether the card's column is active. _assigned: whether the card is assigned to
-- the limit's person.
CREATE FUNCTION weir.is_counted(
  _scope public.limit_scope, _of_column uuid, _of_columns uuid[], _of_swimlane uuid, _of_class public.class_of_service,
  _column uuid, _active boolean, _swimlane uuid, _class public.class_of_service, _archived_at timestamptz, _assigned boolean
) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _archived_at IS NULL AND CASE _scope
    WHEN 'column'         THEN _column = _of_column AND _class <> 'expedite'
    WHEN 'columns'        THEN _column = ANY (_of_columns) AND _class <> 'expedite'
    WHEN 'swimlane'       THEN _swimlane = _of_swimlane AND _class <> 'expedite'
                               AND CASE WHEN _of_column IS NULL THEN _active ELSE _column = _of_column END
    WHEN 'person'         THEN _active AND _assigned
    WHEN 'board'          THEN _active
    WHEN 'classOfService' THEN _active AND _class = _of_class
  END
$$;

-- Counts the cards that a limit covers now. STABLE: it reads the snapshot of the calling statement, so call it in
-- a statement that began after the clock was taken. A limit without a board is a person's limit across boards.
-- _active: the board's active columns, where the caller knows them. It counts column by column, each of which PostgreSQL can
-- read by cards_in_column; on a small board it may read all cards instead.
CREATE FUNCTION weir.load(_limit public.wip_limits, _active uuid[] DEFAULT NULL) RETURNS integer LANGUAGE plpgsql STABLE AS $$
DECLARE
  _columns uuid[] := _active;
BEGIN
  IF _limit.board_id IS NULL THEN
    RETURN (
      SELECT count(*)
        FROM public.card_assignees a
        JOIN public.boards b  ON b.workspace_id = a.workspace_id AND b.id = a.board_id AND b.archived_at IS NULL
        JOIN public.cards c   ON c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id
        JOIN public.columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id
       WHERE a.workspace_id = _limit.workspace_id AND a.user_id = _limit.user_id
         AND weir.is_counted(_limit.scope, NULL, NULL, NULL, NULL,
                         c.column_id, k.kind = 'active', c.swimlane_id, c.class_of_service, c.archived_at, true));
  END IF;
  IF _limit.column_id IS NOT NULL THEN
    _columns := ARRAY[_limit.column_id];
  ELSIF _limit.scope = 'columns' THEN
    _columns := _limit.column_ids;
  ELSIF _columns IS NULL THEN
    _columns := ARRAY(SELECT k.id FROM public.columns k
                       WHERE k.workspace_id = _limit.workspace_id AND k.board_id = _limit.board_id AND k.kind = 'active');
  END IF;
  RETURN (
    SELECT count(*)
      FROM unnest(_columns) k (id)
     CROSS JOIN LATERAL (
       SELECT FROM public.cards c
        WHERE c.workspace_id = _limit.workspace_id AND c.board_id = _limit.board_id AND c.column_id = k.id
          AND c.archived_at IS NULL
          AND weir.is_counted(_limit.scope, _limit.column_id, _limit.column_ids, _limit.swimlane_id, _limit.class_of_service,
                          c.column_id, true, c.swimlane_id, c.class_of_service, NULL,
                          (SELECT true FROM public.card_assignees a
                            WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id
                              AND a.user_id = _limit.user_id))
       OFFSET 0) counted);
END $$;

CREATE FUNCTION weir.load(_limit public.person_limits) RETURNS integer LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN weir.load(weir.limit_across_boards(_limit));
END $$;

-- A person's limit across boards, as a wip_limits row without a board.
CREATE FUNCTION weir.limit_across_boards(_limit public.person_limits) RETURNS public.wip_limits LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  _as_limit public.wip_limits;
BEGIN
  _as_limit.workspace_id := _limit.workspace_id;
  _as_limit.id := _limit.id;
  _as_limit.scope := 'person';
  _as_limit.user_id := _limit.user_id;
  _as_limit.max := _limit.max;
  _as_limit.mode := _limit.mode;
  RETURN _as_limit;
END $$;

-- The load of a limit, and what a limit on a column would count, whether or not it has one: for readers. Their plans are
-- kept, because a board has many of them and planning one takes longer than counting. They use no sequential scan, because
-- a plan that was made while the table was small would be kept while it grows.
CREATE FUNCTION weir.limit_load(_limit public.wip_limits) RETURNS integer LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  RETURN weir.load(_limit);
END $$;

CREATE FUNCTION weir.limit_load(_limit public.person_limits) RETURNS integer LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  RETURN weir.load(_limit);
END $$;

CREATE FUNCTION weir.column_load(_column public.columns) RETURNS integer LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
DECLARE
  _as_limit public.wip_limits;
BEGIN
  _as_limit.workspace_id := _column.workspace_id;
  _as_limit.board_id := _column.board_id;
  _as_limit.scope := 'column';
  _as_limit.column_id := _column.id;
  RETURN weir.load(_as_limit);
END $$;
