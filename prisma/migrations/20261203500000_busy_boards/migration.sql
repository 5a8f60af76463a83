DROP FUNCTION weir.sle_in_flight(uuid,uuid[],jsonb,timestamp with time zone);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.service_levels(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN (
    WITH classes AS MATERIALIZED (
      SELECT b.id AS board_id, b.key, c AS class_of_service, b.service_levels -> c::text AS expectation,
             coalesce((b.service_levels -> c::text ->> 'percent')::integer, 85) AS percent,
             (b.service_levels -> c::text ->> 'days')::integer AS days
        FROM public.boards b
       CROSS JOIN unnest(enum_range(NULL::public.class_of_service)) c
       WHERE b.workspace_id = _workspace AND b.id = ANY (_boards)
         AND (NOT _filter ? 'classes' OR _filter -> 'classes' ? c::text)
    ), delivered AS (
      SELECT k.board_id, k.class_of_service, count(*) AS sample, count(*) FILTER (WHERE d.cycle_days <= k.days) AS kept,
             (array_agg(d.cycle_days ORDER BY d.cycle_days))[ceil(max(k.percent) * count(*) / 100.0)::integer] AS days
        FROM weir.deliveries(_workspace, _boards, _from, _to, _filter) d
        JOIN classes k ON k.board_id = d.board_id AND k.class_of_service = d.class_of_service
       WHERE d.fault IS NULL OR d.fault = 'gap'
       GROUP BY 1, 2
    ), in_flight AS (
      SELECT n.board_id, n.class_of_service, count(*) AS cards, count(*) FILTER (WHERE n.state = 'atRisk') AS at_risk,
             count(*) FILTER (WHERE n.state = 'broken') AS broken
        FROM weir.sle_in_flight(_workspace, _boards, _filter, _now, true) n
       GROUP BY 1, 2
    )
    SELECT coalesce(jsonb_agg(jsonb_build_object(
             'board', k.key, 'classOfService', k.class_of_service, 'expectation', k.expectation, 'percent', k.percent,
             'sample', coalesce(d.sample, 0), 'kept', CASE WHEN k.days IS NOT NULL THEN coalesce(d.kept, 0) END, 'days', d.days,
             'inFlight', coalesce(f.cards, 0), 'atRisk', coalesce(f.at_risk, 0), 'broken', coalesce(f.broken, 0))
             ORDER BY k.key, k.class_of_service), '[]')
      FROM classes k
      LEFT JOIN delivered d USING (board_id, class_of_service)
      LEFT JOIN in_flight f USING (board_id, class_of_service)
     WHERE k.expectation IS NOT NULL OR d.sample > 0 OR f.cards > 0);
END $function$;

CREATE OR REPLACE FUNCTION weir.sle_in_flight(_workspace uuid, _boards uuid[], _filter jsonb, _now timestamp with time zone, _risk boolean)
 RETURNS TABLE(board_id uuid, card integer, class_of_service public.class_of_service, committed_at timestamp with time zone, age_days integer, days integer, state text)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT b.id, c.card, c.class_of_service, c.committed_at, a.days, e.days,
         weir.sle_state(a.days, e.days, (r.ages -> c.class_of_service::text ->> c.column_id::text)::integer)
    FROM public.boards b
    JOIN public.intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   CROSS JOIN LATERAL (
     SELECT CASE WHEN _risk THEN weir.board_risk_ages(b, (_now AT TIME ZONE i.time_zone)::date) ELSE '{}' END AS ages OFFSET 0) r
   CROSS JOIN LATERAL (
     SELECT x.* FROM public.flow_cards x
      WHERE x.workspace_id = _workspace AND x.board_id = b.id AND x.stage = 'inFlight'
     OFFSET 0) c
   CROSS JOIN LATERAL (
     SELECT CASE WHEN (c.fault IN ('noDates', 'noStart')) IS NOT TRUE
                 THEN (_now AT TIME ZONE i.time_zone)::date - (c.committed_at AT TIME ZONE i.time_zone)::date + 1 END AS days) a
   CROSS JOIN LATERAL (SELECT (b.service_levels -> c.class_of_service::text ->> 'days')::integer AS days) e
   WHERE b.workspace_id = _workspace AND b.id = ANY (_boards) AND (_filter = '{}' OR weir.in_flow_filter(c::public.flow_cards, _filter))
$function$;

CREATE OR REPLACE FUNCTION weir.late_cards(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb, _now timestamp with time zone, _most integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN (
    WITH late AS MATERIALIZED (
      SELECT n.board_id, n.card, n.class_of_service, n.days AS expected, n.age_days AS days, n.committed_at, NULL::date AS day, NULL::timestamptz AS delivered_at
        FROM weir.sle_in_flight(_workspace, _boards, _filter, _now, false) n WHERE n.state = 'broken'
       UNION ALL
      SELECT d.board_id, d.card, d.class_of_service, e.days, d.cycle_days, d.committed_at, d.day, d.delivered_at
        FROM weir.deliveries(_workspace, _boards, _from, _to, _filter) d
        JOIN public.boards b ON b.workspace_id = _workspace AND b.id = d.board_id
       CROSS JOIN LATERAL (SELECT (b.service_levels -> d.class_of_service::text ->> 'days')::integer AS days) e
       WHERE d.cycle_days > e.days AND (d.fault IS NULL OR d.fault = 'gap')
    ), shown AS MATERIALIZED (
      SELECT row_number() OVER (ORDER BY l.delivered_at DESC NULLS FIRST, l.committed_at, l.board_id, l.card) AS n, l.*
        FROM late l
       ORDER BY 1
       LIMIT _most
    ), usual AS MATERIALIZED (
      SELECT s.board_id, weir.usual_times(_workspace, s.board_id, _from, _to, jsonb_agg(DISTINCT s.class_of_service)) AS times
        FROM shown s GROUP BY 1
    )
    SELECT jsonb_build_object(
      'total', (SELECT count(*) FROM late),
      'cards', coalesce(jsonb_agg(jsonb_build_object(
        'board', b.key, 'number', s.card, 'title', c.title, 'classOfService', s.class_of_service, 'expectedDays', s.expected,
        'deliveredOn', s.day, 'days', s.days,
        'spent', weir.time_spent(_workspace, s.board_id, s.card, s.committed_at, coalesce(s.delivered_at, _now), u.times -> s.class_of_service::text))
        ORDER BY s.n), '[]'))
      FROM shown s
      JOIN usual u ON u.board_id = s.board_id
      JOIN public.boards b ON b.workspace_id = _workspace AND b.id = s.board_id
      LEFT JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = s.board_id AND c.number = s.card);
END $function$;

CREATE OR REPLACE FUNCTION weir.passed_ages(_workspace uuid, _board uuid, _from date, _to date, _classes jsonb)
 RETURNS TABLE(card integer, class_of_service public.class_of_service, cycle_days integer, column_id uuid, place bigint, passed_days integer)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN QUERY
  WITH delivered AS MATERIALIZED (
    SELECT d.card, d.class_of_service, d.committed_at, d.cycle_days, i.time_zone
      FROM weir.deliveries(_workspace, ARRAY[_board], _from, _to, jsonb_build_object('classes', _classes)) d
      JOIN public.intakes i ON i.workspace_id = _workspace AND i.board_id = d.board_id
     WHERE d.fault IS NULL
  ), active AS MATERIALIZED (
    SELECT k.id, row_number() OVER w AS place, lead(k.id) OVER w IS NULL AS is_last
      FROM public.columns k WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'active'
    WINDOW w AS (ORDER BY k.position, k.id)
  )
  SELECT d.card, d.class_of_service, d.cycle_days, p.id, p.place,
         CASE WHEN p.is_last THEN d.cycle_days
              ELSE (p.left_at AT TIME ZONE d.time_zone)::date - (d.committed_at AT TIME ZONE d.time_zone)::date + 1 END
    FROM delivered d
   CROSS JOIN LATERAL (
     -- Card by card: the planner expects few cards, and would compare the stays of each with those of all.
     SELECT a.id, a.place, a.is_last, max(s.left_at) OVER (ORDER BY a.place) AS left_at
       FROM active a
       LEFT JOIN (
         -- IS TRUE: only the key of the table finds the few stays of a card.
         SELECT x.column_id, max(x.left_at) AS left_at FROM public.flow_stays x
          WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card = d.card
            AND (x.stage = 'inFlight' AND x.column_id IS NOT NULL AND x.left_at >= d.committed_at) IS TRUE
          GROUP BY 1) s ON s.column_id = a.id) p;
END $function$;

CREATE OR REPLACE FUNCTION weir.risk_ages(_workspace uuid, _board uuid, _levels jsonb, _today date)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  IF _levels = '{}' THEN
    RETURN '{}';
  END IF;
  RETURN (
    WITH levels AS MATERIALIZED (
      SELECT l.key::public.class_of_service AS class_of_service, (l.value ->> 'days')::integer AS days FROM jsonb_each(_levels) l
    ), passed AS MATERIALIZED (
      SELECT p.*, l.days
        FROM weir.passed_ages(_workspace, _board, _today - 180, _today - 1, (SELECT jsonb_agg(x.class_of_service) FROM levels x)) p
        JOIN levels l USING (class_of_service)
    ), sampled AS MATERIALIZED (
      SELECT p.class_of_service FROM passed p GROUP BY 1 HAVING count(DISTINCT p.card) >= 10
    ), ages AS (
      SELECT p.class_of_service, p.column_id, p.passed_days, count(*) AS cards, count(*) FILTER (WHERE p.cycle_days <= p.days) AS kept
        FROM passed p JOIN sampled USING (class_of_service)
       WHERE p.passed_days IS NOT NULL
       GROUP BY 1, 2, 3
    ), reached AS MATERIALIZED (
      SELECT a.class_of_service, a.column_id, coalesce(lag(a.passed_days) OVER up, 0) + 1 AS age,
             sum(a.cards) OVER as_old AS cards, sum(a.kept) OVER as_old AS kept
        FROM ages a
      WINDOW up AS (PARTITION BY a.class_of_service, a.column_id ORDER BY a.passed_days),
             as_old AS (PARTITION BY a.class_of_service, a.column_id ORDER BY a.passed_days DESC)
    ), own AS (
      SELECT l.class_of_service, k.id AS column_id, k.position,
             least(l.days, (SELECT min(r.age) FROM reached r
                             WHERE r.class_of_service = l.class_of_service AND r.column_id = k.id
                               AND r.cards >= 5 AND 2 * r.kept < r.cards)) AS days
        FROM levels l
       CROSS JOIN public.columns k
       WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'active'
    ), lowest AS (
      SELECT o.class_of_service, o.column_id, min(o.days) OVER (PARTITION BY o.class_of_service ORDER BY o.position DESC, o.column_id DESC) AS days
        FROM own o
    )
    SELECT coalesce(jsonb_object_agg(c.class_of_service, c.ages), '{}')
      FROM (SELECT x.class_of_service, jsonb_object_agg(x.column_id, x.days) AS ages FROM lowest x GROUP BY 1) c);
END $function$;

CREATE OR REPLACE FUNCTION weir.what_if_history(_workspace uuid, _board uuid, _from date, _now timestamp with time zone, _most integer, _least integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  _intake  public.intakes;
  _today   date;
  _changed date;
  _from_at timestamptz;
  _to_at   timestamptz;
BEGIN
  SELECT * INTO _intake FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  _today := (_now AT TIME ZONE _intake.time_zone)::date;
  _to_at := _today::timestamp AT TIME ZONE _intake.time_zone;
  SELECT least(_today, greatest(_from, least((b.created_at AT TIME ZONE _intake.time_zone)::date, (
           SELECT (c.delivered_at AT TIME ZONE _intake.time_zone)::date FROM public.flow_cards c
            WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.delivered_at IS NOT NULL
            ORDER BY c.delivered_at LIMIT 1))))
    INTO _from FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board;
  IF _most IS NOT NULL THEN
    _from := greatest(_from, (
      SELECT least((c.delivered_at AT TIME ZONE _intake.time_zone)::date + 1, _today - _least) FROM public.flow_cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.delivered_at < _to_at
       ORDER BY c.delivered_at DESC OFFSET _most LIMIT 1));
  END IF;
  IF _least IS NOT NULL THEN
    -- By the index events_of_limits.
    SELECT (e.at AT TIME ZONE _intake.time_zone)::date INTO _changed
      FROM public.events e
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.at >= _from::timestamp AT TIME ZONE _intake.time_zone
       AND e.type IN ('limit.added', 'limit.changed', 'limit.removed', 'limit.trialStarted', 'limit.trialEnded', 'limit.trialDecided',
                      'column.added', 'column.changed', 'column.removed', 'board.changed')
       AND e.changes @? '$[*].limit'
     ORDER BY e.at DESC LIMIT 1;
  END IF;
  IF _changed < _today - _least THEN
    _from := _changed + 1;
  END IF;
  _from_at := _from::timestamp AT TIME ZONE _intake.time_zone;
  RETURN (
    WITH found AS MATERIALIZED (
      SELECT x.card FROM public.flow_stays x
       WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.stage <> 'delivered'
         AND tstzrange(x.entered_at, x.left_at, '[]') && tstzrange(_from_at, _to_at)
       GROUP BY 1
    ), stays AS MATERIALIZED (
      SELECT s.* FROM found f
       CROSS JOIN LATERAL (
         SELECT x.* FROM public.flow_stays x
          WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card = f.card
            AND (x.stage <> 'delivered' AND x.entered_at < _to_at AND (x.left_at IS NULL OR x.left_at >= _from_at - interval '180 days')) IS TRUE) s
    ), known AS MATERIALIZED (
      SELECT c.* FROM found f
       CROSS JOIN LATERAL (
         SELECT x.* FROM public.flow_cards x WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card = f.card OFFSET 0) c
    ), active AS (
      SELECT k.id, row_number() OVER (ORDER BY k.position, k.id) - 1 AS n
        FROM public.columns k WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'active'
    )
    SELECT weir.what_if_rules(_workspace, _board) || jsonb_build_object(
      'today', _today, 'from', _from, 'limitsChangedOn', _changed,
      'people', (
        SELECT count(DISTINCT a.person) FROM known c CROSS JOIN LATERAL unnest(c.assignee_ids) a (person)
         WHERE c.committed_at < _to_at),
      'stays', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(
                 s.card, s.stage, a.n, CASE WHEN s.blocked THEN 'blocked' WHEN s.half_done THEN 'waiting' ELSE 'work' END,
                 weir.milliseconds(s.entered_at), CASE WHEN s.left_at < _to_at THEN weir.milliseconds(s.left_at) END, s.came_from,
                 CASE WHEN s.left_at < _to_at THEN s.left_for END) ORDER BY s.card, s.n), '[]')
          FROM stays s LEFT JOIN active a ON a.id = s.column_id),
      'cards', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(c.card, c.class_of_service, c.submitted_at IS NOT NULL, c.fault IS NOT NULL)), '[]')
          FROM known c),
      'requests', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(
                 r.class_of_service, weir.milliseconds(r.submitted_at),
                 CASE WHEN r.answered_at < _to_at THEN weir.milliseconds(r.answered_at) END, weir.milliseconds(r.expires_at),
                 CASE WHEN r.answered_at < _to_at THEN a.kind END) ORDER BY r.submitted_at, r.number), '[]')
          FROM ((SELECT x.* FROM public.requests x
                  WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.submitted_at >= _from_at AND x.submitted_at < _to_at
                  ORDER BY x.submitted_at DESC LIMIT CASE WHEN _most IS NOT NULL THEN 5000 END)
                 UNION ALL
                (SELECT x.* FROM public.requests x
                  WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.answered_at >= _from_at AND x.answered_at < _to_at
                    AND x.submitted_at < _from_at AND x.submitted_at >= _from_at - interval '180 days'
                  ORDER BY x.answered_at DESC LIMIT CASE WHEN _most IS NOT NULL THEN 5000 END)) r
          LEFT JOIN public.answers a ON a.workspace_id = _workspace AND a.board_id = _board AND a.request_id = r.id),
      'refused', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(weir.milliseconds(d.hour), d.times) ORDER BY d.hour), '[]')
          FROM (SELECT x.hour, sum(x.count) AS times FROM public.door_refusals x
                 WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.code = 'intake-queue-full'
                   AND x.hour >= _from_at AND x.hour < _to_at
                 GROUP BY 1) d)));
END $function$;

-- The last day on which a board was not measured, without a look at all its days.
CREATE INDEX rest_days_not_measured ON public.rest_days (workspace_id, board_id, day) WHERE kind = 'notMeasured';
