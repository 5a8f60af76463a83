-- Flow figures of a window of days, of any boards of a workspace: see docs/flow.md. Each board counts the days of its own time
-- zone. _from and _to are days, both included. All of it reads only what shares some time with the window.
--
-- _filter: {classes?, swimlanes?, labels?, assignees?, team?}, each a list of which a card needs one. An empty list of swimlanes or
-- assignees: cards without any. `team`: the members of teams.

CREATE FUNCTION weir.flow_windows(_workspace uuid, _boards uuid[], _from date, _to date)
RETURNS TABLE (board_id uuid, time_zone text, from_at timestamptz, to_at timestamptz) LANGUAGE sql STABLE AS $$
  SELECT i.board_id, i.time_zone, _from::timestamp AT TIME ZONE i.time_zone, (_to + 1)::timestamp AT TIME ZONE i.time_zone
    FROM public.intakes i
   WHERE i.workspace_id = _workspace AND i.board_id = ANY (_boards)
$$;

-- Not IMMUTABLE, because the text of an enum is not: only so can it be inlined, which is ten times as fast.
CREATE FUNCTION weir.in_flow_filter(_card public.flow_cards, _filter jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT (NOT _filter ? 'classes'   OR _filter -> 'classes' ? _card.class_of_service::text)
     AND (NOT _filter ? 'swimlanes' OR CASE WHEN _filter -> 'swimlanes' = '[]' THEN _card.swimlane_id IS NULL
                                            ELSE coalesce(_filter -> 'swimlanes' ? _card.swimlane_id::text, false) END)
     AND (NOT _filter ? 'labels'    OR _filter -> 'labels' ?| _card.label_ids::text[])
     AND (NOT _filter ? 'assignees' OR CASE WHEN _filter -> 'assignees' = '[]' THEN _card.assignee_ids = '{}'
                                            ELSE _filter -> 'assignees' ?| _card.assignee_ids::text[] END)
     AND (NOT _filter ? 'team'      OR _filter -> 'team' ?| _card.assignee_ids::text[])
$$;

-- How many cards more or fewer there are at the end of a day than at the end of the day before, by stage, and on one board by column,
-- except of delivered ones (the nil UUID). What was there before the window counts on its first day. Of delivered cards only the changes
-- in the window count: what was delivered before is history. `arrived` and so on are the steps of the day into the stage and out of it.
--
-- Without a filter the sums by day say it: what is there now, less what has changed since, was there then. With one, the stays do.
CREATE FUNCTION weir.flow_changes(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb)
RETURNS TABLE (
  stage public.flow_stage, column_id uuid, day date, change bigint, arrived bigint, delivered bigint, put_back bigint, removed bigint
) LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
DECLARE
  _is_one boolean := cardinality(_boards) = 1;
BEGIN
  IF _filter <> '{}' THEN
    RETURN QUERY SELECT * FROM weir.flow_changes_by_stays(_workspace, _boards, _from, _to, _filter);
    RETURN;
  END IF;
  RETURN QUERY
  WITH days AS MATERIALIZED (
    SELECT d.* FROM unnest(_boards) b
     CROSS JOIN LATERAL (
       SELECT x.* FROM public.flow_days x WHERE x.workspace_id = _workspace AND x.board_id = b AND x.day >= _from OFFSET 0) d
  ), changes AS (
    SELECT d.stage, d.column_id, d.day, d.change, d.arrived, d.delivered, d.put_back, d.removed FROM days d WHERE d.day <= _to
     UNION ALL
    SELECT c.stage, c.column_id, _from, 1, 0, 0, 0, 0
      FROM unnest(_boards) b
     CROSS JOIN LATERAL (
       SELECT x.stage, x.column_id FROM public.flow_cards x
        WHERE x.workspace_id = _workspace AND x.board_id = b AND x.stage IN ('queued', 'inFlight') OFFSET 0) c
     UNION ALL
    SELECT d.stage, d.column_id, _from, -d.change, 0, 0, 0, 0 FROM days d WHERE d.stage <> 'delivered'
  )
  SELECT c.stage, CASE WHEN _is_one THEN c.column_id ELSE weir.no_column() END, c.day, sum(c.change), sum(c.arrived), sum(c.delivered), sum(c.put_back), sum(c.removed)
    FROM changes c
   GROUP BY 1, 2, 3
   ORDER BY 1, 2, 3;
END $$;

CREATE FUNCTION weir.flow_changes_by_stays(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb)
RETURNS TABLE (
  stage public.flow_stage, column_id uuid, day date, change bigint, arrived bigint, delivered bigint, put_back bigint, removed bigint
) LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
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
END $$;
