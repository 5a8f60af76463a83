-- The stays of a card, and the sums by day that follow from them: see follow.sql. `came_from` and `left_for` are the stages before and after; null: the card is new, or still
-- there. A column that is null is unknown: the card was imported, and in another tool then.

-- The first stays of a card. Of an imported one its dates tell when it was queued and in flight before. Of one whose history has a
-- gap, too.
CREATE FUNCTION weir.start_stays(_card public.flow_cards, _at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  -- Dates in a wrong order don't say when it was in flight.
  _is_unknown boolean := coalesce(_card.stage = 'delivered' AND (_card.fault = 'noStart' OR _card.delivered_at < _card.committed_at), false);
  _committed timestamptz := CASE WHEN NOT _is_unknown THEN _card.committed_at END;
  _begin     timestamptz := least(_card.created_at, _committed, CASE WHEN _is_unknown THEN _card.delivered_at END, _at);
  _since     timestamptz := coalesce(_card.delivered_at, CASE WHEN _committed < _at THEN _committed END, _begin);
  _off       timestamptz := coalesce(_card.archived_at, _card.deleted_at, _at);
BEGIN
  -- When it was delivered is unknown, so it never was in these figures.
  IF _card.fault = 'noDates' AND _card.stage = 'delivered' THEN
    RETURN;
  END IF;
  IF _begin < _committed THEN
    PERFORM weir.add_stay(_card, 'queued', NULL, _begin, NULL, _committed, 'inFlight');
  END IF;
  IF _committed < _card.delivered_at THEN
    PERFORM weir.add_stay(_card, 'inFlight', NULL, _committed, CASE WHEN _begin < _committed THEN 'queued' END::public.flow_stage,
                          _card.delivered_at, 'delivered');
  END IF;
  IF _card.stage <> 'off' THEN
    PERFORM weir.add_stay(_card, _card.stage, _card.column_id, greatest(_since, _begin), weir.last_stage(_card), NULL, NULL);
  ELSIF _committed IS NOT NULL THEN
    PERFORM weir.add_stay(_card, 'inFlight', NULL, _committed, weir.last_stage(_card), _off, 'off');
  ELSE
    PERFORM weir.add_stay(_card, 'queued', NULL, _begin, NULL, _off, 'off');
  END IF;
END $$;

CREATE FUNCTION weir.last_stage(_card public.flow_cards) RETURNS public.flow_stage LANGUAGE sql STABLE AS $$
  SELECT s.stage FROM public.flow_stays s
   WHERE s.workspace_id = _card.workspace_id AND s.board_id = _card.board_id AND s.card = _card.card
   ORDER BY s.n DESC LIMIT 1
$$;

-- Ends the current stay of a card, if it has one, and starts the next, unless the card is off the board now.
CREATE FUNCTION weir.next_stay(_was public.flow_cards, _is public.flow_cards, _at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _ended public.flow_stays;
BEGIN
  UPDATE public.flow_stays s SET left_at = greatest(_at, s.entered_at), left_for = _is.stage
   WHERE s.workspace_id = _is.workspace_id AND s.board_id = _is.board_id AND s.card = _is.card AND s.left_at IS NULL
  RETURNING * INTO _ended;
  IF _ended.card IS NOT NULL THEN
    PERFORM weir.count_end_of_stay(_ended);
  END IF;
  IF _is.stage <> 'off' THEN
    PERFORM weir.add_stay(_is, _is.stage, _is.column_id, _at, _was.stage, NULL, NULL);
  END IF;
END $$;

-- A new reason of a card that is blocked already replaces the reason of the whole block.
CREATE FUNCTION weir.correct_block_reason(_card public.flow_cards) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.flow_stays s SET block_reason = _card.block_reason
   WHERE s.workspace_id = _card.workspace_id AND s.board_id = _card.board_id AND s.card = _card.card AND s.blocked
     AND s.n > coalesce((SELECT max(x.n) FROM public.flow_stays x
                          WHERE x.workspace_id = _card.workspace_id AND x.board_id = _card.board_id AND x.card = _card.card AND NOT x.blocked), 0);
END $$;

CREATE FUNCTION weir.add_stay(
  _card public.flow_cards, _stage public.flow_stage, _column uuid, _entered timestamptz, _came_from public.flow_stage,
  _left timestamptz, _left_for public.flow_stage
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _stay public.flow_stays;
BEGIN
  INSERT INTO public.flow_stays (workspace_id, board_id, card, n, stage, column_id, half_done, blocked, block_reason, entered_at, came_from,
                                 left_at, left_for)
  SELECT _card.workspace_id, _card.board_id, _card.card,
         (SELECT count(*) + 1 FROM public.flow_stays s
           WHERE s.workspace_id = _card.workspace_id AND s.board_id = _card.board_id AND s.card = _card.card),
         _stage, _column, _left IS NULL AND _card.half_done, _left IS NULL AND _card.blocked, CASE WHEN _left IS NULL THEN _card.block_reason END,
         _entered, _came_from, _left, _left_for
  RETURNING * INTO _stay;
  PERFORM weir.count_on_day(_stay, _stay.entered_at, 1, CASE WHEN _came_from IS DISTINCT FROM _stage THEN 'arrived' END);
  IF _left IS NOT NULL THEN
    PERFORM weir.count_end_of_stay(_stay);
  END IF;
END $$;

CREATE FUNCTION weir.count_end_of_stay(_stay public.flow_stays) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.count_on_day(_stay, _stay.left_at, -1, CASE
    WHEN _stay.left_for = _stay.stage    THEN NULL
    WHEN _stay.left_for = 'delivered'    THEN 'delivered'
    WHEN _stay.left_for = 'queued'       THEN 'putBack'
    ELSE 'removed' END);
END $$;

-- Counts the beginning (1) or the end (-1) of a stay on its local day. _step: what it means for its stage, if another one is next.
CREATE FUNCTION weir.count_on_day(_stay public.flow_stays, _at timestamptz, _change integer, _step text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.flow_days AS d (workspace_id, board_id, day, stage, column_id, change, arrived, delivered, put_back, removed)
  SELECT _stay.workspace_id, _stay.board_id, (_at AT TIME ZONE p.time_zone)::date, _stay.stage, weir.flow_band(_stay), _change,
         CASE WHEN _step = 'arrived' THEN 1 ELSE 0 END, CASE WHEN _step = 'delivered' THEN 1 ELSE 0 END,
         CASE WHEN _step = 'putBack' THEN 1 ELSE 0 END, CASE WHEN _step = 'removed' THEN 1 ELSE 0 END
    FROM public.flow_positions p WHERE p.workspace_id = _stay.workspace_id AND p.board_id = _stay.board_id
  ON CONFLICT (workspace_id, board_id, day, stage, column_id) DO UPDATE
     SET change = d.change + excluded.change, arrived = d.arrived + excluded.arrived, delivered = d.delivered + excluded.delivered,
         put_back = d.put_back + excluded.put_back, removed = d.removed + excluded.removed;
END $$;

-- The column under which a stay is counted. Delivered cards, and those that were in another tool, are under the nil UUID.
CREATE FUNCTION weir.flow_band(_stay public.flow_stays) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _stay.stage = 'delivered' OR _stay.column_id IS NULL THEN weir.no_column() ELSE _stay.column_id END
$$;

CREATE FUNCTION weir.no_column() RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT '00000000-0000-0000-0000-000000000000'::uuid
$$;

-- Counts the days of a board anew: its time zone has changed, and with it which day each instant is in.
CREATE FUNCTION weir.count_days_again(_workspace uuid, _board uuid, _time_zone text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.flow_days d WHERE d.workspace_id = _workspace AND d.board_id = _board;
  INSERT INTO public.flow_days (workspace_id, board_id, day, stage, column_id, change, arrived, delivered, put_back, removed)
  SELECT _workspace, _board, (c.at AT TIME ZONE _time_zone)::date, c.stage, c.band, sum(c.change),
         count(*) FILTER (WHERE c.change = 1 AND c.came_from IS DISTINCT FROM c.stage),
         count(*) FILTER (WHERE c.change = -1 AND c.left_for <> c.stage AND c.left_for = 'delivered'),
         count(*) FILTER (WHERE c.change = -1 AND c.left_for <> c.stage AND c.left_for = 'queued'),
         count(*) FILTER (WHERE c.change = -1 AND c.left_for <> c.stage AND c.left_for IN ('inFlight', 'off'))
    FROM (SELECT s.entered_at AS at, s.stage, weir.flow_band(s) AS band, 1 AS change, s.came_from, s.left_for
            FROM public.flow_stays s WHERE s.workspace_id = _workspace AND s.board_id = _board
           UNION ALL
          SELECT s.left_at, s.stage, weir.flow_band(s), -1, s.came_from, s.left_for
            FROM public.flow_stays s WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.left_at IS NOT NULL) c
   GROUP BY 3, 4, 5;
END $$;

-- Keeps how the cycle time of a delivered card was spent, so that figures need not read its stays.
CREATE FUNCTION weir.keep_spent(_card public.flow_cards) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF _card.stage = 'delivered' AND _card.fault IS NULL THEN
    UPDATE public.flow_cards c SET active_seconds = t.active, blocked_seconds = t.blocked, half_done_seconds = t.half_done
      FROM weir.spent_of(_card) t
     WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.card = _card.card;
  END IF;
END $$;

-- How much of a delivered card's cycle time was work, was blocked, and waited in a done half, in whole seconds from its commitment. Nothing
-- if it was in another tool meanwhile.
CREATE FUNCTION weir.spent_of(_card public.flow_cards) RETURNS TABLE (active bigint, blocked bigint, half_done bigint) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT coalesce(sum(x.seconds) FILTER (WHERE NOT x.blocked AND NOT x.half_done), 0)::bigint,
         coalesce(sum(x.seconds) FILTER (WHERE x.blocked), 0)::bigint,
         coalesce(sum(x.seconds) FILTER (WHERE x.half_done AND NOT x.blocked), 0)::bigint
    FROM (SELECT s.blocked, s.half_done, s.column_id,
                 extract(epoch FROM date_trunc('second', least(s.left_at, _card.delivered_at) - _card.committed_at)
                                  - date_trunc('second', greatest(s.entered_at, _card.committed_at) - _card.committed_at)) AS seconds
            FROM public.flow_stays s
           WHERE s.workspace_id = _card.workspace_id AND s.board_id = _card.board_id AND s.card = _card.card
             AND (s.stage = 'inFlight' AND s.entered_at < _card.delivered_at AND s.left_at > _card.committed_at) IS TRUE) x
  HAVING NOT coalesce(bool_or(x.column_id IS NULL), false);
END $$;

-- What the dates of an imported card lack. _estimated: the names of dates that are guesses. Events of earlier versions don't say: there a
-- card without a date has the time at which its part of the import began, which is at most minutes before its event.
CREATE FUNCTION weir.fault_of_imported(_card public.flow_cards, _at timestamptz, _estimated jsonb) RETURNS public.flow_fault LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _estimated ? 'deliveredAt'  AND _card.delivered_at IS NOT NULL THEN 'noDates'
              WHEN _estimated ? 'committedAt'  AND _card.committed_at IS NOT NULL THEN 'noStart'
              WHEN greatest(_card.committed_at, _card.delivered_at) > _at - interval '10 minutes' THEN 'noDates' END::public.flow_fault
$$;

-- The fault of a card with these dates, which had _fault. Dates in a wrong order are `negative`, also if plain SQL wrote them. Dates that were in a
-- wrong order and were corrected leave a gap: the stays of the card follow the events and not the new dates.
CREATE FUNCTION weir.flow_fault(_card public.flow_cards, _fault public.flow_fault) RETURNS public.flow_fault LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _fault IN ('noDates', 'noStart') THEN _fault
              WHEN _card.delivered_at < _card.committed_at OR _card.committed_at < _card.submitted_at THEN 'negative'
              WHEN _fault = 'negative' THEN 'gap'
              ELSE _fault END
$$;
