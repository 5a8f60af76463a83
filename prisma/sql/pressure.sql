-- What the pressure of a board is measured by: {columns: [{load, max}], board: {load, max} or null, waiting, depth}, where
-- `columns` are the active ones that have a limit. packages/domain measures it. Call it in a statement that began after the
-- clock was taken. Its plans are kept, as those of weir.limit_load are.
CREATE FUNCTION weir.pressure_facts(_workspace uuid, _board uuid) RETURNS jsonb LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
DECLARE
  _active uuid[] := ARRAY(SELECT k.id FROM public.columns k
                           WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'active');
BEGIN
  RETURN (
    SELECT jsonb_build_object(
             'columns', coalesce(jsonb_agg(l.facts) FILTER (WHERE l.scope = 'column'), '[]'),
             'board',   jsonb_agg(l.facts) FILTER (WHERE l.scope = 'board') -> 0,
             'waiting', (SELECT count(*) FROM public.requests r
                          WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.answered_at IS NULL),
             'depth',   (SELECT i.depth FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board))
      FROM (SELECT l.scope, jsonb_build_object('load', weir.load(l, _active), 'max', l.max) AS facts
              FROM public.wip_limits l
             WHERE l.workspace_id = _workspace AND l.board_id = _board
               AND (l.scope = 'board' OR l.scope = 'column' AND l.column_id = ANY (_active))) l);
END $$;
