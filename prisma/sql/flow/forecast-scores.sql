-- How often forecasts were right: see “Scoring” in docs/flow.md.

-- The forecasts of some boards whose last day is in a window of days, and how often they held: {levels, chances, pending, void}. Levels
-- are of the kinds doneBy, delivered, requests, cards, door and together. Those of several boards together count if all of them are among
-- the boards. _window: only forecasts that draw from this many days. Those of requests draw from 120.
--
-- The promises of a certainty are {level, forecasts, held, surpassed, days, covered}: the days of all together count twice where two
-- overlap, the covered ones do not.
CREATE FUNCTION weir.forecast_scores(_workspace uuid, _boards uuid[], _from date, _to date, _window integer) RETURNS jsonb
LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  RETURN (
    WITH shown AS MATERIALIZED (
      SELECT f.* FROM unnest(_boards) b
       CROSS JOIN LATERAL (
         SELECT x.* FROM public.board_forecasts x WHERE x.workspace_id = _workspace AND x.board_id = b AND x.due >= _from OFFSET 0) f
       WHERE _window IS NULL OR f.window_days = _window
    ), given AS MATERIALIZED (
      SELECT g.* FROM unnest(_boards) b
       CROSS JOIN LATERAL (
         SELECT x.* FROM public.given_forecasts x WHERE x.workspace_id = _workspace AND x.board_id = b AND x.p85 >= _from OFFSET 0) g
       WHERE _window IS NULL OR _window = 120
    ), joint AS MATERIALIZED (
      SELECT * FROM weir.joint_forecasts_of(_workspace, _boards, _from, _window)
    ), promises AS (
      SELECT CASE s.kind WHEN 'card' THEN 'cards' ELSE s.kind::text END AS kind, l.level, s.board_id, s.day,
             CASE WHEN s.kind = 'delivered' THEN s.due ELSE s.day + l.promised END AS last,
             CASE WHEN s.kind = 'delivered' THEN s.outcome >= l.promised ELSE s.outcome <= l.promised END IS TRUE AS held,
             CASE WHEN s.kind = 'delivered' THEN s.outcome > l.promised ELSE s.outcome < l.promised END IS TRUE AS surpassed
        FROM shown s
       CROSS JOIN LATERAL (VALUES ('p50', s.p50), ('p70', s.p70), ('p85', s.p85), ('p95', s.p95)) l (level, promised)
       -- At least no card says nothing.
       WHERE s.scored_at IS NOT NULL AND s.void IS NULL AND s.kind <> 'chance' AND s.due <= _to AND l.promised > 0
       UNION ALL
      SELECT 'requests', l.level, g.board_id, g.day, l.promised, (g.outcome <= l.promised) IS TRUE, (g.outcome < l.promised) IS TRUE
        FROM given g CROSS JOIN LATERAL (VALUES ('p50', g.p50), ('p85', g.p85)) l (level, promised)
       WHERE g.scored_at IS NOT NULL AND g.void IS NULL AND g.p85 <= _to
    ), of_boards AS (
      SELECT p.kind, p.level, count(*) AS forecasts, count(*) FILTER (WHERE p.held) AS held, count(*) FILTER (WHERE p.surpassed) AS surpassed,
             sum(p.last - p.day) AS days, range_agg(daterange(p.day, p.last)) AS covered
        FROM promises p GROUP BY p.kind, p.level, p.board_id
    ), levels AS (
      SELECT o.kind, o.level, sum(o.forecasts) AS forecasts, sum(o.held) AS held, sum(o.surpassed) AS surpassed, sum(o.days) AS days,
             sum((SELECT sum(upper(r) - lower(r)) FROM unnest(o.covered) r)) AS covered
        FROM of_boards o GROUP BY o.kind, o.level
       UNION ALL
      SELECT 'together', j.* FROM weir.joint_levels(_workspace, _boards, _from, _to, _window) j
    ), said AS (
      SELECT s.percent, s.outcome, s.baseline FROM shown s
       WHERE s.kind = 'chance' AND s.scored_at IS NOT NULL AND s.void IS NULL AND s.due <= _to
       UNION ALL
      SELECT j.percent, j.outcome, j.baseline FROM joint j
       WHERE j.kind = 'chance' AND j.scored_at IS NOT NULL AND j.void IS NULL AND j.due <= _to
    ), chances AS (
      SELECT s.percent, count(*) AS forecasts, count(*) FILTER (WHERE s.outcome = 1) AS happened,
             count(*) FILTER (WHERE s.outcome <> s.baseline) AS wrong
        FROM said s GROUP BY s.percent
    ), voids AS (
      SELECT v.void, count(*) AS forecasts
        FROM (SELECT s.void FROM shown s WHERE s.void IS NOT NULL AND s.due <= _to
               UNION ALL
              SELECT j.void FROM joint j WHERE j.void IS NOT NULL AND j.due <= _to
               UNION ALL
              SELECT g.void FROM given g WHERE g.void IS NOT NULL AND g.p85 <= _to) v GROUP BY v.void
    )
    SELECT jsonb_build_object(
      'levels', (SELECT coalesce(jsonb_agg(l), '[]') FROM levels l),
      'chances', (SELECT coalesce(jsonb_agg(jsonb_build_object('percent', c.percent, 'forecasts', c.forecasts, 'happened', c.happened,
                                                               'baselineWrong', c.wrong) ORDER BY c.percent), '[]') FROM chances c),
      'void', (SELECT coalesce(jsonb_object_agg(v.void, v.forecasts), '{}') FROM voids v),
      'pending', (SELECT count(*) FROM shown s WHERE s.scored_at IS NULL) + (SELECT count(*) FROM given g WHERE g.scored_at IS NULL)
                 + (SELECT count(*) FROM joint j WHERE j.scored_at IS NULL)));
END $$;

-- What a board delivered since a day: [{day, reopened, cards}]. `reopened`: the day on which these cards were taken up again.
CREATE FUNCTION weir.past_deliveries(_workspace uuid, _board uuid, _from date) RETURNS jsonb LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'reopened', d.reopened, 'cards', d.cards) ORDER BY d.day), '[]')
      FROM (SELECT (s.entered_at AT TIME ZONE i.time_zone)::date AS day, (s.left_at AT TIME ZONE i.time_zone)::date AS reopened,
                   count(*) AS cards
              FROM public.intakes i
              JOIN public.flow_stays s ON s.workspace_id = i.workspace_id AND s.board_id = i.board_id
             WHERE i.workspace_id = _workspace AND i.board_id = _board AND s.stage = 'delivered'
               AND s.entered_at >= _from::timestamp AT TIME ZONE i.time_zone
             GROUP BY 1, 2) d);
END $$;
