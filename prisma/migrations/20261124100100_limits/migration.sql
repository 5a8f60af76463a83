-- What a limit counts, what a statement gained of it, and the rule.
--
-- This is in the way of every move, so it is written to be quick: a board's limits are read once, what the
-- moved cards change of each is worked out without a query, and only limits that gained are counted, each by
-- a scan of the columns that it concerns. Fields of a limit are handed on one by one, for taking them out of
-- the whole row for each card is most of the time.

-- Whether a card counts against a limit: the one definition in SQL (the other is in packages/domain, and a
-- test holds the two to one verdict). Limits of columns, groups and cells count what stands there, those of
-- lanes, persons, boards and classes what stands in active columns. Expedite cards have a limit of their
-- own and count in none of a column, group, lane or cell. Archived cards count nowhere, blocked ones
-- everywhere. First the limit's facts, then the card's: _active is whether its column is, _theirs whether it
-- is assigned to the person that the limit names.
CREATE FUNCTION weir.counts(
  _scope limit_scope, _of_column uuid, _of_columns uuid[], _of_swimlane uuid, _of_class class_of_service,
  _column uuid, _active boolean, _swimlane uuid, _class class_of_service, _archived_at timestamptz, _theirs boolean
) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _archived_at IS NULL AND CASE _scope
    WHEN 'column'         THEN _column = _of_column AND _class <> 'expedite'
    WHEN 'columns'        THEN _column = ANY (_of_columns) AND _class <> 'expedite'
    WHEN 'swimlane'       THEN _swimlane = _of_swimlane AND _class <> 'expedite'
                               AND CASE WHEN _of_column IS NULL THEN _active ELSE _column = _of_column END
    WHEN 'person'         THEN _active AND _theirs
    WHEN 'board'          THEN _active
    WHEN 'classOfService' THEN _active AND _class = _of_class
  END
$$;

-- ------------------------------------------------------------------------------------------- loads

-- The cards that count against a limit now. STABLE, so it reads the snapshot of the statement that calls
-- it: call it in a statement begun after the clock was taken. A limit without a board is a person's across
-- boards. _active: the active columns of the board, where the caller knows them.
CREATE FUNCTION weir.load(_limit wip_limits, _active uuid[] DEFAULT NULL) RETURNS integer LANGUAGE plpgsql STABLE AS $$
DECLARE
  _columns uuid[] := _active;
BEGIN
  IF _limit.board_id IS NULL THEN
    RETURN (
      SELECT count(*)
        FROM card_assignees a
        JOIN boards b  ON b.workspace_id = a.workspace_id AND b.id = a.board_id AND b.archived_at IS NULL
        JOIN cards c   ON c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id
        JOIN columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id
       WHERE a.workspace_id = _limit.workspace_id AND a.user_id = _limit.user_id
         AND weir.counts(_limit.scope, NULL, NULL, NULL, NULL,
                         c.column_id, k.kind = 'active', c.swimlane_id, c.class_of_service, c.archived_at, true));
  END IF;
  IF _limit.column_id IS NOT NULL THEN
    _columns := ARRAY[_limit.column_id];
  ELSIF _limit.scope = 'columns' THEN
    _columns := _limit.column_ids;
  ELSIF _columns IS NULL THEN
    _columns := ARRAY(SELECT k.id FROM columns k
                       WHERE k.workspace_id = _limit.workspace_id AND k.board_id = _limit.board_id AND k.kind = 'active');
  END IF;
  RETURN (
    SELECT count(*)
      FROM cards c
     WHERE c.workspace_id = _limit.workspace_id AND c.board_id = _limit.board_id AND c.column_id = ANY (_columns)
       AND c.archived_at IS NULL
       AND weir.counts(_limit.scope, _limit.column_id, _limit.column_ids, _limit.swimlane_id, _limit.class_of_service,
                       c.column_id, true, c.swimlane_id, c.class_of_service, c.archived_at,
                       (SELECT true FROM card_assignees a
                         WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id
                           AND a.user_id = _limit.user_id)));
END $$;

CREATE FUNCTION weir.load(_limit person_limits) RETURNS integer LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN weir.load(weir.across(_limit));
END $$;

-- A person's limit across boards as a limit without a board: it counts a card as theirs on its board would.
CREATE FUNCTION weir.across(_limit person_limits) RETURNS wip_limits LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  _alike wip_limits;
BEGIN
  _alike.workspace_id := _limit.workspace_id;
  _alike.id := _limit.id;
  _alike.scope := 'person';
  _alike.user_id := _limit.user_id;
  _alike.max := _limit.max;
  _alike.mode := _limit.mode;
  RETURN _alike;
END $$;

-- What a limit on this column counts, whether or not it has one.
CREATE FUNCTION weir.column_load(_column columns) RETURNS integer LANGUAGE plpgsql STABLE AS $$
DECLARE
  _alike wip_limits;
