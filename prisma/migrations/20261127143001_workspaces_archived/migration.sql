SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.archive_workspace(_workspace uuid, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _boards bigint;
BEGIN
  PERFORM weir.lock_workspaces(ARRAY[_workspace]);
  SELECT count(*) INTO _boards FROM public.boards b WHERE b.workspace_id = _workspace AND b.archived_at IS NULL;
  IF _boards > 0 THEN
    PERFORM weir.refuse('boards-not-archived', jsonb_build_object('boards', _boards));
  END IF;
  UPDATE public.workspaces w SET archived_at = _now WHERE w.id = _workspace AND w.archived_at IS NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_boards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _workspaces uuid[];
  _workspace  uuid;
  _max        integer;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(DISTINCT n.workspace_id) INTO _workspaces FROM new_rows n;
  ELSE
    SELECT array_agg(DISTINCT n.workspace_id) INTO _workspaces
      FROM new_rows n
      LEFT JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.id = n.id
     WHERE o.id IS NULL OR (o.archived_at IS NOT NULL AND n.archived_at IS NULL);
  END IF;
  PERFORM weir.lock_workspaces(_workspaces);
  FOREACH _workspace IN ARRAY coalesce(_workspaces, '{}') LOOP
    -- A board that comes back, or is new, while its workspace is being archived: see weir.archive_workspace.
    IF EXISTS (SELECT FROM public.workspaces w WHERE w.id = _workspace AND w.archived_at IS NOT NULL)
       AND EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.archived_at IS NULL) THEN
      PERFORM weir.refuse('not-found');
    END IF;
    _max := weir.cap(_workspace, 'boards');
    IF EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.archived_at IS NULL OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('boards', _max);
    END IF;
    _max := weir.cap(_workspace, 'archivedBoards');
    IF EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('archivedBoards', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;
