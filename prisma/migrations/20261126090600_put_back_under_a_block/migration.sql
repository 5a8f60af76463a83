SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.announce_step(_workspace uuid, _board uuid, _request uuid, _now timestamp with time zone, _expected jsonb)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
DECLARE
  _last    public.request_steps;
  _announced    public.request_steps;
  _place   public.request_steps;
  _next    public.request_steps;
  _is_same boolean;
  _kind    text;
BEGIN
  PERFORM 1 FROM public.requests r
    WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  _last := weir.last_step(_workspace, _board, _request);
  IF _last.settled_at IS NOT NULL THEN
    RETURN NULL;
  END IF;
  SELECT * INTO _announced FROM public.request_steps s
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request AND s.announced
   ORDER BY s.n DESC LIMIT 1;
  -- Work that was put back while it was blocked is blocked still. What has to be announced is the former.
  _place := weir.last_place(_workspace, _board, _request);
  _next := CASE WHEN _last.state = 'blocked' AND _place.state = 'putBack' AND _place.settled_at IS NULL
                 AND NOT weir.is_same_step(_place, _announced) THEN _place ELSE _last END;

  _is_same := weir.is_same_step(_next, _announced);
  UPDATE public.request_steps s SET settled_at = _now, announced = NOT _is_same AND s.n IN (_last.n, _next.n)
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request
     AND s.settled_at IS NULL AND s.n <= _last.n;
  IF _is_same THEN
    RETURN NULL;
  END IF;

  _kind := CASE
    WHEN _next.state IN ('delivered', 'takenOff', 'blocked') THEN _next.state::text
    WHEN _announced.state = 'takenOff' THEN 'restored'
    WHEN _announced.state = 'blocked' AND (_next.state <> 'putBack' OR weir.covered_put_back(_announced)) THEN 'unblocked'
    ELSE _next.state::text END;
  PERFORM weir.notify_of_work(_workspace, _board, _request, _kind, _next.seq, _now, jsonb_build_object(
    'was', _announced.state, 'reason', weir.step_reason(_next), 'message', _next.message,
    'expected', CASE WHEN _next.state NOT IN ('delivered', 'takenOff') THEN _expected END));
  IF _next.state NOT IN ('delivered', 'takenOff') THEN
    PERFORM weir.record_announced_forecast(_workspace, _board, _request, _now, _expected);
  END IF;
  RETURN _kind;
END $function$;
