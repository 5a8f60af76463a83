-- What became of what was asked of the boards in a window: submitted, answered, refused at the door; and the limits that were overridden.

-- {submitted, waiting: now, answers: {kind: number}, secondsToAnswer: percentiles of the answers that people gave, misdated: answers that
-- plain SQL dated before the submission, which the percentiles leave out, days: [{day, submitted,
-- accepted, notNow, other}], refusals: {code: number}, overrides: [{board, scope, of, times, reasons}]}.
-- A traded request is accepted. `other`: duplicate, redirect and withdrawn.
CREATE FUNCTION weir.flow_requests(_workspace uuid, _boards uuid[], _from date, _to date) RETURNS jsonb LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  RETURN (
    WITH windows AS MATERIALIZED (
      SELECT * FROM weir.flow_windows(_workspace, _boards, _from, _to)
    ), submitted AS MATERIALIZED (
      SELECT (r.submitted_at AT TIME ZONE w.time_zone)::date AS day
        FROM windows w
        JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = w.board_id
                              AND r.submitted_at >= w.from_at AND r.submitted_at < w.to_at
    ), answered AS MATERIALIZED (
      SELECT (r.answered_at AT TIME ZONE w.time_zone)::date AS day, a.kind, a."by",
             floor(extract(epoch FROM r.answered_at - r.submitted_at))::bigint AS seconds
        FROM windows w
        JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = w.board_id AND r.answered_at IS NOT NULL
                              AND r.answered_at >= w.from_at AND r.answered_at < w.to_at
        JOIN public.answers a ON a.workspace_id = _workspace AND a.board_id = r.board_id AND a.request_id = r.id
    ), days AS (
      SELECT d.day, count(*) FILTER (WHERE d.kind = 'submitted') AS submitted,
             count(*) FILTER (WHERE d.kind IN ('accept', 'trade')) AS accepted,
             count(*) FILTER (WHERE d.kind IN ('decline', 'defer', 'expired', 'shed')) AS not_now,
             count(*) FILTER (WHERE d.kind IN ('duplicate', 'redirect', 'withdrawn')) AS other
        FROM (SELECT s.day, 'submitted' AS kind FROM submitted s UNION ALL SELECT a.day, a.kind::text FROM answered a) d
       GROUP BY 1
    )
    SELECT jsonb_build_object(
      'submitted', (SELECT count(*) FROM submitted),
      'waiting', (SELECT count(*) FROM public.requests r
                   WHERE r.workspace_id = _workspace AND r.board_id = ANY (_boards) AND r.answered_at IS NULL),
      'answers', (SELECT coalesce(jsonb_object_agg(k.kind, k.number), '{}')
                    FROM (SELECT a.kind, count(*) AS number FROM answered a GROUP BY 1) k),
      'secondsToAnswer', (SELECT weir.percentiles(array_agg(a.seconds)) FROM answered a
                           WHERE a."by" IS NOT NULL AND a.kind <> 'withdrawn' AND a.seconds >= 0),
      'misdated', (SELECT count(*) FROM answered a WHERE a.seconds < 0),
      'days', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'day', d.day, 'submitted', d.submitted, 'accepted', d.accepted, 'notNow', d.not_now, 'other', d.other) ORDER BY d.day), '[]')
                 FROM days d),
      'refusals', (SELECT coalesce(jsonb_object_agg(k.code, k.number), '{}')
                     FROM (SELECT x.code, sum(x.count) AS number
                             FROM windows w
                             JOIN public.door_refusals x ON x.workspace_id = _workspace AND x.board_id = w.board_id
                                                        AND x.hour >= w.from_at AND x.hour < w.to_at
                            GROUP BY 1) k),
      'overrides', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                             'board', o.key, 'scope', o.scope, 'of', o.of, 'times', o.times) ORDER BY o.times DESC, o.key, o.scope, o.of), '[]')
                      FROM (SELECT b.key, v.scope, v.of, count(*) AS times
                              FROM windows w
                              JOIN public.overrides v ON v.workspace_id = _workspace AND v.board_id = w.board_id
                                                     AND v.at >= w.from_at AND v.at < w.to_at AND v.mode = 'reason'
                              JOIN public.boards b ON b.workspace_id = _workspace AND b.id = w.board_id
                             GROUP BY 1, 2, 3
                             ORDER BY 4 DESC, 1, 2, 3
                             LIMIT 50) o)));
END $$;
