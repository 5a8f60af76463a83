-- AlterTable
ALTER TABLE "public"."boards" ADD COLUMN     "service_levels" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
-- From which age on the cards of a board are at risk, on a day.
CREATE TABLE "public"."risk_ages" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "levels" JSONB NOT NULL,
    "ages" JSONB NOT NULL,

    CONSTRAINT "risk_ages_pkey" PRIMARY KEY ("workspace_id","board_id")
);

-- AddForeignKey
ALTER TABLE "public"."risk_ages" ADD CONSTRAINT "risk_ages_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.board_values(_b public.boards)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _b.id IS NOT NULL THEN jsonb_build_object(
    'key', _b.key, 'name', _b.name, 'archived', _b.archived_at IS NOT NULL, 'archivedAt', weir.instant(_b.archived_at),
    'deleteAt', weir.instant(_b.delete_at),
    'overrideBudget', _b.override_budget, 'classPolicies', _b.class_policies, 'serviceLevels', _b.service_levels,
    'publicLink', _b.public_link_id IS NOT NULL) END
$function$;

CREATE OR REPLACE FUNCTION weir.flow_ageing(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb, _now timestamp with time zone, _most integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN (
    WITH in_flight AS MATERIALIZED (
      SELECT c.board_id, c.card, c.column_id, c.half_done, c.blocked, c.class_of_service, c.committed_at, c.fault,
             (_now AT TIME ZONE w.time_zone)::date - (c.committed_at AT TIME ZONE w.time_zone)::date + 1 AS age_days
        FROM weir.flow_windows(_workspace, _boards, _from, _to) w
       CROSS JOIN LATERAL (
         SELECT x.* FROM public.flow_cards x
          WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.stage = 'inFlight'
         OFFSET 0) c
       WHERE weir.in_flow_filter(c::public.flow_cards, _filter)
    ), expected AS MATERIALIZED (
      SELECT b.id AS board_id, b.service_levels AS levels, weir.board_risk_ages(b, (_now AT TIME ZONE w.time_zone)::date) AS risk_ages
        FROM public.boards b
        JOIN weir.flow_windows(_workspace, _boards, _from, _to) w ON w.board_id = b.id
       WHERE b.workspace_id = _workspace AND b.id = ANY (_boards)
    ), delivered AS MATERIALIZED (
      SELECT d.board_id, d.card, d.committed_at, w.time_zone
        FROM weir.deliveries(_workspace, _boards, _from, _to, _filter) d
        JOIN weir.flow_windows(_workspace, _boards, _from, _to) w ON w.board_id = d.board_id
       WHERE d.fault IS NULL AND cardinality(_boards) = 1
    ), exits AS (
      SELECT s.column_id, (s.left_at AT TIME ZONE d.time_zone)::date - (d.committed_at AT TIME ZONE d.time_zone)::date + 1 AS age_days
        FROM delivered d
       CROSS JOIN LATERAL (
         -- IS TRUE: only the key of the table finds the few stays of a card.
         SELECT x.column_id, max(x.left_at) AS left_at FROM public.flow_stays x
          WHERE x.workspace_id = _workspace AND x.board_id = d.board_id AND x.card = d.card
            AND (x.stage = 'inFlight' AND x.column_id IS NOT NULL AND x.left_at >= d.committed_at) IS TRUE
          GROUP BY 1) s
    )
    SELECT jsonb_build_object(
      'total', (SELECT count(*) FROM in_flight),
      'cards', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'board', b.key, 'number', p.card, 'title', c.title, 'classOfService', p.class_of_service, 'columnId', p.column_id,
                 'halfDone', p.half_done, 'blocked', p.blocked, 'ageDays', a.days,
                 'sle', weir.sle_state(a.days, (x.levels -> p.class_of_service::text ->> 'days')::integer,
                                       (x.risk_ages -> p.class_of_service::text ->> p.column_id::text)::integer))
                 ORDER BY p.committed_at, p.board_id, p.card), '[]')
          FROM (SELECT * FROM in_flight n ORDER BY n.committed_at, n.board_id, n.card LIMIT _most) p
          JOIN public.boards b ON b.workspace_id = _workspace AND b.id = p.board_id
          JOIN expected x ON x.board_id = p.board_id
         CROSS JOIN LATERAL (SELECT CASE WHEN (p.fault IN ('noDates', 'noStart')) IS NOT TRUE THEN p.age_days END AS days) a
          LEFT JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = p.board_id AND c.number = p.card),
      'columns', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('columnId', e.column_id, 'sample', e.sample, 'ages', e.ages)), '[]')
          FROM (SELECT x.column_id, count(*) AS sample, weir.percentiles(array_agg(x.age_days)) AS ages FROM exits x GROUP BY 1) e)));
