-- Of each day a board keeps 100 questions about it, 100 forecasts of its door and 100 of cards.
ALTER TABLE "public"."board_forecasts"
  DROP CONSTRAINT "board_forecasts_of_a_day",
  ADD CONSTRAINT "board_forecasts_of_a_day" CHECK ("n" BETWEEN 1 AND 300 AND
    CASE "kind" WHEN 'door' THEN "n" BETWEEN 101 AND 200 WHEN 'card' THEN "n" > 200 ELSE "n" <= 100 END),
  DROP CONSTRAINT "board_forecasts_question",
  ADD CONSTRAINT "board_forecasts_question" CHECK (("items" IS NULL) = ("kind" = 'delivered') AND ("by" IS NULL) = ("kind" IN ('doneBy', 'door', 'card'))),
  ADD CONSTRAINT "board_forecasts_card" CHECK (("card" IS NULL) = ("kind" <> 'card'));

DROP FUNCTION weir.outcome_of_forecast(public.board_forecasts,text);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.missed_forecasts(_workspace uuid, _board uuid, _from date, _to date)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    WITH promises AS MATERIALIZED (
      SELECT f.kind::text AS kind, f.day, f.items, CASE WHEN f.kind = 'delivered' THEN f.by END AS "by",
             CASE WHEN f.kind = 'doneBy' THEN to_jsonb(f.day + f.p85) ELSE to_jsonb(f.p85) END AS said,
             CASE WHEN f.kind = 'doneBy' THEN to_jsonb(f.day + f.outcome) ELSE to_jsonb(f.outcome) END AS outcome, NULL::integer AS request,
             CASE WHEN f.kind = 'doneBy' THEN f.outcome <= f.p85 ELSE f.outcome >= f.p85 END IS TRUE AS held
        FROM public.board_forecasts f
       WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.due BETWEEN _from AND _to
         AND f.scored_at IS NOT NULL AND f.void IS NULL AND f.kind IN ('doneBy', 'delivered') AND f.p85 > 0
       UNION ALL
      SELECT 'request', g.day, NULL, NULL, to_jsonb(g.p85), to_jsonb(g.outcome), g.number, (g.outcome <= g.p85) IS TRUE
        FROM (SELECT DISTINCT ON (x.request_id) x.*, r.number
                FROM public.given_forecasts x
                JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = _board AND r.id = x.request_id
               WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.p85 BETWEEN _from AND _to
                 AND x.scored_at IS NOT NULL AND x.void IS NULL
               ORDER BY x.request_id, x.day, x.ahead) g
    )
    SELECT jsonb_build_object(
      'scored', (SELECT count(*) FROM promises),
      'missedTotal', (SELECT count(*) FROM promises p WHERE NOT p.held),
      'missed', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                          'kind', m.kind, 'day', m.day, 'items', m.items, 'by', m."by", 'said', m.said, 'outcome', m.outcome, 'request', m.request)), '[]')
                   FROM (SELECT * FROM promises p WHERE NOT p.held ORDER BY p.day, p.kind, p.items, p.request LIMIT 10) m)));
END $function$;

