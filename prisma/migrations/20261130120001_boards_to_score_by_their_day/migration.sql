SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.boards_to_score(_now timestamptz, _most integer) RETURNS TABLE (workspace_id uuid, board_id uuid) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT d.workspace_id, d.board_id
    FROM (SELECT u.workspace_id, u.board_id, min(u.due) AS due
            FROM (SELECT f.workspace_id, f.board_id, f.due FROM public.board_forecasts f
                   WHERE f.scored_at IS NULL AND f.due <= (_now AT TIME ZONE 'UTC')::date
                   UNION ALL
                  SELECT g.workspace_id, g.board_id, g.p85 FROM public.given_forecasts g
                   WHERE g.scored_at IS NULL AND g.p85 IS NOT NULL AND g.p85 <= (_now AT TIME ZONE 'UTC')::date) u
           GROUP BY u.workspace_id, u.board_id) d
    JOIN public.intakes i ON i.workspace_id = d.workspace_id AND i.board_id = d.board_id
   WHERE d.due < (_now AT TIME ZONE i.time_zone)::date
   ORDER BY d.due, d.workspace_id, d.board_id
   LIMIT _most;
END $$;
