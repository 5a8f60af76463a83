SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.delete_rows_of_workspace(_workspace uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.delete_rows(array_agg(t), array_agg('workspace_id = $1'::text), _workspace, NULL)
     FROM unnest(weir.tables_of_workspaces()) t;
END $function$;

CREATE OR REPLACE FUNCTION weir.purge_workspace(_workspace uuid, _rows integer, _now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  _left  integer := _rows;
  _gone  integer;
  _table text;
  _set   text;
BEGIN
  PERFORM FROM public.workspaces w
    WHERE w.id = _workspace AND w.archived_at IS NOT NULL AND w.delete_at <= _now FOR UPDATE;
  IF NOT FOUND THEN
    RETURN true;
  END IF;
  IF NOT weir.fire_no_triggers() THEN
    PERFORM weir.delete_rows_of_workspace(_workspace);
    DELETE FROM public.workspaces w WHERE w.id = _workspace;
    RETURN true;
  END IF;
  FOREACH _table IN ARRAY weir.tables_of_workspaces() LOOP
    EXECUTE format('DELETE FROM %1$s t WHERE t.ctid = ANY (ARRAY(SELECT d.ctid FROM %1$s d WHERE d.workspace_id = $1 LIMIT $2))', _table)
      USING _workspace, _left;
    GET DIAGNOSTICS _gone = ROW_COUNT;
    _left := _left - _gone;
    EXIT WHEN _left <= 0;
  END LOOP;
  IF _left > 0 THEN
    DELETE FROM public.workspaces w WHERE w.id = _workspace;
  END IF;
  _set := set_config('session_replication_role', 'origin', true);
  RETURN _left > 0;
END $function$;

CREATE OR REPLACE FUNCTION weir.remove_demo(_workspace uuid, _only_untouched boolean)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _kept jsonb;
BEGIN
  PERFORM FROM public.workspaces w WHERE w.id = _workspace AND w.demo_seeded_at IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'workspace % is no demo', _workspace USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM weir.lock_tables(weir.tables_of_workspaces());
  IF _only_untouched AND weir.demo_is_touched(_workspace) THEN
    RETURN NULL;
  END IF;
  _kept := jsonb_build_object(
    'members', (SELECT coalesce(jsonb_agg(jsonb_build_object('userId', m.user_id, 'role', m.role, 'joinedAt', m.joined_at)), '[]')
                  FROM public.memberships m WHERE m.workspace_id = _workspace AND m.left_at IS NULL),
    'lastEvents', (SELECT coalesce(jsonb_object_agg(k.board_id, k.seq), '{}')
                     FROM public.board_clock k WHERE k.workspace_id = _workspace));
  PERFORM weir.delete_rows_of_workspace(_workspace);
  RETURN _kept;
END $function$;
