-- Submits a request of another board here, under the clocks of both. It is refused as if its requester had submitted
-- it. _times: {remindAt, answerBy, expiresAt, shed: {until}}. Returns {number, to, shed}.
CREATE FUNCTION weir.submit_redirected_request(
  _workspace uuid, _board uuid, _now timestamptz, _id uuid, _from_board uuid, _from uuid, _times jsonb
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _intake public.intakes;
  _old    public.requests;
  _gate   public.gate_state;
  _number integer;
  _taken  jsonb;
  _detail text;
BEGIN
  IF EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL) THEN
    PERFORM weir.refuse('board-archived');
  END IF;
  SELECT * INTO _intake FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  SELECT * INTO _old FROM public.requests r WHERE r.workspace_id = _workspace AND r.board_id = _from_board AND r.id = _from;
  _gate := weir.gate_at(_intake, _now);
  BEGIN
    PERFORM weir.enforce_gate(_intake, _gate, _old.class_of_service);
    UPDATE public.board_clock k SET next_request = k.next_request + 1
     WHERE k.workspace_id = _workspace AND k.board_id = _board
    RETURNING k.next_request - 1 INTO _number;
    INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                          requester_id, guest_id, guest_name, submitted_at, remind_at, answer_by, expires_at, from_board_id, from_request_id)
    VALUES (_workspace, _board, _id, _number, _old.title, _old.description, _old.class_of_service, _old.needed_by,
            _old.requester_id, _old.guest_id, _old.guest_name, _now, (_times ->> 'remindAt')::timestamptz,
            (_times ->> 'answerBy')::timestamptz, (_times ->> 'expiresAt')::timestamptz, _from_board, _from);
    IF _gate = 'throttled' THEN
      PERFORM weir.enforce_throttled_quota(_intake, _old.requester_id, _old.guest_id);
    END IF;
    PERFORM weir.copy_watchers(_workspace, _from_board, _from, _board, _id);
    _taken := jsonb_build_object('number', _number, 'to', weir.request_submitted(_workspace, _board, _number) -> 'to',
                              'shed', weir.shed_requests(_intake, _now, (_times -> 'shed' ->> 'until')::date));
  EXCEPTION WHEN SQLSTATE 'WIP00' THEN
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    PERFORM weir.refuse_at_door(_detail::jsonb, _workspace, _board, coalesce(_old.requester_id, _old.guest_id),
                                _old.guest_id IS NOT NULL, _old.class_of_service, false, _now);
  END;
  RETURN _taken;
END $$;
