SELECT set_config('check_function_bodies', 'off', true);

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
  EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', array_to_string(weir.tables_of_workspaces(), ', '));
  IF _only_untouched AND weir.demo_is_touched(_workspace) THEN
    RETURN NULL;
  END IF;
  _kept := jsonb_build_object(
    'members', (SELECT coalesce(jsonb_agg(jsonb_build_object('userId', m.user_id, 'role', m.role, 'joinedAt', m.joined_at)), '[]')
                  FROM public.memberships m WHERE m.workspace_id = _workspace AND m.left_at IS NULL),
    'lastEvents', (SELECT coalesce(jsonb_object_agg(k.board_id, k.seq), '{}')
                     FROM public.board_clock k WHERE k.workspace_id = _workspace));
  PERFORM weir.delete_rows(weir.tables_of_workspaces(),
                           array_fill('workspace_id = $1'::text, ARRAY[cardinality(weir.tables_of_workspaces())]), _workspace, NULL);
  RETURN _kept;
END $function$;
