-- Submits a request to another board in the write of a wait. The clocks of both boards are locked already. It calls weir.submit_request
-- under all rules of that board, which writes its own event there. Then it restores the settings of the write. Returns the outcome. A
-- refusal does not undo the caller's write: the caller rolls back.
CREATE FUNCTION weir.submit_beside(
  _workspace uuid, _board uuid, _actor uuid, _roles public.role[], _now timestamptz, _id uuid, _request jsonb
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _override text := coalesce(current_setting('weir.override', true), '');
  _lease    text := coalesce(current_setting('weir.lease', true), '');
  _set      text := set_config('weir.lease', '', true);
  _outcome  jsonb;
BEGIN
  _outcome := weir.try_submit_request(_workspace, _board, _actor, _now, _id, _request, NULL,
                                      ROW (_roles, NULL, false)::weir.write_conditions);
  _set := set_config('weir.own_event', 'on', true);
  _set := set_config('weir.override', _override, true);
  _set := set_config('weir.lease', _lease, true);
  RETURN _outcome;
END $$;