END $function$;

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
        FROM weir.sle_in_flight(_workspace, _boards, _filter, _now) n
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

CREATE OR REPLACE FUNCTION weir.sle_in_flight(_workspace uuid, _boards uuid[], _filter jsonb, _now timestamp with time zone)
 RETURNS TABLE(board_id uuid, card integer, class_of_service public.class_of_service, committed_at timestamp with time zone, age_days integer, days integer, state text)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT b.id, c.card, c.class_of_service, c.committed_at, a.days, e.days,
         weir.sle_state(a.days, e.days, (r.ages -> c.class_of_service::text ->> c.column_id::text)::integer)
    FROM public.boards b
    JOIN public.intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   CROSS JOIN LATERAL (SELECT weir.board_risk_ages(b, (_now AT TIME ZONE i.time_zone)::date) AS ages OFFSET 0) r
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
        FROM weir.sle_in_flight(_workspace, _boards, _filter, _now) n WHERE n.state = 'broken'
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

CREATE OR REPLACE FUNCTION weir.usual_times(_workspace uuid, _board uuid, _from date, _to date, _classes jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN (
    WITH spent AS (
      SELECT d.class_of_service, s.column_id, s.seconds
        FROM weir.deliveries(_workspace, ARRAY[_board], _from, _to, jsonb_build_object('classes', _classes)) d
       CROSS JOIN LATERAL (
         SELECT x.column_id, sum(weir.seconds_between(x.entered_at, x.left_at, d.committed_at, d.delivered_at)) AS seconds FROM public.flow_stays x
          WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card = d.card
            AND (x.stage = 'inFlight' AND x.column_id IS NOT NULL AND x.entered_at < d.delivered_at AND x.left_at > d.committed_at) IS TRUE
          GROUP BY 1) s
       WHERE d.fault IS NULL
    ), by_column AS (
      SELECT s.class_of_service, s.column_id, count(*) AS sample, percentile_disc('{0.5,0.85}'::float[]) WITHIN GROUP (ORDER BY s.seconds) AS found
        FROM spent s GROUP BY 1, 2
    )
    SELECT coalesce(jsonb_object_agg(k.class_of_service, k.times), '{}')
      FROM (SELECT c.class_of_service,
                   jsonb_object_agg(c.column_id, jsonb_build_object('sample', c.sample, 'p50', c.found[1], 'p85', c.found[2])) AS times
              FROM by_column c GROUP BY 1) k);
END $function$;

CREATE OR REPLACE FUNCTION weir.time_spent(_workspace uuid, _board uuid, _card integer, _committed timestamp with time zone, _end timestamp with time zone, _usual jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  IF (SELECT f.fault = 'gap' FROM public.flow_cards f WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.card = _card) THEN
    RETURN NULL;
  END IF;
  RETURN (
    WITH stays AS MATERIALIZED (
      SELECT s.stage, s.column_id, s.half_done, s.blocked, s.entered_at, s.left_at, s.left_for,
             weir.seconds_between(s.entered_at, s.left_at, _committed, _end) AS seconds,
             (lag(s.stage) OVER w, lag(s.column_id) OVER w) IS DISTINCT FROM (s.stage, s.column_id) AS is_visit
        FROM public.flow_stays s
       WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.card = _card
      WINDOW w AS (ORDER BY s.n)
    ), spent AS (
      SELECT s.column_id, sum(s.seconds) AS seconds, coalesce(sum(s.seconds) FILTER (WHERE s.blocked), 0) AS blocked,
             coalesce(sum(s.seconds) FILTER (WHERE s.half_done AND NOT s.blocked), 0) AS waiting, count(*) FILTER (WHERE s.is_visit) AS visits
        FROM stays s
       WHERE s.stage = 'inFlight' AND s.entered_at <= _end AND coalesce(s.left_at >= _committed, true)
       GROUP BY 1
      HAVING sum(s.seconds) > 0
    )
    SELECT jsonb_build_object(
      'columns', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'columnId', p.column_id, 'name', k.name, 'seconds', p.seconds, 'blocked', p.blocked, 'waiting', p.waiting,
                 'visits', greatest(p.visits, 1), 'usual', _usual -> p.column_id::text) ORDER BY k.position, p.column_id), '[]')
          FROM spent p
          LEFT JOIN public.columns k ON k.workspace_id = _workspace AND k.board_id = _board AND k.id = p.column_id),
      'returned', (SELECT coalesce(sum(s.seconds), 0) FROM stays s WHERE s.stage <> 'inFlight' AND s.entered_at >= _committed AND s.entered_at < _end),
      'reopened', (SELECT count(*) FROM stays s WHERE s.stage = 'delivered' AND s.left_at <= _end AND s.entered_at >= _committed),
      'putBack', (SELECT count(*) FROM stays s WHERE s.stage = 'inFlight' AND s.left_for = 'queued' AND s.left_at <= _end),
      'blocks', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('reason', r.reason, 'seconds', r.seconds) ORDER BY r.seconds DESC, r.reason), '[]')
          FROM (SELECT nullif(x.reason, weir.erased_text()) AS reason,
                       sum(weir.seconds_between(x.blocked_at, x.unblocked_at, _committed, _end))::bigint AS seconds
                  FROM public.cards c
                  JOIN public.card_blocks x ON x.workspace_id = _workspace AND x.board_id = _board AND x.card_id = c.id
                 WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _card
                   AND x.blocked_at < _end AND coalesce(x.unblocked_at > _committed, true)
                 GROUP BY 1
                 ORDER BY 2 DESC, 1
                 LIMIT 10) r)));
