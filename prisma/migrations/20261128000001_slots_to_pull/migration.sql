SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.free_slots(_column public.columns)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  SELECT min(greatest(l.max - weir.limit_load(l), 0))
    FROM public.wip_limits l
    LEFT JOIN LATERAL (
      SELECT k.id, k.kind FROM public.columns k
       WHERE k.workspace_id = _column.workspace_id AND k.board_id = _column.board_id AND (k.position, k.id) < (_column.position, _column.id)
       ORDER BY k.position DESC, k.id DESC LIMIT 1) previous ON true
   WHERE l.workspace_id = _column.workspace_id AND l.board_id = _column.board_id AND l.mode <> 'warn'
     AND weir.is_counted(l.scope, l.column_id, l.column_ids, l.swimlane_id, l.class_of_service,
                         _column.id, _column.kind = 'active', NULL, 'standard', NULL, false)
     AND weir.is_counted(l.scope, l.column_id, l.column_ids, l.swimlane_id, l.class_of_service,
                         previous.id, previous.kind = 'active', NULL, 'standard', NULL, false) IS NOT TRUE
$function$;
