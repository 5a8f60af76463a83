-- The age of the cards in flight, and how old cards usually were when they left each column.

-- {cards: in flight now, the oldest first, _most of them; total; columns: of each active column {columnId, sample, ages: percentiles in days}}.
-- The percentiles are of the cards delivered in the window: how old each was when it left the column for the last time. Boards have
-- different columns, so several boards have none.
CREATE FUNCTION weir.flow_ageing(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb, _now timestamptz, _most integer)
RETURNS jsonb LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
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
END $$;