END $function$;

CREATE OR REPLACE FUNCTION weir.seconds_between(_entered timestamp with time zone, _left timestamp with time zone, _begin timestamp with time zone, _end timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT greatest(extract(epoch FROM date_trunc('second', least(coalesce(_left, _end), _end) - _begin)
                                   - date_trunc('second', greatest(_entered, _begin) - _begin)), 0)::bigint
$function$;

CREATE OR REPLACE FUNCTION weir.sle_of_card(_workspace uuid, _board uuid, _card integer, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_build_object(
             'classOfService', c.class_of_service, 'expectation', b.service_levels -> c.class_of_service::text, 'deliveredOn', t.delivered_on,
             'days', d.days, 'riskDays', r.days, 'state', CASE WHEN c.stage = 'inFlight' THEN weir.sle_state(d.days, e.days, r.days) END,
             'spent', CASE WHEN d.days IS NOT NULL THEN weir.time_spent(
               _workspace, _board, _card, c.committed_at, coalesce(c.delivered_at, _now),
               weir.usual_times(_workspace, _board, t.today - 89, t.today, jsonb_build_array(c.class_of_service)) -> c.class_of_service::text) END)
      FROM public.flow_cards c
      JOIN public.cards p ON p.workspace_id = _workspace AND p.board_id = _board AND p.number = c.card
      JOIN public.boards b ON b.workspace_id = _workspace AND b.id = _board
      JOIN public.intakes i ON i.workspace_id = _workspace AND i.board_id = _board
     CROSS JOIN LATERAL (
       SELECT (_now AT TIME ZONE i.time_zone)::date AS today, (c.delivered_at AT TIME ZONE i.time_zone)::date AS delivered_on) t
     CROSS JOIN LATERAL (
       SELECT CASE WHEN c.stage IN ('inFlight', 'delivered') AND (c.fault IS NULL OR c.fault = 'gap')
                   THEN coalesce(t.delivered_on, t.today) - (c.committed_at AT TIME ZONE i.time_zone)::date + 1 END AS days) d
     CROSS JOIN LATERAL (SELECT (b.service_levels -> c.class_of_service::text ->> 'days')::integer AS days) e
     CROSS JOIN LATERAL (
       SELECT CASE WHEN c.stage = 'inFlight'
                   THEN coalesce((weir.board_risk_ages(b, t.today) -> c.class_of_service::text ->> c.column_id::text)::integer, e.days) END AS days) r
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.card = _card);
END $function$;

CREATE OR REPLACE FUNCTION weir.are_service_levels(_levels jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
BEGIN
  RETURN jsonb_typeof(_levels) = 'object' AND NOT EXISTS (
    SELECT FROM jsonb_each(_levels) l
     WHERE l.key NOT IN ('expedite', 'fixedDate', 'standard', 'intangible')
        OR jsonb_typeof(l.value) <> 'object'
        OR (SELECT array_agg(k ORDER BY k) FROM jsonb_object_keys(CASE jsonb_typeof(l.value) WHEN 'object' THEN l.value ELSE '{}' END) k)
           IS DISTINCT FROM '{days,percent}'
        OR coalesce(l.value ->> 'percent', '') !~ '^[5-9][0-9]$'
        OR coalesce(l.value ->> 'days', '') !~ '^[1-9][0-9]{0,2}$'
        OR jsonb_typeof(l.value -> 'percent') <> 'number' OR jsonb_typeof(l.value -> 'days') <> 'number'
        OR (l.value ->> 'days')::numeric > 365);
END $function$;

CREATE OR REPLACE FUNCTION weir.sle_state(_age integer, _days integer, _risk integer)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN _age > _days THEN 'broken' WHEN _age >= coalesce(_risk, _days) THEN 'atRisk' WHEN _age <= _days THEN 'onTrack' END
$function$;

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
  ), exits AS MATERIALIZED (
    SELECT d.card, s.column_id, (s.left_at AT TIME ZONE d.time_zone)::date - (d.committed_at AT TIME ZONE d.time_zone)::date + 1 AS age
      FROM delivered d
     CROSS JOIN LATERAL (
       -- IS TRUE: only the key of the table finds the few stays of a card.
       SELECT x.column_id, max(x.left_at) AS left_at FROM public.flow_stays x
        WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card = d.card
          AND (x.stage = 'inFlight' AND x.column_id IS NOT NULL AND x.left_at >= d.committed_at) IS TRUE
        GROUP BY 1) s
  )
  SELECT d.card, d.class_of_service, d.cycle_days, a.id, a.place,
         CASE WHEN a.is_last THEN d.cycle_days ELSE max(e.age) OVER (PARTITION BY d.card ORDER BY a.place) END
    FROM delivered d
   CROSS JOIN active a
    LEFT JOIN exits e ON e.card = d.card AND e.column_id = a.id;
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
    ), sampled AS (
      SELECT p.class_of_service FROM passed p GROUP BY 1 HAVING count(DISTINCT p.card) >= 10
    ), ages AS (
      SELECT p.class_of_service, p.column_id, p.passed_days, count(*) AS cards, count(*) FILTER (WHERE p.cycle_days <= p.days) AS kept
        FROM passed p JOIN sampled USING (class_of_service)
       WHERE p.passed_days IS NOT NULL
       GROUP BY 1, 2, 3
    ), reached AS (
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

CREATE OR REPLACE FUNCTION weir.board_risk_ages(_board public.boards, _today date)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _ages jsonb;
BEGIN
  IF _board.service_levels = '{}' THEN
    RETURN '{}';
  END IF;
  SELECT r.ages INTO _ages FROM public.risk_ages r
   WHERE r.workspace_id = _board.workspace_id AND r.board_id = _board.id AND r.day = _today AND r.levels = _board.service_levels;
  RETURN coalesce(_ages, weir.risk_ages(_board.workspace_id, _board.id, _board.service_levels, _today));
END $function$;

CREATE OR REPLACE FUNCTION weir.boards_without_risk_ages(_now timestamp with time zone, _most integer)
 RETURNS TABLE(workspace_id uuid, board_id uuid)
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN QUERY
  SELECT b.workspace_id, b.id
    FROM public.boards b
    JOIN public.intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
    LEFT JOIN public.risk_ages r ON r.workspace_id = b.workspace_id AND r.board_id = b.id
   WHERE b.service_levels <> '{}' AND b.archived_at IS NULL
     AND (r.day, r.levels) IS DISTINCT FROM ((_now AT TIME ZONE i.time_zone)::date, b.service_levels)
   ORDER BY 1, 2
   LIMIT _most;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_risk_ages(_workspace uuid, _board uuid, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.risk_ages (workspace_id, board_id, day, levels, ages)
  SELECT _workspace, _board, d.today, b.service_levels, weir.risk_ages(_workspace, _board, b.service_levels, d.today)
    FROM public.boards b
    JOIN public.intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   CROSS JOIN LATERAL (SELECT (_now AT TIME ZONE i.time_zone)::date AS today) d
   WHERE b.workspace_id = _workspace AND b.id = _board
  ON CONFLICT ON CONSTRAINT risk_ages_pkey DO UPDATE SET day = excluded.day, levels = excluded.levels, ages = excluded.ages;
END $function$;

CREATE OR REPLACE FUNCTION weir.find_cards(_workspace uuid, _board uuid, _f jsonb, _sort text, _is_descending boolean, _after jsonb, _spelling text, _size integer)
 RETURNS TABLE(numbers integer[], next jsonb, spelling text)
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _in_flight constant text := 'c.committed_at IS NOT NULL AND c.delivered_at IS NULL AND c.archived_at IS NULL';
  _open      constant text := 'c.archived_at IS NULL AND c.delivered_at IS NULL';
  _by_card   text := 'SELECT (SELECT c.number FROM public.cards c WHERE c.workspace_id = p.workspace_id AND c.board_id = p.board_id
                      AND c.id = p.card_id) FROM public.%1$I p WHERE p.workspace_id = %2$L AND p.board_id = %3$L AND %4$s';
  -- First all of a card, of which there are few, and then those that fit: an index on the second condition would find many cards.
  _of_card   text := '(SELECT true FROM (SELECT p.* FROM public.%1$I p WHERE p.workspace_id = c.workspace_id
                       AND p.board_id = c.board_id AND p.card_id = c.id OFFSET 0) p WHERE %2$s LIMIT 1)';
  _cards     text := weir.numbers_of_board(_workspace, _board, 'public.cards') || ' AND ';
  _match     weir.text_match;
  _page      weir.page_source;
  _where     text[] := '{}';
  _sets      text[] := '{}';
  _part      text;
