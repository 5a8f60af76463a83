-- Price forecasts that were shown, and the prices of their days: see “Forecast of the price” in docs/credits.md.

-- Stores the forecasts that a board showed on a day: [{day, p15, p50, p85}], one for each coming priced day. The first of a day stays.
-- Committed without waiting for the disk: a lost forecast is only not scored.
CREATE FUNCTION weir.store_price_forecasts(_workspace uuid, _board uuid, _day date, _forecasts jsonb, _at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  INSERT INTO public.price_forecasts (workspace_id, board_id, day, due, p15, p50, p85, at)
  SELECT _workspace, _board, _day, g.day, g.p15, g.p50, g.p85, _at
    FROM jsonb_to_recordset(_forecasts) g (day date, p15 integer, p50 integer, p85 integer)
   ORDER BY g.day
  ON CONFLICT DO NOTHING;
END $$;

-- Scores at most _most forecasts whose day is over in the time zone of their board. Returns how many. Two at once score different ones. A day
-- without a price (a day off, a day on which no server ran, or one without the experiment) has no outcome. No time zone is more than a day
-- ahead of UTC.
CREATE FUNCTION weir.score_price_forecasts(_now timestamptz, _most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  _set    text := set_config('plan_cache_mode', 'force_generic_plan', true);
  _scored integer;
BEGIN
  WITH due_now AS MATERIALIZED (
    SELECT f.workspace_id, f.board_id, f.day, f.due
      FROM public.price_forecasts f
      JOIN public.intakes i ON i.workspace_id = f.workspace_id AND i.board_id = f.board_id
     WHERE f.scored_at IS NULL AND f.due <= (_now AT TIME ZONE 'UTC')::date AND f.due < (_now AT TIME ZONE i.time_zone)::date
     ORDER BY f.due, f.workspace_id, f.board_id, f.day
     LIMIT _most
       FOR UPDATE OF f SKIP LOCKED
  )
  UPDATE public.price_forecasts f
     SET scored_at = _now,
         actual = (SELECT greatest(1, round(p.thousandths / 1000.0)::integer) FROM public.board_prices p
                    WHERE p.workspace_id = d.workspace_id AND p.board_id = d.board_id AND p.day = d.due)
    FROM due_now d
   WHERE f.workspace_id = d.workspace_id AND f.board_id = d.board_id AND f.day = d.day AND f.due = d.due;
  GET DIAGNOSTICS _scored = ROW_COUNT;
  RETURN _scored;
END $$;

-- How often the price of a day since _from was in the forecast range, from p15 to p85: {forecasts, held}.
CREATE FUNCTION weir.price_forecast_record(_workspace uuid, _board uuid, _from date) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('forecasts', count(*), 'held', count(*) FILTER (WHERE f.actual BETWEEN f.p15 AND f.p85))
      FROM public.price_forecasts f
     WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.due >= _from AND f.actual IS NOT NULL);
END $$;
