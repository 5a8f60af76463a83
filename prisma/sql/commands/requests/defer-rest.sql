-- Accepting a part of a request: the remaining part becomes a request of its own, which is deferred in the same answer and never waits.

-- Creates the request for the remaining part, and its answer. The caller has locked the clock and answered the request. Its requester and its
-- watchers are those of the request, which it keeps the dates of. _rest: {id, title, description, reason, message, until}. Returns
-- its changes for the event.
CREATE FUNCTION weir.defer_rest(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _request uuid, _rest jsonb
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _id     uuid := (_rest ->> 'id')::uuid;
  _number integer;
BEGIN
  PERFORM weir.check_deferral_date(_workspace, _board, (_rest ->> 'until')::date, _now);
  UPDATE public.board_clock k SET next_request = k.next_request + 1
   WHERE k.workspace_id = _workspace AND k.board_id = _board
  RETURNING k.next_request - 1 INTO _number;
  -- In one statement, because an answered request needs its answer and an answer its request. Both are checked at its end.
  WITH asked AS (
    INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by, requester_id,
                          guest_id, guest_name, submitted_at, answer_by, expires_at, part_of_id, answered_at)
    SELECT r.workspace_id, r.board_id, _id, _number, _rest ->> 'title', coalesce(_rest ->> 'description', ''), r.class_of_service,
           r.needed_by, r.requester_id, r.guest_id, r.guest_name, r.submitted_at, r.answer_by, r.expires_at, r.id, _now
      FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request)
  INSERT INTO public.answers (workspace_id, board_id, request_id, kind, reason, message, until, "by", at)
  VALUES (_workspace, _board, _id, 'defer', (_rest ->> 'reason')::public.answer_reason, _rest ->> 'message',
          (_rest ->> 'until')::date, _actor, _now);
  PERFORM weir.copy_watchers(_workspace, _board, _request, _board, _id);
  RETURN jsonb_build_array(
    weir.request_submitted(_workspace, _board, _number),
    jsonb_build_object('request', _number, 'to', jsonb_build_object(
      'kind', 'defer', 'reason', _rest -> 'reason', 'message', _rest -> 'message', 'until', _rest -> 'until')));
END $$;