BEGIN
  IF _f ? 'search' THEN
    _match := weir.match_text(_workspace, _board, '{card,comment}', _f -> 'search', _spelling, NULL);
    IF _match.ids IS NULL THEN
      _where := _where || format(
        '(%s IS TRUE OR (SELECT true FROM public.comments m WHERE m.workspace_id = c.workspace_id AND m.board_id = c.board_id
                           AND m.card_id = c.id AND %s LIMIT 1) IS TRUE OR c.number = %L::integer)',
        weir.has_words('c', _match.words), weir.has_words('m', _match.words), _f ->> 'number');
    ELSE
      _where := _where || format('(c.id = ANY (%L::uuid[]) OR c.number = %L::integer)', _match.ids, _f ->> 'number');
      _sets := _sets || format(
        'SELECT c.number FROM public.cards c WHERE c.workspace_id = %1$L AND c.board_id = %2$L AND c.id = ANY (%3$L::uuid[])
          UNION ALL
         SELECT %4$L::integer WHERE %4$L IS NOT NULL', _workspace, _board, _match.ids, _f ->> 'number');
    END IF;
  END IF;
  IF _f ? 'assigneeIds' THEN
    IF _f -> 'assigneeIds' = '[]' THEN
      _where := _where || format(_of_card || ' IS NULL', 'card_assignees', 'true');
    ELSE
      _part := format('p.user_id = ANY (%s)', weir.listed(_f -> 'assigneeIds', 'uuid'));
      _where := _where || format(_of_card, 'card_assignees', _part);
      _sets := _sets || format(_by_card, 'card_assignees', _workspace, _board, _part);
    END IF;
  END IF;
  IF _f ? 'labelIds' THEN
    _part := format('p.label_id = ANY (%s)', weir.listed(_f -> 'labelIds', 'uuid'));
    _where := _where || format(_of_card, 'card_labels', _part);
    _sets := _sets || format(_by_card, 'card_labels', _workspace, _board, _part);
  END IF;
  IF _f ? 'blocked' THEN
    _part := format(_of_card, 'card_blocks', 'p.unblocked_at IS NULL');
    _where := _where || CASE WHEN (_f ->> 'blocked')::boolean THEN _part ELSE _part || ' IS NULL' END;
    IF (_f ->> 'blocked')::boolean THEN
      _sets := _sets || format(_by_card, 'card_blocks', _workspace, _board, 'p.unblocked_at IS NULL');
    END IF;
  END IF;
  IF _f ? 'committedFrom' OR _f ? 'committedTo' THEN
    _part := concat_ws(' AND ', _in_flight,
      CASE WHEN _f ? 'committedFrom' THEN format('c.committed_at >= %L::timestamptz', _f ->> 'committedFrom') END,
      CASE WHEN _f ? 'committedTo' THEN format('c.committed_at <= %L::timestamptz', _f ->> 'committedTo') END);
    _where := _where || _part;
    _sets := _sets || (_cards || _part);
  END IF;
  IF _f ? 'sle' THEN
    _part := _in_flight || format(
      ' AND (SELECT true FROM jsonb_to_recordset(%L) x (class public.class_of_service, "columnId" uuid, "from" timestamptz, before timestamptz)
              WHERE x.class = c.class_of_service AND coalesce(x."columnId" = c.column_id, true)
                AND coalesce(c.committed_at >= x."from", true) AND coalesce(c.committed_at < x.before, true) LIMIT 1)', _f -> 'sle');
    _where := _where || _part;
    _sets := _sets || (_cards || _part);
  END IF;
  IF _f ? 'due' AND NOT (_f ->> 'due')::boolean THEN
    _where := _where || 'c.due_on IS NULL'::text;
  ELSIF _f ?| '{due,dueFrom,dueTo}' THEN
    _part := concat_ws(' AND ', 'c.due_on IS NOT NULL',
      CASE WHEN _f ? 'dueFrom' THEN format('c.due_on >= %L::date', _f ->> 'dueFrom') END,
      CASE WHEN _f ? 'dueTo' THEN format('c.due_on <= %L::date', _f ->> 'dueTo') END);
    _where := _where || _part;
    _sets := _sets || (_cards || _part);
  END IF;
  IF _f ? 'updatedSince' THEN
    _part := format('c.updated_at >= %L::timestamptz', _f ->> 'updatedSince');
    _where := _where || _part;
    _sets := _sets || (_cards || _part);
  END IF;
  IF _f ? 'columnIds' THEN
    _part := format('c.column_id = ANY (%s)', weir.listed(_f -> 'columnIds', 'uuid'));
    _where := _where || _part;
    IF NOT (_f ->> 'archived')::boolean THEN
      _sets := _sets || (_cards || _part || ' AND c.archived_at IS NULL');
    END IF;
  END IF;
  IF _f ? 'swimlaneIds' THEN
    IF _f -> 'swimlaneIds' = '[]' THEN
      _where := _where || 'c.swimlane_id IS NULL'::text;
    ELSE
      _part := format('c.swimlane_id = ANY (%s)', weir.listed(_f -> 'swimlaneIds', 'uuid'));
      _where := _where || _part;
      _sets := _sets || (_cards || _part);
    END IF;
  END IF;
  IF _f ? 'classes' THEN
    _part := format('c.class_of_service = ANY (%s)', weir.listed(_f -> 'classes', 'public.class_of_service'));
    _where := _where || _part;
    IF NOT _f -> 'classes' ? 'standard' THEN
      _sets := _sets || (_cards || _part || ' AND c.class_of_service <> ''standard''');
    END IF;
  END IF;
  IF _f ? 'archived' THEN
    _where := _where || format('c.archived_at IS %s NULL', CASE WHEN (_f ->> 'archived')::boolean THEN 'NOT' END);
  END IF;
  IF _f ? 'delivered' THEN
    _where := _where || format('c.delivered_at IS %s NULL', CASE WHEN (_f ->> 'delivered')::boolean THEN 'NOT' END);
  END IF;
  _sets := _sets || CASE
    WHEN (_f ->> 'archived')::boolean THEN ARRAY[_cards || 'c.archived_at IS NOT NULL']
    WHEN (_f ->> 'delivered')::boolean THEN ARRAY[_cards || 'c.delivered_at IS NOT NULL']
    WHEN NOT (_f ->> 'archived')::boolean AND NOT (_f ->> 'delivered')::boolean THEN ARRAY[_cards || _open]
    ELSE '{}' END;

  _page.source := 'public.cards';
  _page.conditions := coalesce(nullif(array_to_string(_where, ' AND '), ''), 'true');
  _page.sets := _sets;
  _page.is_descending := _is_descending;
  SELECT s.key, s.key_type, s.has_key, s.walk INTO _page.key, _page.key_type, _page.has_key, _page.walk
    FROM (VALUES ('number', 'c.number', 'integer', NULL, NULL),
                 ('updatedAt', 'c.updated_at', 'timestamptz', NULL, NULL),
                 ('dueOn', 'c.due_on', 'date', 'c.due_on IS NOT NULL', NULL),
                 ('committedAt', 'c.committed_at', 'timestamptz', _in_flight, NULL),
                 ('deliveredAt', 'c.delivered_at', 'timestamptz', 'c.delivered_at IS NOT NULL', NULL),
                 ('position', 'c.rank', 'numeric', NULL,
                  format('c.archived_at IS NULL AND c.column_id = %L::uuid', _f -> 'columnIds' ->> 0))) s (name, key, key_type, has_key, walk)
   WHERE s.name = _sort;
  RETURN QUERY SELECT p.numbers, p.next, _match.spelling FROM weir.read_page(_workspace, _board, _page, _after, _size) p;
END $function$;

-- Expectations are {class: {percent, days}}.
ALTER TABLE "public"."boards" ADD CONSTRAINT "boards_service_levels" CHECK (weir.are_service_levels("service_levels")) NOT VALID;
ALTER TABLE "public"."boards" VALIDATE CONSTRAINT "boards_service_levels";
