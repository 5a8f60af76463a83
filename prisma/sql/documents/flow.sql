-- What forecasts are based on: how many cards of boards are not delivered, and for those in _with_history what was
-- delivered, day by day in the board's zone, from `from_day` to yesterday (_days at most). A card is delivered while it is in
-- a done column, also when archived. The undelivered cards are counted in the order of each column, ten thousand at most:
-- that reads the columns' index, where a plain count was planned over everything that the board has ever delivered. It is a
-- function because planning it takes several times as long as running it.
CREATE FUNCTION weir.flow_of_boards(
  _workspace uuid, _boards uuid[], _now timestamptz, _days integer, _with_history uuid[]
) RETURNS TABLE (
  board_id uuid, time_zone text, working_hours jsonb, today date, from_day date, undelivered integer, history jsonb
) LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  RETURN QUERY
  SELECT b.id, i.time_zone, i.working_hours, d.today, f.day,
         (SELECT coalesce(sum((SELECT count(*)
                                 FROM (SELECT FROM public.cards c
                                        WHERE c.workspace_id = k.workspace_id AND c.board_id = k.board_id
                                          AND c.column_id = k.id AND c.archived_at IS NULL
                                        ORDER BY c.rank, c.number LIMIT 10000) u)), 0)::integer
            FROM public.columns k
           WHERE k.workspace_id = b.workspace_id AND k.board_id = b.id AND k.kind <> 'done'),
         CASE WHEN b.id = ANY (_with_history) THEN weir.deliveries_by_day(b.workspace_id, b.id, i.time_zone, f.day, d.today) END
    FROM public.boards b
    JOIN public.intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   CROSS JOIN LATERAL (SELECT (_now AT TIME ZONE i.time_zone)::date AS today) d
   CROSS JOIN LATERAL (
     SELECT greatest(d.today - _days,
                     (least(b.created_at, (SELECT min(c.delivered_at) FROM public.cards c
                                            WHERE c.workspace_id = b.workspace_id AND c.board_id = b.id
                                              AND c.delivered_at IS NOT NULL)) AT TIME ZONE i.time_zone)::date) AS day) f
   WHERE b.workspace_id = _workspace AND b.id = ANY (_boards);
END $$;

-- How many cards a board delivered on each day from _from until the day before _today, as flow figures count them: with cards that were
-- deleted after their delivery, without those that were imported without dates (see flow/follow.sql). Days without a delivery are left
-- out. It reads the cards as they are, so it is right before the event log is read too: only those two sorts count then as if nobody
-- knew of them.
CREATE FUNCTION weir.deliveries_by_day(
  _workspace uuid, _board uuid, _time_zone text, _from date, _today date
) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  _from_at timestamptz := _from::timestamp AT TIME ZONE _time_zone;
  _to_at   timestamptz := _today::timestamp AT TIME ZONE _time_zone;
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(h ORDER BY h.day), '[]')
      FROM (SELECT (d.delivered_at AT TIME ZONE _time_zone)::date AS day, count(*) AS delivered
              FROM (SELECT c.delivered_at FROM public.cards c
                     WHERE c.workspace_id = _workspace AND c.board_id = _board
                       AND c.delivered_at >= _from_at AND c.delivered_at < _to_at
                       AND NOT EXISTS (SELECT FROM public.flow_cards f
                                        WHERE f.workspace_id = c.workspace_id AND f.board_id = c.board_id AND f.card = c.number
                                          AND f.fault = 'noDates')
                     UNION ALL
                    SELECT f.delivered_at FROM public.flow_cards f
                     WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.deleted_at IS NOT NULL
                       AND f.delivered_at >= _from_at AND f.delivered_at < _to_at AND f.fault IS DISTINCT FROM 'noDates') d
             GROUP BY 1) h);
END $$;
