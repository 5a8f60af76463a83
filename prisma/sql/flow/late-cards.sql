-- How often expectations were kept, and where the time of the cards went that missed theirs. See docs/flow.md.

-- Of each class of each board: [{board, classOfService, expectation: {percent, days} or null, sample: delivered in the window, kept,
-- days: the percentile of the expectation, or 85, of their cycle times, inFlight, atRisk, broken: now}], where there is an expectation or a card.
CREATE FUNCTION weir.service_levels(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb, _now timestamptz) RETURNS jsonb
LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
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
END $$;

-- The cards in flight with their age and what it means for their expectation. The age of a card that was imported without dates is unknown.
-- _risk: whether cards are at risk before their last day. Without it no risk ages are read, nor computed where the job has not kept them yet.
CREATE FUNCTION weir.sle_in_flight(_workspace uuid, _boards uuid[], _filter jsonb, _now timestamptz, _risk boolean)
RETURNS TABLE (board_id uuid, card integer, class_of_service public.class_of_service, committed_at timestamptz, age_days integer, days integer, state text)
LANGUAGE sql STABLE AS $$
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
$$;

-- The cards that missed their expectation: those in flight now, the oldest first, then those delivered in the window, the newest first.
-- {total, cards: _most of them [{board, number, title, classOfService, expectedDays, deliveredOn: null in flight, days, spent}]}. `spent` is
-- as weir.time_spent says, with what is usual; null if the history of the card has a gap.
CREATE FUNCTION weir.late_cards(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb, _now timestamptz, _most integer)
RETURNS jsonb LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
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
END $$;

-- How long the cards of some classes that were delivered in a window were in each column, in seconds from their commitment:
-- {class: {columnId: {sample, p50, p85}}}. Cards that were not in a column do not count there.
CREATE FUNCTION weir.usual_times(_workspace uuid, _board uuid, _from date, _to date, _classes jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
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
END $$;

-- Where the time of a card went from its commitment until _end: {columns: in the order of the board, those that are gone last, [{columnId,
-- name, seconds, blocked, waiting: in the done half and not blocked, visits, usual}], returned: seconds in which it was delivered in between,
-- reopened, putBack: how often, blocks: the ten reasons with the most time [{reason, seconds}]}. Null if its history has a gap.
CREATE FUNCTION weir.time_spent(_workspace uuid, _board uuid, _card integer, _committed timestamptz, _end timestamptz, _usual jsonb)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF (SELECT f.fault = 'gap' FROM public.flow_cards f WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.card = _card) THEN
    RETURN NULL;
  END IF;
  RETURN (
    WITH stays AS MATERIALIZED (
      SELECT s.stage, s.column_id, s.half_done, s.blocked, s.block_reason, s.entered_at, s.left_at, s.left_for,
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
          FROM (SELECT nullif(s.block_reason, weir.erased_text()) AS reason, sum(s.seconds)::bigint AS seconds
                  FROM stays s
                 WHERE s.blocked AND s.stage = 'inFlight' AND s.entered_at < _end AND coalesce(s.left_at > _committed, true)
                 GROUP BY 1
                 ORDER BY 2 DESC, 1
                 LIMIT 10) r)));
END $$;

-- The seconds of a stay within the cycle time that began at _begin. Whole seconds from there, so that those of all stays add up.
CREATE FUNCTION weir.seconds_between(_entered timestamptz, _left timestamptz, _begin timestamptz, _end timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(extract(epoch FROM date_trunc('second', least(coalesce(_left, _end), _end) - _begin)
                                   - date_trunc('second', greatest(_entered, _begin) - _begin)), 0)::bigint
$$;

-- How long one card takes or took, and why: {classOfService, expectation, deliveredOn, days, riskDays: the age from which on it is at risk in
-- its column, state: of a card in flight, spent}. Without a known commitment, days and what follows from them are null.
CREATE FUNCTION weir.sle_of_card(_workspace uuid, _board uuid, _card integer, _now timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
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
END $$;
