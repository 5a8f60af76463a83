SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.check_ticket(_follows public.requests, _today date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _from date := weir.ticket_from(_follows);
  _used integer;
BEGIN
  IF _from IS NULL THEN
    PERFORM weir.refuse('not-deferred');
  END IF;
  SELECT r.number INTO _used FROM public.requests r
   WHERE r.workspace_id = _follows.workspace_id AND r.board_id = _follows.board_id AND r.follows_id = _follows.id AND r.by_ticket;
  IF FOUND THEN
    PERFORM weir.refuse('already-asked', jsonb_build_object('followedBy', _used));
  ELSIF _today < _from THEN
    PERFORM weir.refuse('too-early', jsonb_build_object('from', _from));
  END IF;
END $function$;
