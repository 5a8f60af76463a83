-- A week of a board, from Monday to Sunday in its time zone: what was asked and answered, what aged, which limits were overridden, which
-- forecasts missed, and what a suggestion rests on. See docs/flow.md. All of it reads the week, or the weeks before it, by an index.

-- {requests: {submitted, waiting: now, answers, refusals, reasons: of not-now answers {reason: number}, notNow: [{number, title, kind, reason}]},
-- flow: {started, delivered, putBack, removed, inFlight: at the end}, aged: [{number, title, column, ageDays, expectedDays}], agedTotal,
-- overrides: [{scope, of, times, lately: in the four weeks up to the last day, reasons}], forecasts: {scored, missed: [{kind, items, by, said, outcome, request}]},
-- lately: {started, left}: in four weeks, blocked: [{reason, seconds, cards}], levels: as weir.service_levels says, of 90 days}.
CREATE FUNCTION weir.board_digest(_workspace uuid, _board uuid, _from date, _to date, _now timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
DECLARE
  _boards   uuid[] := ARRAY[_board];
  _requests jsonb := weir.flow_requests(_workspace, _boards, _from, _to);
  _window   record;
BEGIN
  SELECT w.time_zone, w.from_at, w.to_at, least(w.to_at, _now) AS at INTO _window FROM weir.flow_windows(_workspace, _boards, _from, _to) w;
  RETURN jsonb_build_object(
    'requests', jsonb_build_object(
      'submitted', _requests -> 'submitted', 'waiting', _requests -> 'waiting', 'answers', _requests -> 'answers', 'refusals', _requests -> 'refusals')
      || weir.not_now_answers(_workspace, _board, _window.from_at, _window.to_at),
    'flow', (
      SELECT jsonb_build_object('started', coalesce(sum(c.arrived) FILTER (WHERE c.day >= _from), 0), 'delivered', coalesce(sum(c.delivered), 0),
                                'putBack', coalesce(sum(c.put_back), 0), 'removed', coalesce(sum(c.removed), 0), 'inFlight', coalesce(sum(c.change), 0))
        FROM weir.flow_changes(_workspace, _boards, _from, _to, '{}') c WHERE c.stage = 'inFlight'),
    'lately', (
      SELECT jsonb_build_object('started', coalesce(sum(c.arrived), 0), 'left', coalesce(sum(c.delivered + c.put_back + c.removed), 0))
        FROM weir.flow_changes(_workspace, _boards, _to - 27, _to, '{}') c WHERE c.stage = 'inFlight'),
    'overrides', weir.repeated_overrides(_workspace, _board, _window.from_at, _window.to_at),
    'forecasts', weir.missed_forecasts(_workspace, _board, _from, _to),
    'blocked', (SELECT coalesce(jsonb_agg(jsonb_build_object('reason', r -> 'reason', 'seconds', r -> 'seconds', 'cards', r -> 'cards')), '[]')
                  FROM jsonb_array_elements(weir.flow_blocked(_workspace, _boards, _from, _to, '{}', _now, 3) -> 'reasons') r
                 WHERE r -> 'reason' <> 'null'),
    'levels', weir.service_levels(_workspace, _boards, _to - 89, _to, '{}', _now))
    || weir.aged_cards(_workspace, _board, _to, _window.at);
END $$;

-- The answers of a time that were not now: how many for each reason, and the newest 20.
CREATE FUNCTION weir.not_now_answers(_workspace uuid, _board uuid, _from timestamptz, _to timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    WITH found AS MATERIALIZED (
      SELECT r.number, r.title, r.answered_at, a.kind, a.reason
        FROM public.requests r
        JOIN public.answers a ON a.workspace_id = _workspace AND a.board_id = _board AND a.request_id = r.id
       WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.answered_at IS NOT NULL AND r.answered_at >= _from AND r.answered_at < _to
         AND a.kind IN ('decline', 'defer', 'expired', 'shed')
    )
    SELECT jsonb_build_object(
      'reasons', (SELECT coalesce(jsonb_object_agg(x.reason, x.times), '{}')
                    FROM (SELECT f.reason, count(*) AS times FROM found f WHERE f.reason IS NOT NULL GROUP BY 1) x),
      'notNow', (SELECT coalesce(jsonb_agg(jsonb_build_object('number', f.number, 'title', f.title, 'kind', f.kind, 'reason', f.reason)
                                           ORDER BY f.answered_at DESC, f.number DESC), '[]')
                   FROM (SELECT * FROM found n ORDER BY n.answered_at DESC, n.number DESC LIMIT 20) f)));
END $$;

-- The limits that were overridden with a reason in a week, the most often overridden first, with their newest three reasons.
CREATE FUNCTION weir.repeated_overrides(_workspace uuid, _board uuid, _from timestamptz, _to timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(jsonb_build_object('scope', o.scope, 'of', nullif(o.of, ''), 'times', o.times, 'lately', o.lately, 'reasons', o.reasons)
                              ORDER BY o.times DESC, o.scope, o.of), '[]')
      FROM (SELECT v.scope, v.of, count(*) FILTER (WHERE v.at >= _from) AS times, count(*) AS lately,
                   to_jsonb((array_agg(nullif(v.reason, weir.erased_text()) ORDER BY v.at DESC, v.seq DESC)
                             FILTER (WHERE v.at >= _from AND v.reason IS DISTINCT FROM weir.erased_text()))[1:3]) AS reasons
              FROM public.overrides v
             WHERE v.workspace_id = _workspace AND v.board_id = _board AND v.at >= _to - interval '28 days' AND v.at < _to AND v.mode = 'reason'
             GROUP BY 1, 2
            HAVING count(*) FILTER (WHERE v.at >= _from) > 0
             ORDER BY 3 DESC, 1, 2
             LIMIT 10) o);
