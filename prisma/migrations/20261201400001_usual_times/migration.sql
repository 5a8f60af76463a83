SELECT set_config('check_function_bodies', 'off', true);

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
