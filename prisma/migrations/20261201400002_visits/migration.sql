SELECT set_config('check_function_bodies', 'off', true);

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
