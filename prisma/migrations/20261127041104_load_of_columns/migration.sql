SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.load(_limit public.wip_limits, _active uuid[] DEFAULT NULL::uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _columns uuid[] := _active;
BEGIN
  IF _limit.board_id IS NULL THEN
    RETURN (
      SELECT count(*)
        FROM public.card_assignees a
        JOIN public.boards b  ON b.workspace_id = a.workspace_id AND b.id = a.board_id AND b.archived_at IS NULL
        JOIN public.cards c   ON c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id
        JOIN public.columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id
       WHERE a.workspace_id = _limit.workspace_id AND a.user_id = _limit.user_id
         AND weir.is_counted(_limit.scope, NULL, NULL, NULL, NULL,
                         c.column_id, k.kind = 'active', c.swimlane_id, c.class_of_service, c.archived_at, true));
  END IF;
  IF _limit.column_id IS NOT NULL THEN
    _columns := ARRAY[_limit.column_id];
  ELSIF _limit.scope = 'columns' THEN
    _columns := _limit.column_ids;
  ELSIF _columns IS NULL THEN
    _columns := ARRAY(SELECT k.id FROM public.columns k
                       WHERE k.workspace_id = _limit.workspace_id AND k.board_id = _limit.board_id AND k.kind = 'active');
  END IF;
  RETURN (
    SELECT count(*)
      FROM unnest(_columns) k (id)
     CROSS JOIN LATERAL (
       SELECT FROM public.cards c
        WHERE c.workspace_id = _limit.workspace_id AND c.board_id = _limit.board_id AND c.column_id = k.id
          AND c.archived_at IS NULL
          AND weir.is_counted(_limit.scope, _limit.column_id, _limit.column_ids, _limit.swimlane_id, _limit.class_of_service,
                          c.column_id, true, c.swimlane_id, c.class_of_service, NULL,
                          (SELECT true FROM public.card_assignees a
                            WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id
                              AND a.user_id = _limit.user_id))
       OFFSET 0) counted);
END $function$;
