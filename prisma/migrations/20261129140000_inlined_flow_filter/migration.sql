SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.in_flow_filter(_card public.flow_cards, _filter jsonb)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT (NOT _filter ? 'classes'   OR _filter -> 'classes' ? _card.class_of_service::text)
     AND (NOT _filter ? 'swimlanes' OR CASE WHEN _filter -> 'swimlanes' = '[]' THEN _card.swimlane_id IS NULL
                                            ELSE coalesce(_filter -> 'swimlanes' ? _card.swimlane_id::text, false) END)
     AND (NOT _filter ? 'labels'    OR _filter -> 'labels' ?| _card.label_ids::text[])
     AND (NOT _filter ? 'assignees' OR CASE WHEN _filter -> 'assignees' = '[]' THEN _card.assignee_ids = '{}'
                                            ELSE _filter -> 'assignees' ?| _card.assignee_ids::text[] END)
     AND (NOT _filter ? 'team'      OR _filter -> 'team' ?| _card.assignee_ids::text[])
$function$;
