-- Forecasts that were shown, and their outcomes: see “Scoring” in docs/flow.md. A forecast is scored once, when the last day that
-- it speaks of is over, from the history of cards (follow.sql). What happens to the cards after that changes no score.

-- Stores forecasts of a board on a day: [{kind, items, by, card, windowDays, sample, p50, p70, p85, p95, percent, baseline, due}]. The first
-- of a question on a day stays. A board keeps 100 questions a day, 100 of its door and 100 of cards. Of more, the 100 with the lowest lots
-- stay: a lot is drawn for each question, so the time at which it was asked does not matter, and neither does its answer. Committed
-- without waiting for the disk: a lost forecast is only not scored.
CREATE FUNCTION weir.store_board_forecasts(_workspace uuid, _board uuid, _day date, _forecasts jsonb, _at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  _each  jsonb;
  _new   public.board_forecasts;
  _last  public.board_forecasts;
  _first integer;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  -- Two at once would give two forecasts the same number.
  PERFORM pg_advisory_xact_lock(hashtextextended('board_forecasts ' || _board, 0));
  FOR _each IN SELECT x FROM jsonb_array_elements(_forecasts) x LOOP
    _new := jsonb_populate_record(NULL::public.board_forecasts, _each || jsonb_build_object(
      'workspace_id', _workspace, 'board_id', _board, 'day', _day, 'window_days', _each -> 'windowDays', 'at', _at));
    CONTINUE WHEN EXISTS (
      SELECT FROM public.board_forecasts f
       WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.day = _day AND f.kind = _new.kind
         AND f.window_days = _new.window_days AND (f.items, f.by, f.card) IS NOT DISTINCT FROM (_new.items, _new."by", _new.card));
    _first := CASE _new.kind WHEN 'door' THEN 101 WHEN 'card' THEN 201 ELSE 1 END;
    SELECT min(x) INTO _new.n FROM generate_series(_first, _first + 99) x
     WHERE NOT EXISTS (
             SELECT FROM public.board_forecasts f
              WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.day = _day AND f.n = x);
    IF _new.n IS NULL THEN
      SELECT * INTO _last FROM public.board_forecasts f
       WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.day = _day AND f.n BETWEEN _first AND _first + 99
       ORDER BY weir.lot_of_forecast(f) DESC LIMIT 1;
      CONTINUE WHEN weir.lot_of_forecast(_last) < weir.lot_of_forecast(_new);
      DELETE FROM public.board_forecasts f
       WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.day = _day AND f.n = _last.n;
      _new.n := _last.n;
    END IF;
    INSERT INTO public.board_forecasts SELECT _new.*;
  END LOOP;
END $$;

-- A number drawn for a question about a board on a day: the same whenever it is asked.
CREATE FUNCTION weir.lot_of_forecast(_f public.board_forecasts) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT hashtextextended(concat_ws('/', _f.board_id, _f.day, _f.kind, _f.window_days, _f.items, _f.by, _f.card), 0)
$$;

-- Boards with forecasts whose last day is over in the board's time zone, those that wait longest first. No time zone is more than a day
-- ahead of UTC.
CREATE FUNCTION weir.boards_to_score(_now timestamptz, _most integer) RETURNS TABLE (workspace_id uuid, board_id uuid) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT d.workspace_id, d.board_id
    FROM (SELECT u.workspace_id, u.board_id, min(u.due) AS due
            FROM (SELECT f.workspace_id, f.board_id, f.due FROM public.board_forecasts f
                   WHERE f.scored_at IS NULL AND f.due <= (_now AT TIME ZONE 'UTC')::date
                   UNION ALL
                  SELECT g.workspace_id, g.board_id, g.p85 FROM public.given_forecasts g
                   WHERE g.scored_at IS NULL AND g.p85 IS NOT NULL AND g.p85 <= (_now AT TIME ZONE 'UTC')::date) u
           GROUP BY u.workspace_id, u.board_id) d
    JOIN public.intakes i ON i.workspace_id = d.workspace_id AND i.board_id = d.board_id
   WHERE d.due < (_now AT TIME ZONE i.time_zone)::date
   ORDER BY d.due, d.workspace_id, d.board_id
   LIMIT _most;
END $$;

-- Scores at most _most forecasts of each sort. Returns how many it scored; 0 also while the history of the board is not up to date.
CREATE FUNCTION weir.score_forecasts(_workspace uuid, _board uuid, _now timestamptz, _most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  _set       text := set_config('plan_cache_mode', 'force_generic_plan', true);
  _time_zone text;
  _today     date;
  _archived  date;
  _of_board  integer;
  _given     integer;
BEGIN
  -- It locks the position of the board, so two of these follow one another.
  IF weir.follow_flow(_workspace, _board, 1000) > 0 THEN
    RETURN 0;
  END IF;
  SELECT i.time_zone, (_now AT TIME ZONE i.time_zone)::date, (b.archived_at AT TIME ZONE i.time_zone)::date
    INTO _time_zone, _today, _archived
    FROM public.boards b JOIN public.intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   WHERE b.workspace_id = _workspace AND b.id = _board;

  WITH due AS MATERIALIZED (
    SELECT f.* FROM public.board_forecasts f
     WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.scored_at IS NULL AND f.due < _today
     ORDER BY f.due, f.day, f.n LIMIT _most
  ), known AS (
    SELECT d.day, d.n, o.void, o.outcome
      FROM due d CROSS JOIN LATERAL weir.outcome_of_forecast(d::public.board_forecasts, _time_zone, _archived) o
  )
  UPDATE public.board_forecasts f
     SET scored_at = _now, void = k.void, outcome = k.outcome
    FROM known k
   WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.day = k.day AND f.n = k.n AND f.scored_at IS NULL;
  GET DIAGNOSTICS _of_board = ROW_COUNT;

  WITH due AS MATERIALIZED (
    SELECT g.* FROM public.given_forecasts g
     WHERE g.workspace_id = _workspace AND g.board_id = _board AND g.scored_at IS NULL AND g.p85 < _today
     ORDER BY g.p85, g.day, g.request_id, g.ahead LIMIT _most
  ), known AS (
    SELECT d.request_id, d.day, d.ahead, o.void, o.outcome
      FROM due d CROSS JOIN LATERAL weir.outcome_of_request_forecast(d::public.given_forecasts, _time_zone) o
  )
  UPDATE public.given_forecasts g
     SET scored_at = _now, void = k.void, outcome = CASE WHEN k.void IS NULL THEN k.outcome END
    FROM known k
   WHERE g.workspace_id = _workspace AND g.board_id = _board AND g.request_id = k.request_id AND g.day = k.day AND g.ahead = k.ahead
     AND g.scored_at IS NULL;
  GET DIAGNOSTICS _given = ROW_COUNT;
  RETURN greatest(_of_board, _given);
END $$;

-- The outcome of a forecast of a board, or why it does not count. The days that count begin after the one on which it was asked, as in
-- the forecast. A forecast of the door is about the last of the cards that were ahead, even if no request came.
CREATE FUNCTION weir.outcome_of_forecast(
  _forecast public.board_forecasts, _time_zone text, _archived date, OUT void public.forecast_void, OUT outcome integer
) LANGUAGE plpgsql STABLE AS $$
DECLARE
  _from timestamptz := (_forecast.day + 1)::timestamp AT TIME ZONE _time_zone;
  _to   timestamptz := (_forecast.due + 1)::timestamp AT TIME ZONE _time_zone;
  _card record;
  _delivered integer;
BEGIN
  IF _archived <= _forecast.due THEN
    void := 'boardArchived';
  ELSIF _forecast.kind = 'card' THEN
    SELECT * INTO _card FROM weir.fate_of_card(_forecast.workspace_id, _forecast.board_id, _forecast.card, _to);
    IF EXISTS (
      SELECT FROM public.displacements d
        JOIN public.cards c ON c.workspace_id = d.workspace_id AND c.board_id = d.board_id AND c.id = d.card_id
       WHERE d.workspace_id = _forecast.workspace_id AND d.board_id = _forecast.board_id AND c.number = _forecast.card
         AND d.at >= _forecast.at AND d.at < _to) THEN
      void := 'displaced';
    ELSE
      void := _card.void;
      outcome := (_card.delivered_at AT TIME ZONE _time_zone)::date - _forecast.day;
    END IF;
  ELSIF _forecast.kind IN ('doneBy', 'door') THEN
    outcome := weir.day_of_delivery(_forecast.workspace_id, _forecast.board_id, _from, _to, _forecast.items, _time_zone) - _forecast.day;
  ELSE
    SELECT count(*) INTO _delivered FROM public.flow_cards c
     WHERE c.workspace_id = _forecast.workspace_id AND c.board_id = _forecast.board_id
       AND c.delivered_at >= _from AND c.delivered_at < _to AND c.fault IS DISTINCT FROM 'noDates';
    outcome := CASE WHEN _forecast.kind = 'delivered' THEN _delivered WHEN _delivered >= _forecast.items THEN 1 ELSE 0 END;
  END IF;
END $$;

-- The day on which a board had delivered _items cards since _from; null if not before _to.
CREATE FUNCTION weir.day_of_delivery(
  _workspace uuid, _board uuid, _from timestamptz, _to timestamptz, _items integer, _time_zone text
) RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT (c.delivered_at AT TIME ZONE _time_zone)::date FROM public.flow_cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board
       AND c.delivered_at >= _from AND c.delivered_at < _to AND c.fault IS DISTINCT FROM 'noDates'
     ORDER BY c.delivered_at OFFSET _items - 1 LIMIT 1);
END $$;

-- When a card was delivered, or why it was not, before an instant. Both are null if it was still on the board.
CREATE FUNCTION weir.fate_of_card(
  _workspace uuid, _board uuid, _number integer, _end timestamptz, OUT void public.forecast_void, OUT delivered_at timestamptz
) LANGUAGE plpgsql STABLE AS $$
DECLARE
  _card public.flow_cards;
BEGIN
  SELECT c.* INTO _card FROM public.flow_cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.card = _number;
  IF _card.card IS NULL OR (_card.stage = 'off' AND _card.deleted_at < _end) THEN
    void := 'deleted';
  ELSIF _card.stage = 'off' AND _card.archived_at < _end THEN
    void := 'archived';
  ELSIF _card.delivered_at < _end THEN
    delivered_at := _card.delivered_at;
  END IF;
END $$;

-- What became of a request’s forecast by the end of its p85: the day of the delivery, or why it does not count.
CREATE FUNCTION weir.outcome_of_request_forecast(_given public.given_forecasts, _time_zone text, OUT void public.forecast_void, OUT outcome date)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  _answer public.answers;
  _card   record;
  _end    timestamptz := (_given.p85 + 1)::timestamp AT TIME ZONE _time_zone;
BEGIN
  SELECT * INTO _answer FROM public.answers a
   WHERE a.workspace_id = _given.workspace_id AND a.board_id = _given.board_id AND a.request_id = _given.request_id;
  IF _answer.kind = 'withdrawn' THEN
    void := 'withdrawn';
  ELSIF _answer.kind IS NULL OR _answer.kind NOT IN ('accept', 'trade') OR _answer.at >= _end THEN
    void := 'notAccepted';
  ELSIF (_answer.at AT TIME ZONE _time_zone)::date > _given.day THEN
    void := 'acceptedLater';
  ELSIF EXISTS (
    SELECT FROM public.displacements d
     WHERE d.workspace_id = _given.workspace_id AND d.board_id = _given.board_id AND d.displaced_request_id = _given.request_id
       AND d.at >= _given.at AND d.at < _end) THEN
    void := 'displaced';
  ELSE
    SELECT * INTO _card FROM weir.fate_of_card(_given.workspace_id, _given.board_id, (
      SELECT s.card FROM public.request_steps s
       WHERE s.workspace_id = _given.workspace_id AND s.board_id = _given.board_id AND s.request_id = _given.request_id AND s.card IS NOT NULL
       ORDER BY s.n DESC LIMIT 1), _end);
    void := _card.void;
    outcome := (_card.delivered_at AT TIME ZONE _time_zone)::date;
  END IF;
END $$;