BEGIN
  _alike.workspace_id := _column.workspace_id;
  _alike.board_id := _column.board_id;
  _alike.scope := 'column';
  _alike.column_id := _column.id;
  RETURN weir.load(_alike);
END $$;

-- ------------------------------------------------------------------------------------------- gains

-- A card, where it stands after a statement and where it stood before: nothing of the one where it is gone,
-- of the other where it is new. `person`: it is about this assignee's limits alone, who came to it or left
-- it. `was_active` is whether the column was, where it turned under the card; `unsure` that where it stood
-- before may not be what it seems.
CREATE TYPE weir.move AS (
  workspace_id uuid, board_id uuid, card_id uuid, person uuid, unsure boolean,
  column_id uuid, swimlane_id uuid, class_of_service class_of_service, archived_at timestamptz,
  was_column_id uuid, was_swimlane_id uuid, was_class_of_service class_of_service, was_archived_at timestamptz,
  was_active boolean
);

-- The move of a card from where it stood to where it stands; either is null where there is none. One
-- expression, so the planner writes it in place of the call.
CREATE FUNCTION weir.move_of(
  _is cards, _was cards, _person uuid DEFAULT NULL, _unsure boolean DEFAULT NULL, _was_active boolean DEFAULT NULL
) RETURNS weir.move LANGUAGE sql IMMUTABLE AS $$
  SELECT ROW (coalesce(_is.workspace_id, _was.workspace_id), coalesce(_is.board_id, _was.board_id),
              coalesce(_is.id, _was.id), _person, _unsure,
              _is.column_id, _is.swimlane_id, _is.class_of_service, _is.archived_at,
              _was.column_id, _was.swimlane_id, _was.class_of_service, _was.archived_at,
              _was_active)::weir.move
$$;

