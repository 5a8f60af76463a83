-- The cards behind the numbers of cumulative flow and of arrivals. They agree with weir.flow_changes. Each function reads only the stays of
-- the day, and of delivered cards only the deliveries and reopenings in the window.

-- The cards of a stage at the end of a day. _column: only those in this column; the nil UUID: only those in columns that are gone or unknown.
-- Delivered cards: those delivered from _from to _day and still delivered (counts: 1), and those delivered before and reopened since (−1).
CREATE FUNCTION weir.flow_band_cards(
  _workspace uuid, _boards uuid[], _from date, _day date, _filter jsonb, _stage public.flow_stage, _column uuid
) RETURNS TABLE (board_id uuid, card integer, n integer, column_id uuid, at timestamptz, counts integer) LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  IF _stage = 'delivered' THEN
    RETURN QUERY
    WITH changes AS MATERIALIZED (
      SELECT s.board_id, s.card, s.n, s.at, s.counts
        FROM weir.flow_windows(_workspace, _boards, _from, _day) w
       CROSS JOIN LATERAL (
         SELECT x.board_id, x.card, x.n, x.entered_at AS at, 1 AS counts FROM public.flow_stays x
          WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.stage = 'delivered'
            AND x.entered_at >= w.from_at AND x.entered_at < w.to_at
          UNION ALL
         SELECT x.board_id, x.card, x.n, x.left_at, -1 FROM public.flow_stays x
          WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.stage = 'delivered'
            AND x.left_at >= w.from_at AND x.left_at < w.to_at) s
    )
    SELECT c.board_id, c.card, max(c.n), NULL::uuid, max(c.at), sum(c.counts)::integer
      FROM changes c
     WHERE weir.is_in_flow_filter(_workspace, c.board_id, c.card, _filter)
     GROUP BY 1, 2
    HAVING sum(c.counts) <> 0;
    RETURN;
  END IF;
  RETURN QUERY
  WITH found AS MATERIALIZED (
    SELECT s.board_id, s.card, s.n, s.column_id
      FROM weir.flow_windows(_workspace, _boards, _day, _day) w
     CROSS JOIN LATERAL (
       SELECT x.* FROM public.flow_stays x
        WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.stage <> 'delivered'
          AND tstzrange(x.entered_at, x.left_at, '[]') && tstzrange(w.to_at, w.to_at, '[]')) s
     WHERE s.stage = _stage AND s.entered_at < w.to_at AND (s.left_at >= w.to_at) IS NOT FALSE
  )
  SELECT f.board_id, f.card, f.n, f.column_id, NULL::timestamptz, 1
    FROM found f
   WHERE (_column IS NULL OR f.column_id = _column OR _column = weir.no_column() AND NOT EXISTS (
            SELECT FROM public.columns k
             WHERE k.workspace_id = _workspace AND k.board_id = f.board_id AND k.id = f.column_id AND k.kind <> 'done'))
     AND weir.is_in_flow_filter(_workspace, f.board_id, f.card, _filter);
END $$;

-- The steps of a day into flight and out of it. _step: arrived, delivered, putBack or removed.
CREATE FUNCTION weir.flow_step_cards(_workspace uuid, _boards uuid[], _day date, _filter jsonb, _step text)
RETURNS TABLE (board_id uuid, card integer, n integer, column_id uuid, at timestamptz, counts integer) LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  RETURN QUERY
  WITH found AS MATERIALIZED (
    SELECT s.*, w.from_at, w.to_at
      FROM weir.flow_windows(_workspace, _boards, _day, _day) w
     CROSS JOIN LATERAL (
       SELECT x.* FROM public.flow_stays x
        WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.stage <> 'delivered'
          AND tstzrange(x.entered_at, x.left_at, '[]') && tstzrange(w.from_at, w.to_at)) s
     WHERE s.stage = 'inFlight'
  ), steps AS (
    SELECT f.board_id, f.card, f.n, f.column_id, f.entered_at AS at, 'arrived' AS step
      FROM found f WHERE f.entered_at >= f.from_at AND f.entered_at < f.to_at AND f.came_from IS DISTINCT FROM f.stage
     UNION ALL
    SELECT f.board_id, f.card, f.n, f.column_id, f.left_at,
           CASE f.left_for WHEN 'delivered' THEN 'delivered' WHEN 'queued' THEN 'putBack' ELSE 'removed' END
      FROM found f WHERE f.left_at >= f.from_at AND f.left_at < f.to_at AND f.left_for <> f.stage
  )
  SELECT s.board_id, s.card, s.n, s.column_id, s.at, 1
    FROM steps s
   WHERE s.step = _step AND weir.is_in_flow_filter(_workspace, s.board_id, s.card, _filter);
END $$;

CREATE FUNCTION weir.is_in_flow_filter(_workspace uuid, _board uuid, _card integer, _filter jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT _filter = '{}' OR EXISTS (
    SELECT FROM public.flow_cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.card = _card AND weir.in_flow_filter(c, _filter))
$$;

-- A page of them: {total: the sum of what all count, items: by board and number}. _stage for a band, else _step. _after: the last one of the
-- page before, {board, number, n}.
CREATE FUNCTION weir.flow_figure_cards(
  _workspace uuid, _boards uuid[], _from date, _day date, _filter jsonb, _stage public.flow_stage, _column uuid, _step text, _after jsonb,
  _size integer
) RETURNS jsonb LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  RETURN (
    WITH found AS MATERIALIZED (
      SELECT * FROM weir.flow_band_cards(_workspace, _boards, _from, _day, _filter, _stage, _column) WHERE _stage IS NOT NULL
       UNION ALL
      SELECT * FROM weir.flow_step_cards(_workspace, _boards, _day, _filter, _step) WHERE _stage IS NULL
    ), shown AS MATERIALIZED (
      SELECT f.*, b.key FROM found f JOIN public.boards b ON b.workspace_id = _workspace AND b.id = f.board_id
       WHERE _after IS NULL OR (b.key, f.card, f.n) > (_after ->> 'board', (_after ->> 'number')::integer, (_after ->> 'n')::integer)
       ORDER BY b.key, f.card, f.n
       LIMIT _size
    )
    SELECT jsonb_build_object(
      'total', (SELECT coalesce(sum(f.counts), 0) FROM found f),
      'items', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'board', s.key, 'number', s.card, 'n', s.n, 'title', c.title, 'classOfService', h.class_of_service, 'column', k.name,
                 'at', weir.instant(s.at), 'counts', s.counts) ORDER BY s.key, s.card, s.n), '[]')
          FROM shown s
          JOIN public.flow_cards h ON h.workspace_id = _workspace AND h.board_id = s.board_id AND h.card = s.card
          LEFT JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = s.board_id AND c.number = s.card
          LEFT JOIN public.columns k ON k.workspace_id = _workspace AND k.board_id = s.board_id AND k.id = s.column_id)));
END $$;
