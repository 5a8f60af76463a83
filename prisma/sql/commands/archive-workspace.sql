-- Archives a workspace whose boards are all archived. A board can be archived only without open work and requests, so nobody waits
-- for an answer from an archived workspace. The lock is that of new boards and of those that come back. Operators may archive a
-- workspace with its boards by plain SQL.
CREATE FUNCTION weir.archive_workspace(_workspace uuid, _now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _boards bigint;
BEGIN
  PERFORM weir.lock_workspaces(ARRAY[_workspace]);
  SELECT count(*) INTO _boards FROM public.boards b WHERE b.workspace_id = _workspace AND b.archived_at IS NULL;
  IF _boards > 0 THEN
    PERFORM weir.refuse('boards-not-archived', jsonb_build_object('boards', _boards));
  END IF;
  UPDATE public.workspaces w SET archived_at = _now WHERE w.id = _workspace AND w.archived_at IS NULL;
END $$;