END $$;

-- How many promises at 85% became known in a week, and those that were not held, at most ten: of questions about the board and of requests.
-- One forecast of each request counts: the first.
CREATE FUNCTION weir.missed_forecasts(_workspace uuid, _board uuid, _from date, _to date) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
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
END $$;

-- The cards in flight at an instant, on the day _to or today, that were older than the expectation of their class, or without one than 85%
-- of the cards delivered in the 90 days before: {aged: the ten oldest, agedTotal}.
CREATE FUNCTION weir.aged_cards(_workspace uuid, _board uuid, _to date, _at timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    WITH there AS MATERIALIZED (
      SELECT s.card, s.column_id, c.class_of_service,
             (_at AT TIME ZONE i.time_zone - interval '1 millisecond')::date - (coalesce(b.began_at, s.entered_at) AT TIME ZONE i.time_zone)::date + 1 AS age
        FROM public.intakes i
       CROSS JOIN LATERAL (
         SELECT x.* FROM public.flow_stays x
          WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.stage <> 'delivered'
            AND tstzrange(x.entered_at, x.left_at, '[]') && tstzrange(_at, _at, '[]')) s
        JOIN public.flow_cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.card = s.card
       CROSS JOIN LATERAL (
         SELECT max(x.entered_at) AS began_at FROM public.flow_stays x
          WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card = s.card
            AND (x.stage = 'inFlight' AND coalesce(x.came_from = 'queued', true) AND x.entered_at <= _at) IS TRUE) b
       WHERE i.workspace_id = _workspace AND i.board_id = _board AND s.stage = 'inFlight' AND s.entered_at < _at
         AND coalesce(s.left_at >= _at, true) AND (c.fault IN ('noDates', 'noStart')) IS NOT TRUE
    ), usual AS (
      SELECT percentile_disc(0.85) WITHIN GROUP (ORDER BY d.cycle_days) AS days
        FROM weir.deliveries(_workspace, ARRAY[_board], _to - 89, _to, '{}') d
       WHERE d.fault IS NULL OR d.fault = 'gap'
      HAVING count(*) >= 10
    ), aged AS MATERIALIZED (
      SELECT DISTINCT ON (t.card) t.*, (b.service_levels -> t.class_of_service::text ->> 'days')::integer AS expected
        FROM there t
        JOIN public.boards b ON b.workspace_id = _workspace AND b.id = _board
        LEFT JOIN usual u ON true
       WHERE t.age > coalesce((b.service_levels -> t.class_of_service::text ->> 'days')::integer, u.days)
       ORDER BY t.card
    )
    SELECT jsonb_build_object(
      'agedTotal', (SELECT count(*) FROM aged),
      'aged', coalesce(jsonb_agg(jsonb_build_object(
        'number', a.card, 'title', c.title, 'column', k.name, 'ageDays', a.age, 'expectedDays', a.expected) ORDER BY a.age DESC, a.card), '[]'))
      FROM (SELECT * FROM aged x ORDER BY x.age DESC, x.card LIMIT 10) a
      LEFT JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.number = a.card
      LEFT JOIN public.columns k ON k.workspace_id = _workspace AND k.board_id = _board AND k.id = a.column_id);
END $$;
