SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.flow_changes_by_stays(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb)
 RETURNS TABLE(stage public.flow_stage, column_id uuid, day date, change bigint, arrived bigint, delivered bigint, put_back bigint, removed bigint)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  _is_one boolean := cardinality(_boards) = 1;
BEGIN
  RETURN QUERY
  -- First all stays, then their cards: a plan could otherwise look for the stays of each card.
  WITH found AS MATERIALIZED (
    SELECT s.*, w.time_zone
      FROM weir.flow_windows(_workspace, _boards, _from, _to) w
     CROSS JOIN LATERAL (
       SELECT x.* FROM public.flow_stays x
        WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.stage <> 'delivered'
          AND tstzrange(x.entered_at, x.left_at, '[]') && tstzrange(w.from_at, w.to_at)
        UNION ALL
       SELECT x.* FROM public.flow_stays x
        WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.stage = 'delivered'
          AND x.entered_at >= w.from_at AND x.entered_at < w.to_at
        UNION ALL
       SELECT x.* FROM public.flow_stays x
        WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.stage = 'delivered'
          AND x.left_at >= w.from_at AND x.left_at < w.to_at AND (x.entered_at < w.from_at) IS TRUE) s
  ), stays AS MATERIALIZED (
    SELECT f.stage, CASE WHEN NOT _is_one OR f.stage = 'delivered' THEN weir.no_column() ELSE coalesce(f.column_id, weir.no_column()) END AS band,
           f.came_from, f.left_for, (f.entered_at AT TIME ZONE f.time_zone)::date AS entered_on,
           (f.left_at AT TIME ZONE f.time_zone)::date AS left_on
      FROM found f
     CROSS JOIN LATERAL (
       -- OFFSET keeps PostgreSQL from reading all cards to join them at once.
       SELECT FROM public.flow_cards c
        WHERE c.workspace_id = _workspace AND c.board_id = f.board_id AND c.card = f.card AND weir.in_flow_filter(c, _filter)
       OFFSET 0) c
  ), changes AS (
    SELECT s.stage, s.band, greatest(s.entered_on, _from) AS day, 1 AS change,
           CASE WHEN s.entered_on >= _from AND s.came_from IS DISTINCT FROM s.stage THEN 'arrived' END AS step
      FROM stays s WHERE s.stage <> 'delivered' OR s.entered_on >= _from
     UNION ALL
    SELECT s.stage, s.band, s.left_on, -1, CASE
             WHEN s.left_for = s.stage      THEN NULL
             WHEN s.left_for = 'delivered'  THEN 'delivered'
             WHEN s.left_for = 'queued'     THEN 'putBack'
             ELSE 'removed' END
      FROM stays s WHERE s.left_on BETWEEN _from AND _to
  )
  SELECT c.stage, c.band, c.day, sum(c.change), count(*) FILTER (WHERE c.step = 'arrived'), count(*) FILTER (WHERE c.step = 'delivered'),
         count(*) FILTER (WHERE c.step = 'putBack'), count(*) FILTER (WHERE c.step = 'removed')
    FROM changes c
   GROUP BY 1, 2, 3
   ORDER BY 1, 2, 3;
END $function$;

CREATE OR REPLACE FUNCTION weir.fault_of_imported(_card public.flow_cards, _at timestamp with time zone)
 RETURNS public.flow_fault
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN greatest(_card.committed_at, _card.delivered_at) > _at - interval '10 minutes' THEN 'noDates'
              WHEN _card.delivered_at < _card.committed_at THEN 'negative' END::public.flow_fault
$function$;
