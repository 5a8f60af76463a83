-- What happened on a board, for the simulations of packages/domain/src/flow/what-if: see “What-if” in docs/flow.md.

-- The current rules of a board that a simulation uses: {timeZone, workingHours, columns: the active ones, limits, queueMax, depth,
-- highWatermark}.
CREATE FUNCTION weir.what_if_rules(_workspace uuid, _board uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object(
      'timeZone', i.time_zone, 'workingHours', i.working_hours, 'depth', i.depth, 'highWatermark', i.high_watermark,
      'columns', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'name', k.name, 'split', k.split) ORDER BY k.position, k.id), '[]')
          FROM public.columns k WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'active'),
      'limits', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'id', l.id, 'scope', l.scope, 'columnId', l.column_id, 'columnIds', l.column_ids, 'classOfService', l.class_of_service,
                 'max', l.max) ORDER BY l.id), '[]')
          FROM public.wip_limits l
         WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.mode <> 'warn'
           AND l.scope IN ('column', 'columns', 'board', 'classOfService')),
      -- Null if one of the queue columns has no limit.
      'queueMax', (
        SELECT CASE WHEN bool_and(l.max IS NOT NULL) THEN sum(l.max) END
          FROM public.columns k
          LEFT JOIN public.wip_limits l ON l.workspace_id = _workspace AND l.board_id = _board AND l.scope = 'column'
                                       AND l.column_id = k.id AND l.mode <> 'warn'
         WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'queue'))
      FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board);
END $$;

-- The rules, and {today, from, limitsChangedOn, people, stays, cards, requests, refused}. Instants are milliseconds since 1970; stays, cards,
-- requests and refused are arrays of arrays, since there are thousands of them. Requests are those submitted or answered in the window.
--
-- The window begins on _from, or later: when the board was created; where there were more than _most deliveries since, but at least _least
-- days ago; and on the day after the last change of its limits, if it is _least days ago or more. Null: however many deliveries there
-- were, and whatever limits changed.
-- A board that was created today has an empty window.
CREATE FUNCTION weir.what_if_history(
  _workspace uuid, _board uuid, _from date, _now timestamptz, _most integer, _least integer
) RETURNS jsonb LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
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
END $$;

CREATE FUNCTION weir.milliseconds(_at timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT floor(extract(epoch FROM _at) * 1000)::bigint
$$;
