-- How much a limit gained by a statement. This runs on every move, so it is written for speed: a board's limits are read
-- once, the effect of the changed cards on each is computed without a query, and only limits that gained are counted, by
-- a scan of the columns concerned. Fields of a limit are passed one by one, because unpacking the whole row for each card
-- takes most of the time.

-- A card after a statement and before it. The new half is null for a deleted card, the old half for a new one.
-- `person`: the change concerns only this person's limits, because they were assigned or unassigned. `was_active`:
-- whether the old column was active, where the column itself changed kind. `was_uncertain`: the old half may not be
-- what it seems.
CREATE TYPE weir.card_change AS (
  workspace_id uuid, board_id uuid, card_id uuid, person uuid, was_uncertain boolean,
  column_id uuid, swimlane_id uuid, class_of_service public.class_of_service, archived_at timestamptz,
  was_column_id uuid, was_swimlane_id uuid, was_class_of_service public.class_of_service, was_archived_at timestamptz,
  was_active boolean
);

-- Builds the change of one card; either row may be null. It is one expression, so the planner inlines it.
CREATE FUNCTION weir.card_change(
  _is public.cards, _was public.cards, _person uuid DEFAULT NULL, _was_uncertain boolean DEFAULT NULL, _was_active boolean DEFAULT NULL
) RETURNS weir.card_change LANGUAGE sql IMMUTABLE AS $$
  SELECT ROW (coalesce(_is.workspace_id, _was.workspace_id), coalesce(_is.board_id, _was.board_id),
              coalesce(_is.id, _was.id), _person, _was_uncertain,
              _is.column_id, _is.swimlane_id, _is.class_of_service, _is.archived_at,
              _was.column_id, _was.swimlane_id, _was.class_of_service, _was.archived_at,
              _was_active)::weir.card_change
$$;

-- How much a limit gained by these changes of one board; null if they do not affect what it counts.
--
-- One statement may write cards and also the rows that decide whether they count (assignees, a column's kind, a
-- board's archiving). Each of its triggers then sees the other rows as they are after the statement. So a loss is
-- believed only if this transaction did not write the rows by which the card was counted. A gain is computed from the
-- rows as they are now, so none is missed. _active: the board's active columns. _rewritten: the columns that this
-- transaction wrote.
CREATE FUNCTION weir.gain(
  _limit public.wip_limits, _changes weir.card_change[], _active uuid[], _rewritten uuid[]
) RETURNS integer LANGUAGE plpgsql STABLE AS $$
DECLARE
  _c        weir.card_change;
  _assigned boolean := _limit.scope = 'person';
  _counts   boolean;
  _counted  boolean;
  _gain     integer;
BEGIN
  FOREACH _c IN ARRAY _changes LOOP
    CONTINUE WHEN _c.person <> _limit.user_id OR (_c.person IS NOT NULL AND NOT _assigned);
    _counts := coalesce(weir.is_counted(
      _limit.scope, _limit.column_id, _limit.column_ids, _limit.swimlane_id, _limit.class_of_service,
      _c.column_id, _c.column_id = ANY (_active), _c.swimlane_id, _c.class_of_service, _c.archived_at, _assigned), false);
    _counted := coalesce(weir.is_counted(
      _limit.scope, _limit.column_id, _limit.column_ids, _limit.swimlane_id, _limit.class_of_service,
      _c.was_column_id, coalesce(_c.was_active, _c.was_column_id = ANY (_active)), _c.was_swimlane_id,
      _c.was_class_of_service, _c.was_archived_at, _assigned), false);
    CONTINUE WHEN _counts = _counted OR (_assigned AND NOT weir.is_assigned(_limit, _c));
    IF _counts THEN
      _gain := coalesce(_gain, 0) + 1;
    ELSIF _c.was_uncertain OR _c.was_column_id = ANY (_rewritten) OR (_assigned AND NOT weir.was_assigned(_limit, _c)) THEN
      _gain := coalesce(_gain, 0);
    ELSE
      _gain := coalesce(_gain, 0) - 1;
    END IF;
  END LOOP;
  RETURN _gain;
END $$;

-- Whether a card is assigned to the limit's person. was_assigned asks the same for the time before the statement, on
-- a board that was neither archived nor restored by it.
CREATE FUNCTION weir.is_assigned(_limit public.wip_limits, _c weir.card_change) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN _c.person IS NOT NULL OR EXISTS (
    SELECT FROM public.card_assignees a
     WHERE a.workspace_id = _c.workspace_id AND a.board_id = _c.board_id AND a.card_id = _c.card_id AND a.user_id = _limit.user_id);
END $$;

CREATE FUNCTION weir.was_assigned(_limit public.wip_limits, _c weir.card_change) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (_c.person IS NOT NULL OR EXISTS (
            SELECT FROM public.card_assignees a
             WHERE a.workspace_id = _c.workspace_id AND a.board_id = _c.board_id AND a.card_id = _c.card_id
               AND a.user_id = _limit.user_id AND NOT weir.is_own_write(a.xmin)))
     AND (_limit.board_id IS NOT NULL OR EXISTS (
            SELECT FROM public.boards b WHERE b.workspace_id = _c.workspace_id AND b.id = _c.board_id AND NOT weir.is_own_write(b.xmin)));
END $$;

-- Whether this transaction wrote the row with this xmin, itself or in a subtransaction. Of all rows that can be
-- seen, only our own transaction's is still in progress. age() compares with our transaction's number or an earlier
-- one and rules out nearly all rows cheaply. After a wraparound an old number can look newer. The row is then taken
-- for our own: that errs on the safe side, because at worst a loss does not count.
CREATE FUNCTION weir.is_own_write(_xmin xid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT age(_xmin) <= 0 AND weir.is_in_progress(_xmin) IS NOT FALSE
$$;

-- Whether the transaction that wrote a row is in progress; null if its number is one that was not given out yet. A row has
-- only the lower half of a number.
CREATE FUNCTION weir.is_in_progress(_xmin xid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
  _own bigint := pg_current_xact_id()::text::bigint;
BEGIN
  RETURN pg_xact_status((_own + (_xmin::text::bigint - _own & 4294967295))::text::xid8) = 'in progress';
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN NULL;
END $$;
