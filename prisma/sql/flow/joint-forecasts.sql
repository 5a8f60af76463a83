-- Forecasts of several boards together that were shown, and their outcomes: see “Scoring” in docs/flow.md.

-- Stores forecasts of several boards: [{day, kind, boardIds, items, days, by, windowDays, p50, p70, p85, p95, percent, baseline, due}]. A
-- workspace keeps 100 a day: those with the lowest lots, as in weir.store_board_forecasts. Committed without waiting for the disk.
CREATE FUNCTION weir.store_joint_forecasts(_workspace uuid, _forecasts jsonb, _at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _each jsonb;
  _new  public.joint_forecasts;
  _last public.joint_forecasts;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  -- Two at once would give two forecasts the same number.
  PERFORM pg_advisory_xact_lock(hashtextextended('joint_forecasts ' || _workspace, 0));
  FOR _each IN SELECT x FROM jsonb_array_elements(_forecasts) x LOOP
    _new := jsonb_populate_record(NULL::public.joint_forecasts, _each || jsonb_build_object(
      'workspace_id', _workspace, 'board_ids', _each -> 'boardIds', 'window_days', _each -> 'windowDays', 'at', _at));
    CONTINUE WHEN EXISTS (
      SELECT FROM public.joint_forecasts f
       WHERE f.workspace_id = _workspace AND f.day = _new.day AND f.kind = _new.kind AND f.window_days = _new.window_days
         AND f.board_ids = _new.board_ids AND f.items = _new.items AND f.by IS NOT DISTINCT FROM _new."by");
    SELECT min(x) INTO _new.n FROM generate_series(1, 100) x
     WHERE NOT EXISTS (SELECT FROM public.joint_forecasts f WHERE f.workspace_id = _workspace AND f.day = _new.day AND f.n = x);
    IF _new.n IS NULL THEN
      SELECT * INTO _last FROM public.joint_forecasts f
       WHERE f.workspace_id = _workspace AND f.day = _new.day
       ORDER BY weir.lot_of_joint_forecast(f) DESC LIMIT 1;
      CONTINUE WHEN weir.lot_of_joint_forecast(_last) < weir.lot_of_joint_forecast(_new);
      DELETE FROM public.joint_forecasts f WHERE f.workspace_id = _workspace AND f.day = _new.day AND f.n = _last.n;
      _new.n := _last.n;
    END IF;
    INSERT INTO public.joint_forecasts SELECT _new.*;
  END LOOP;
END $$;

CREATE FUNCTION weir.lot_of_joint_forecast(_f public.joint_forecasts) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT hashtextextended(concat_ws('/', _f.workspace_id, _f.day, _f.kind, _f.window_days, _f.board_ids, _f.items, _f.by), 0)
$$;

-- Scores a forecast whose last day is over on all of its boards: days after the one on which it was shown, until the last board had
-- delivered its cards (null: not by then), or for a probability whether all had. Void if a board was archived by then, or is gone.
-- Returns whether it was scored: not while the history of a board is not up to date, and not twice.
CREATE FUNCTION weir.score_joint_forecast(_workspace uuid, _day date, _n integer, _now timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  _forecast public.joint_forecasts;
  _board    uuid;
  _is_void  boolean;
  _last     date;
BEGIN
  SELECT * INTO _forecast FROM public.joint_forecasts f
   WHERE f.workspace_id = _workspace AND f.day = _day AND f.n = _n AND f.scored_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  -- It locks the positions of the boards, in key order.
  FOR _board IN
    SELECT b.id FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = ANY (_forecast.board_ids) ORDER BY b.id
  LOOP
    IF weir.follow_flow(_workspace, _board, 1000) > 0 THEN
      RETURN false;
    END IF;
  END LOOP;
  SELECT bool_or(b.id IS NULL OR (b.archived_at AT TIME ZONE i.time_zone)::date <= _forecast.due) IS TRUE,
         CASE WHEN bool_and(d.day IS NOT NULL) THEN max(d.day) END
    INTO _is_void, _last
    FROM unnest(_forecast.board_ids, _forecast.items, _forecast.days) p (board_id, items, day)
    LEFT JOIN public.boards b  ON b.workspace_id = _workspace AND b.id = p.board_id
    LEFT JOIN public.intakes i ON i.workspace_id = _workspace AND i.board_id = p.board_id
   CROSS JOIN LATERAL (
     SELECT weir.day_of_delivery(_workspace, p.board_id, (p.day + 1)::timestamp AT TIME ZONE i.time_zone,
                                 (_forecast.due + 1)::timestamp AT TIME ZONE i.time_zone, p.items, i.time_zone) AS day) d;
  UPDATE public.joint_forecasts f
     SET scored_at = _now, void = CASE WHEN _is_void THEN 'boardArchived'::public.forecast_void END,
         outcome = CASE WHEN _is_void THEN NULL
                        WHEN f.kind = 'doneBy' THEN _last - f.day
                        WHEN _last IS NULL THEN 0
                        ELSE 1 END
   WHERE f.workspace_id = _workspace AND f.day = _day AND f.n = _n;
  RETURN true;
END $$;

-- The forecasts of two or more of these boards whose last day is _from or later. A forecast with any other board is left out, because
-- the caller may not be allowed to read that board.
CREATE FUNCTION weir.joint_forecasts_of(_workspace uuid, _boards uuid[], _from date, _window integer) RETURNS SETOF public.joint_forecasts
LANGUAGE sql STABLE AS $$
  SELECT f.* FROM public.joint_forecasts f
   WHERE f.workspace_id = _workspace AND f.due >= _from AND cardinality(_boards) > 1 AND f.board_ids <@ _boards AND (_window IS NULL OR f.window_days = _window)
$$;

-- How often these forecasts of days held, by level: as the levels of weir.forecast_scores.
CREATE FUNCTION weir.joint_levels(_workspace uuid, _boards uuid[], _from date, _to date, _window integer) RETURNS TABLE (
  level text, forecasts bigint, held bigint, surpassed bigint, days bigint, covered bigint
) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  WITH promises AS (
    SELECT l.level, f.day, f.day + l.promised AS last, (f.outcome <= l.promised) IS TRUE AS held, (f.outcome < l.promised) IS TRUE AS surpassed
      FROM weir.joint_forecasts_of(_workspace, _boards, _from, _window) f
     CROSS JOIN LATERAL (VALUES ('p50', f.p50), ('p70', f.p70), ('p85', f.p85), ('p95', f.p95)) l (level, promised)
     WHERE f.kind = 'doneBy' AND f.scored_at IS NOT NULL AND f.void IS NULL AND f.due <= _to AND l.promised > 0
  ), sums AS (
    SELECT p.level, count(*) AS forecasts, count(*) FILTER (WHERE p.held) AS held, count(*) FILTER (WHERE p.surpassed) AS surpassed,
           sum(p.last - p.day) AS days, range_agg(daterange(p.day, p.last)) AS covered
      FROM promises p GROUP BY p.level
  )
  SELECT s.level, s.forecasts, s.held, s.surpassed, s.days, (SELECT sum(upper(r) - lower(r)) FROM unnest(s.covered) r) FROM sums s;
END $$;