CREATE OR REPLACE FUNCTION weir.forecast_scores(_workspace uuid, _boards uuid[], _from date, _to date, _window integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN (
    WITH shown AS MATERIALIZED (
      SELECT f.* FROM unnest(_boards) b
       CROSS JOIN LATERAL (
         SELECT x.* FROM public.board_forecasts x WHERE x.workspace_id = _workspace AND x.board_id = b AND x.due >= _from OFFSET 0) f
       WHERE _window IS NULL OR f.window_days = _window
    ), given AS MATERIALIZED (
      SELECT g.* FROM unnest(_boards) b
       CROSS JOIN LATERAL (
         SELECT x.* FROM public.given_forecasts x WHERE x.workspace_id = _workspace AND x.board_id = b AND x.p85 >= _from OFFSET 0) g
       WHERE _window IS NULL OR _window = 120
    ), joint AS MATERIALIZED (
      SELECT * FROM weir.joint_forecasts_of(_workspace, _boards, _from, _window)
    ), promises AS (
      SELECT CASE s.kind WHEN 'card' THEN 'cards' ELSE s.kind::text END AS kind, l.level, s.board_id, s.day,
             CASE WHEN s.kind = 'delivered' THEN s.due ELSE s.day + l.promised END AS last,
             CASE WHEN s.kind = 'delivered' THEN s.outcome >= l.promised ELSE s.outcome <= l.promised END IS TRUE AS held,
             CASE WHEN s.kind = 'delivered' THEN s.outcome > l.promised ELSE s.outcome < l.promised END IS TRUE AS surpassed
        FROM shown s
       CROSS JOIN LATERAL (VALUES ('p50', s.p50), ('p70', s.p70), ('p85', s.p85), ('p95', s.p95)) l (level, promised)
       -- At least no card says nothing.
       WHERE s.scored_at IS NOT NULL AND s.void IS NULL AND s.kind <> 'chance' AND s.due <= _to AND l.promised > 0
       UNION ALL
      SELECT 'requests', l.level, g.board_id, g.day, l.promised, (g.outcome <= l.promised) IS TRUE, (g.outcome < l.promised) IS TRUE
        FROM given g CROSS JOIN LATERAL (VALUES ('p50', g.p50), ('p85', g.p85)) l (level, promised)
       WHERE g.scored_at IS NOT NULL AND g.void IS NULL AND g.p85 <= _to
    ), of_boards AS (
      SELECT p.kind, p.level, count(*) AS forecasts, count(*) FILTER (WHERE p.held) AS held, count(*) FILTER (WHERE p.surpassed) AS surpassed,
             sum(p.last - p.day) AS days, range_agg(daterange(p.day, p.last)) AS covered
        FROM promises p GROUP BY p.kind, p.level, p.board_id
    ), levels AS (
      SELECT o.kind, o.level, sum(o.forecasts) AS forecasts, sum(o.held) AS held, sum(o.surpassed) AS surpassed, sum(o.days) AS days,
             sum((SELECT sum(upper(r) - lower(r)) FROM unnest(o.covered) r)) AS covered
        FROM of_boards o GROUP BY o.kind, o.level
       UNION ALL
      SELECT 'together', j.* FROM weir.joint_levels(_workspace, _boards, _from, _to, _window) j
    ), said AS (
      SELECT s.percent, s.outcome, s.baseline FROM shown s
       WHERE s.kind = 'chance' AND s.scored_at IS NOT NULL AND s.void IS NULL AND s.due <= _to
       UNION ALL
      SELECT j.percent, j.outcome, j.baseline FROM joint j
       WHERE j.kind = 'chance' AND j.scored_at IS NOT NULL AND j.void IS NULL AND j.due <= _to
    ), chances AS (
      SELECT s.percent, count(*) AS forecasts, count(*) FILTER (WHERE s.outcome = 1) AS happened,
             count(*) FILTER (WHERE s.outcome <> s.baseline) AS wrong
        FROM said s GROUP BY s.percent
    ), voids AS (
      SELECT v.void, count(*) AS forecasts
        FROM (SELECT s.void FROM shown s WHERE s.void IS NOT NULL AND s.due <= _to
               UNION ALL
              SELECT j.void FROM joint j WHERE j.void IS NOT NULL AND j.due <= _to
               UNION ALL
              SELECT g.void FROM given g WHERE g.void IS NOT NULL AND g.p85 <= _to) v GROUP BY v.void
    )
    SELECT jsonb_build_object(
      'levels', (SELECT coalesce(jsonb_agg(l), '[]') FROM levels l),
      'chances', (SELECT coalesce(jsonb_agg(jsonb_build_object('percent', c.percent, 'forecasts', c.forecasts, 'happened', c.happened,
                                                               'baselineWrong', c.wrong) ORDER BY c.percent), '[]') FROM chances c),
      'void', (SELECT coalesce(jsonb_object_agg(v.void, v.forecasts), '{}') FROM voids v),
      'pending', (SELECT count(*) FROM shown s WHERE s.scored_at IS NULL) + (SELECT count(*) FROM given g WHERE g.scored_at IS NULL)
                 + (SELECT count(*) FROM joint j WHERE j.scored_at IS NULL)));
END $function$;

CREATE OR REPLACE FUNCTION weir.store_joint_forecasts(_workspace uuid, _forecasts jsonb, _at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.lot_of_joint_forecast(_f public.joint_forecasts)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  SELECT hashtextextended(concat_ws('/', _f.workspace_id, _f.day, _f.kind, _f.window_days, _f.board_ids, _f.items, _f.by), 0)
$function$;

CREATE OR REPLACE FUNCTION weir.score_joint_forecast(_workspace uuid, _day date, _n integer, _now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.joint_forecasts_of(_workspace uuid, _boards uuid[], _from date, _window integer)
 RETURNS SETOF public.joint_forecasts
 LANGUAGE sql
 STABLE
AS $function$
  SELECT f.* FROM public.joint_forecasts f
   WHERE f.workspace_id = _workspace AND f.due >= _from AND cardinality(_boards) > 1 AND f.board_ids <@ _boards AND (_window IS NULL OR f.window_days = _window)
$function$;

CREATE OR REPLACE FUNCTION weir.joint_levels(_workspace uuid, _boards uuid[], _from date, _to date, _window integer)
 RETURNS TABLE(level text, forecasts bigint, held bigint, surpassed bigint, days bigint, covered bigint)
 LANGUAGE plpgsql
 STABLE
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.store_board_forecasts(_workspace uuid, _board uuid, _day date, _forecasts jsonb, _at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.lot_of_forecast(_f public.board_forecasts)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  SELECT hashtextextended(concat_ws('/', _f.board_id, _f.day, _f.kind, _f.window_days, _f.items, _f.by, _f.card), 0)
$function$;

CREATE OR REPLACE FUNCTION weir.score_forecasts(_workspace uuid, _board uuid, _now timestamp with time zone, _most integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.outcome_of_forecast(_forecast public.board_forecasts, _time_zone text, _archived date, OUT void public.forecast_void, OUT outcome integer)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.day_of_delivery(_workspace uuid, _board uuid, _from timestamp with time zone, _to timestamp with time zone, _items integer, _time_zone text)
 RETURNS date
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT (c.delivered_at AT TIME ZONE _time_zone)::date FROM public.flow_cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board
       AND c.delivered_at >= _from AND c.delivered_at < _to AND c.fault IS DISTINCT FROM 'noDates'
     ORDER BY c.delivered_at OFFSET _items - 1 LIMIT 1);
END $function$;

CREATE OR REPLACE FUNCTION weir.fate_of_card(_workspace uuid, _board uuid, _number integer, _end timestamp with time zone, OUT void public.forecast_void, OUT delivered_at timestamp with time zone)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.outcome_of_request_forecast(_given public.given_forecasts, _time_zone text, OUT void public.forecast_void, OUT outcome date)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.places_of_cards(_workspace uuid, _boards uuid[])
 RETURNS TABLE(board_id uuid, card_id uuid, request_id uuid, ahead bigint)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT k.board_id, c.id, c.request_id,
         row_number() OVER (PARTITION BY k.board_id ORDER BY k.position DESC, c.done DESC, c.rank, c.number)
    FROM public.columns k
   CROSS JOIN LATERAL (
     -- OFFSET keeps PostgreSQL from reading all cards of the workspace in one pass, the delivered ones too.
     SELECT r.id, r.request_id, r.done, r.rank, r.number FROM public.cards r
      WHERE r.workspace_id = k.workspace_id AND r.board_id = k.board_id AND r.column_id = k.id AND r.archived_at IS NULL
     OFFSET 0) c
   WHERE k.workspace_id = _workspace AND k.board_id = ANY (_boards) AND k.kind <> 'done'
$function$;

CREATE OR REPLACE FUNCTION weir.cards_ahead(_workspace uuid, _boards uuid[])
 RETURNS TABLE(board_id uuid, request_id uuid, ahead bigint)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT p.board_id, p.request_id, p.ahead FROM weir.places_of_cards(_workspace, _boards) p WHERE p.request_id IS NOT NULL
$function$;