-- Whether this transaction wrote the row with that xmin, in itself or in a subtransaction: of the rows that
-- can be seen, no other transaction's is in progress. Its numbers are not before the one of the transaction
-- (age is of that one, or of an earlier one), which spares nearly all rows the question. A number that only
-- looks later, for the count has come round since, is taken for ours: then a loss less is believed.
CREATE FUNCTION weir.is_in_progress(_xmin xid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
  _own   bigint := pg_current_xact_id()::text::bigint;
  _ahead bigint := (_xmin::text::bigint - _own) & 4294967295;
BEGIN
  RETURN _ahead < 2147483648 AND pg_xact_status((_own + _ahead)::text::xid8) = 'in progress';
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN true;
END $$;
CREATE FUNCTION weir.is_ours(_xmin xid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT age(_xmin) <= 0 AND weir.is_in_progress(_xmin)
$$;

-- What a limit gained by these moves of one board; null where they change nothing of what it counts.
--
-- One statement may write cards and also what they are counted by (who is assigned, the kind of a column,
-- whether a board is archived); then each of its triggers sees the other's rows as they have become. So a
-- loss is believed only where the rows by which the card was counted were not written in this transaction. A
-- gain is one under the rows as they have become, so none is missed. _active are the board's active columns,
-- _turned those that this transaction wrote.
CREATE FUNCTION weir.gain(
  _limit wip_limits, _moved weir.move[], _active uuid[], _turned uuid[]
) RETURNS integer LANGUAGE plpgsql STABLE AS $$
DECLARE
  _m       weir.move;
  _theirs  boolean := _limit.scope = 'person';
  _counts  boolean;
  _counted boolean;
  _gain    integer;
BEGIN
  FOREACH _m IN ARRAY _moved LOOP
    CONTINUE WHEN _m.person <> _limit.user_id OR (_m.person IS NOT NULL AND NOT _theirs);
    _counts := coalesce(weir.counts(
      _limit.scope, _limit.column_id, _limit.column_ids, _limit.swimlane_id, _limit.class_of_service,
      _m.column_id, _m.column_id = ANY (_active), _m.swimlane_id, _m.class_of_service, _m.archived_at, _theirs), false);
    _counted := coalesce(weir.counts(
      _limit.scope, _limit.column_id, _limit.column_ids, _limit.swimlane_id, _limit.class_of_service,
      _m.was_column_id, coalesce(_m.was_active, _m.was_column_id = ANY (_active)), _m.was_swimlane_id,
      _m.was_class_of_service, _m.was_archived_at, _theirs), false);
    CONTINUE WHEN _counts = _counted OR (_theirs AND NOT weir.is_theirs(_limit, _m));
    IF _counts THEN
      _gain := coalesce(_gain, 0) + 1;
    ELSIF _m.unsure OR _m.was_column_id = ANY (_turned) OR (_theirs AND NOT weir.was_theirs(_limit, _m)) THEN
      _gain := coalesce(_gain, 0);
    ELSE
      _gain := coalesce(_gain, 0) - 1;
    END IF;
  END LOOP;
  RETURN _gain;
END $$;

-- Whether a card is assigned to the person of a limit; and whether it was before, on a board that has neither
-- gone to the archive nor come back with it.
CREATE FUNCTION weir.is_theirs(_limit wip_limits, _m weir.move) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN _m.person IS NOT NULL OR EXISTS (
    SELECT FROM card_assignees a
     WHERE a.workspace_id = _m.workspace_id AND a.board_id = _m.board_id AND a.card_id = _m.card_id AND a.user_id = _limit.user_id);
END $$;
CREATE FUNCTION weir.was_theirs(_limit wip_limits, _m weir.move) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (_m.person IS NOT NULL OR EXISTS (
            SELECT FROM card_assignees a
             WHERE a.workspace_id = _m.workspace_id AND a.board_id = _m.board_id AND a.card_id = _m.card_id
               AND a.user_id = _limit.user_id AND NOT weir.is_ours(a.xmin)))
     AND (_limit.board_id IS NOT NULL OR EXISTS (
            SELECT FROM boards b WHERE b.workspace_id = _m.workspace_id AND b.id = _m.board_id AND NOT weir.is_ours(b.xmin)));
END $$;

-- ---------------------------------------------------------------------------------------- the rule

-- A limit that is over its maximum, with the load that it had before.
CREATE TYPE weir.over AS (
  workspace_id uuid, board_id uuid, id uuid, scope limit_scope, mode limit_mode, max integer, load integer, gain integer
);

-- Of the limits that gained by these moves of one board, those that are over their maximum now are refused,
-- or passed where their mode lets them. The rule "load <= max" stands here and nowhere else in SQL.
-- _across_alone: only limits of persons across boards feel it.
CREATE FUNCTION weir.hold_limits(
  _workspace uuid, _board uuid, _moved weir.move[], _across_alone boolean DEFAULT false
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _active uuid[];
  _turned uuid[];
  _limit  wip_limits;
  _gain   integer;
  _load   integer;
  _over   weir.over[];
BEGIN
  SELECT array_agg(k.id) FILTER (WHERE k.kind = 'active'), array_agg(k.id) FILTER (WHERE weir.is_ours(k.xmin))
    INTO _active, _turned
    FROM columns k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  FOR _limit IN
    SELECT l.* FROM wip_limits l WHERE l.workspace_id = _workspace AND l.board_id = _board AND NOT _across_alone
    UNION ALL
    -- Across boards those of whoever has, came to or left these cards, in the order in which they are locked. An
    -- archived board's cards don't count there.
    SELECT (a.alike).* FROM (
      SELECT weir.across(p) AS alike
        FROM person_limits p
       WHERE p.workspace_id = _workspace
         AND p.user_id = ANY (ARRAY(
           SELECT coalesce(m.person, a.user_id)
             FROM unnest(_moved) m
             LEFT JOIN card_assignees a
               ON m.person IS NULL AND a.workspace_id = m.workspace_id AND a.board_id = m.board_id AND a.card_id = m.card_id))
         AND EXISTS (SELECT FROM boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NULL)
       ORDER BY p.user_id
      OFFSET 0) a
  LOOP
    _gain := weir.gain(_limit, _moved, _active, _turned);
    IF _limit.board_id IS NULL AND _gain IS NOT NULL THEN
      PERFORM weir.hold_people(_workspace, ARRAY[_limit.user_id]);
      SELECT a.* INTO _limit FROM person_limits p, weir.across(p) a WHERE p.workspace_id = _workspace AND p.user_id = _limit.user_id;
      CONTINUE WHEN NOT FOUND;
    END IF;
    IF _gain > 0 THEN
      _load := weir.load(_limit, _active);
      IF _load > _limit.max THEN
        _over := _over || ROW (_workspace, _board, _limit.id, _limit.scope, _limit.mode, _limit.max, _load - _gain, _gain)::weir.over;
      END IF;
    END IF;
  END LOOP;
  IF _over IS NOT NULL THEN
    PERFORM weir.pass(_over);
  END IF;
END $$;

-- Moves of a whole statement, a board after the other.
CREATE FUNCTION weir.hold_moves(_moved weir.move[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _b record;
BEGIN
  IF cardinality(_moved) = 1 THEN
    PERFORM weir.hold_limits(_moved[1].workspace_id, _moved[1].board_id, _moved);
  ELSE
    FOR _b IN SELECT m.workspace_id, m.board_id, array_agg(m) AS moved FROM unnest(_moved) m GROUP BY 1, 2 ORDER BY 1, 2 LOOP
      PERFORM weir.hold_limits(_b.workspace_id, _b.board_id, _b.moved);
    END LOOP;
  END IF;
END $$;
