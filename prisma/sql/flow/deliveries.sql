-- What was delivered in a window, and how long it took. A card counts at its last delivery, also if it was archived or deleted since.
-- Cards imported without dates do not count: when they were delivered is unknown.

CREATE FUNCTION weir.flow_throughput(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb)
RETURNS TABLE (day date, delivered bigint) LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  RETURN QUERY
  SELECT d.day, count(*) FROM weir.deliveries(_workspace, _boards, _from, _to, _filter) d
   WHERE d.fault IS DISTINCT FROM 'noDates' GROUP BY 1 ORDER BY 1;
END $$;

-- The cards delivered in a window. `cycle_days` and `lead_days` are local days, the first and the last included.
CREATE FUNCTION weir.deliveries(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb)
RETURNS TABLE (
  board_id uuid, card integer, day date, class_of_service public.class_of_service, fault public.flow_fault, committed_at timestamptz,
  delivered_at timestamptz, cycle_days integer, cycle_seconds bigint, lead_days integer, lead_seconds bigint, active_seconds bigint,
  blocked_seconds bigint, half_done_seconds bigint
) LANGUAGE sql STABLE AS $$
  SELECT w.board_id, c.card, (c.delivered_at AT TIME ZONE w.time_zone)::date, c.class_of_service, c.fault, c.committed_at, c.delivered_at,
         (c.delivered_at AT TIME ZONE w.time_zone)::date - (c.committed_at AT TIME ZONE w.time_zone)::date + 1,
         floor(extract(epoch FROM c.delivered_at - c.committed_at))::bigint,
         (c.delivered_at AT TIME ZONE w.time_zone)::date - (c.submitted_at AT TIME ZONE w.time_zone)::date + 1,
         floor(extract(epoch FROM c.delivered_at - c.submitted_at))::bigint, c.active_seconds, c.blocked_seconds, c.half_done_seconds
    FROM weir.flow_windows(_workspace, _boards, _from, _to) w
   CROSS JOIN LATERAL (
     SELECT x.* FROM public.flow_cards x
      WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.delivered_at >= w.from_at AND x.delivered_at < w.to_at
     OFFSET 0) c
   WHERE _filter = '{}' OR weir.in_flow_filter(c::public.flow_cards, _filter)
$$;

-- How many cards delivered in a window have faulty dates, by fault: {gap: 3}. An index has only such cards.
CREATE FUNCTION weir.flow_faults(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  RETURN (SELECT coalesce(jsonb_object_agg(f.fault, f.cards), '{}')
            FROM (SELECT c.fault, count(*) AS cards
                    FROM weir.flow_windows(_workspace, _boards, _from, _to) w
                   CROSS JOIN LATERAL (
                     SELECT x.* FROM public.flow_cards x
                      WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.fault IS NOT NULL
                        AND x.delivered_at >= w.from_at AND x.delivered_at < w.to_at
                     OFFSET 0) c
                   WHERE _filter = '{}' OR weir.in_flow_filter(c::public.flow_cards, _filter)
                   GROUP BY 1) f);
END $$;

-- Nearest-rank percentiles: {p50, p70, p85, p95}; null without values.
CREATE FUNCTION weir.percentiles(_values numeric[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN cardinality(_values) > 0 THEN (
    SELECT jsonb_build_object('p50', p.found[1], 'p70', p.found[2], 'p85', p.found[3], 'p95', p.found[4])
      FROM (SELECT percentile_disc('{0.5,0.7,0.85,0.95}'::float[]) WITHIN GROUP (ORDER BY v) AS found FROM unnest(_values) v) p) END
$$;

-- {sample, cycle, lead: percentiles in days, leadSample, cards: the newest _most, oldest first}.
CREATE FUNCTION weir.flow_cycle_times(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb, _most integer) RETURNS jsonb
LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  RETURN (
    WITH found AS MATERIALIZED (
      SELECT * FROM weir.deliveries(_workspace, _boards, _from, _to, _filter) d WHERE d.fault IS NULL OR d.fault = 'gap'
    )
    SELECT jsonb_build_object(
      'sample', count(*), 'leadSample', count(f.lead_days),
      'cycle', weir.percentiles(array_agg(f.cycle_days)), 'lead', weir.percentiles(array_agg(f.lead_days) FILTER (WHERE f.lead_days IS NOT NULL)),
      'cards', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'board', b.key, 'number', p.card, 'title', c.title, 'classOfService', p.class_of_service, 'deliveredOn', p.day,
                 'cycleDays', p.cycle_days, 'cycleSeconds', p.cycle_seconds, 'leadDays', p.lead_days, 'leadSeconds', p.lead_seconds)
                 ORDER BY p.delivered_at, p.card), '[]')
          FROM (SELECT * FROM found n ORDER BY n.delivered_at DESC, n.card DESC LIMIT _most) p
          JOIN public.boards b ON b.workspace_id = _workspace AND b.id = p.board_id
          LEFT JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = p.board_id AND c.number = p.card))
      FROM found f);
END $$;
