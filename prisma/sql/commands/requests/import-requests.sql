-- Imports requests of another workspace, in their order, with the dates, the conversation and the answer that they have there.
-- Returns the result for each as `outcomes`: {result: created, number}, {result: exists, number} or {result: refused, code, …}.
-- Depth and quotas apply to those that still wait. Rates do not: they applied when the requests were submitted. A request that the
-- board already has is not changed. The event is `request.imported`. Nobody is notified.
-- _requests: [{id, number, title, description, classOfService, neededBy, requesterId, guestId, guestName, submittedAt, remindAt,
-- answerBy, expiresAt, pausedAt, remindedAt, escalatedAt, followsId, byTicket, partOfId, fromBoardId, fromId, externalId, metadata, answer, messages, watchers,
-- steps}]. `answer`: null, or {kind, reason, message, part, until, by, at, duplicateOfId}.
CREATE FUNCTION weir.import_requests(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _conditions weir.write_conditions, _requests jsonb
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _stamp    weir.event_stamp;
  _is_used  boolean := false;
  _request  jsonb;
  _outcome  jsonb;
  _outcomes jsonb := '[]';
  _detail   text;
  _set      text;
BEGIN
  _stamp := weir.start_command(_workspace, _board, _actor, NULL, _now, _conditions);
  _set := set_config('weir.importing', 'on', true);
  FOR _request IN SELECT r FROM jsonb_array_elements(_requests) r LOOP
    SELECT jsonb_build_object('result', 'exists', 'number', r.number) INTO _outcome
      FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = (_request ->> 'id')::uuid;
    IF _outcome IS NULL THEN
      -- A refusal undoes this block, with the number of its event.
      BEGIN
        IF _is_used THEN
          _stamp := weir.take_clock(_workspace, _board, _stamp.at);
        END IF;
        _outcome := weir.import_request(_workspace, _board, _actor, _stamp, _request);
        _is_used := true;
      EXCEPTION
        WHEN SQLSTATE 'WIP00' THEN
          GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
          _outcome := _detail::jsonb - 'refused' || jsonb_build_object('result', 'refused', 'code', _detail::jsonb -> 'refused');
        -- A value that the tables refuse is no reason to refuse the other requests.
        WHEN data_exception OR integrity_constraint_violation THEN
          GET STACKED DIAGNOSTICS _detail = MESSAGE_TEXT;
          _outcome := jsonb_build_object('result', 'refused', 'code', 'invalid-input', 'detail', _detail);
      END;
    END IF;
    _outcomes := _outcomes || jsonb_build_array(_outcome);
  END LOOP;
  _set := set_config('weir.importing', '', true);
  IF NOT _is_used THEN
    PERFORM weir.cancel_event(_workspace, _board);
  END IF;
  RETURN weir.finish_write(_workspace, NULL, 200, jsonb_build_object('outcomes', _outcomes), _stamp.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $$;

-- Imports one request under the clock, and records the event. It keeps its number if that is free on the board. References to
-- requests that are not here are left out, except the one of a duplicate: without it the answer makes no sense, so the request is
-- refused.
CREATE FUNCTION weir.import_request(
  _workspace uuid, _board uuid, _actor uuid, _stamp weir.event_stamp, _request jsonb
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _id      uuid := (_request ->> 'id')::uuid;
  _follows uuid;
  _part_of uuid;
  _from    public.requests;
  _number  integer;
  _changes jsonb;
BEGIN
  -- Nobody answers requests of an archived board.
  IF jsonb_typeof(_request -> 'answer') IS DISTINCT FROM 'object'
     AND EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL) THEN
    PERFORM weir.refuse('board-archived');
  END IF;
  SELECT CASE WHEN EXISTS (SELECT FROM public.requests r WHERE r.workspace_id = _workspace AND r.board_id = _board
                              AND r.number = (_request ->> 'number')::integer)
              THEN k.next_request ELSE (_request ->> 'number')::integer END INTO _number
    FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  SELECT r.id INTO _follows FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = (_request ->> 'followsId')::uuid;
  SELECT r.id INTO _part_of FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = (_request ->> 'partOfId')::uuid;
  SELECT * INTO _from FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = (_request ->> 'fromBoardId')::uuid AND r.id = (_request ->> 'fromId')::uuid;

  -- In one statement, because an answered request needs its answer and an answer its request. Both are checked at its end.
  WITH asked AS (
    INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by, requester_id,
                          guest_id, guest_name, submitted_at, remind_at, answer_by, expires_at, paused_at, reminded_at, escalated_at,
                          follows_id, by_ticket, part_of_id, from_board_id, from_request_id, answered_at, external_id, metadata)
    VALUES (_workspace, _board, _id, _number, _request ->> 'title', _request ->> 'description',
            (_request ->> 'classOfService')::public.class_of_service, (_request ->> 'neededBy')::date,
            (_request ->> 'requesterId')::uuid, (_request ->> 'guestId')::uuid, _request ->> 'guestName',
            (_request ->> 'submittedAt')::timestamptz, (_request ->> 'remindAt')::timestamptz, (_request ->> 'answerBy')::timestamptz,
            (_request ->> 'expiresAt')::timestamptz, (_request ->> 'pausedAt')::timestamptz,
            (_request ->> 'remindedAt')::timestamptz, (_request ->> 'escalatedAt')::timestamptz,
            _follows, _follows IS NOT NULL AND (_request ->> 'byTicket')::boolean, _part_of, _from.board_id, _from.id,
            (_request -> 'answer' ->> 'at')::timestamptz, weir.free_external_id_of_request(_workspace, _board, _request ->> 'externalId'),
            coalesce(nullif(_request -> 'metadata', 'null'), '{}')))
  INSERT INTO public.answers (workspace_id, board_id, request_id, kind, reason, message, part, until, "by", at, duplicate_of_id)
  SELECT _workspace, _board, _id, (a ->> 'kind')::public.answer_kind, (a ->> 'reason')::public.answer_reason, a ->> 'message', a ->> 'part',
         (a ->> 'until')::date, (a ->> 'by')::uuid, (a ->> 'at')::timestamptz, (a ->> 'duplicateOfId')::uuid
    FROM (SELECT _request -> 'answer' AS a WHERE jsonb_typeof(_request -> 'answer') = 'object') given;

  INSERT INTO public.request_watchers (workspace_id, board_id, request_id, id, user_id, guest_id)
  SELECT _workspace, _board, _id, gen_random_uuid(), w."userId", w."guestId"
    FROM jsonb_to_recordset(_request -> 'watchers') w ("userId" uuid, "guestId" uuid);
  INSERT INTO public.request_messages (workspace_id, board_id, request_id, id, body, asks, "by", by_guest, at)
  SELECT _workspace, _board, _id, m.id, m.text, m.asks, m."by", m."byGuest", m.at
    FROM jsonb_to_recordset(_request -> 'messages') m (id uuid, text text, asks boolean, "by" uuid, "byGuest" uuid, at timestamptz);
  INSERT INTO public.request_steps (workspace_id, board_id, request_id, n, state, at, since, reason, message, card, settled_at,
                             announced, received_at)
  SELECT _workspace, _board, _id, s.n, (s.step ->> 'state')::public.work_state, (s.step ->> 'at')::timestamptz,
         (s.step ->> 'since')::timestamptz, s.step ->> 'reason', s.step ->> 'message', (s.step ->> 'card')::integer,
         (s.step ->> 'at')::timestamptz, true, (s.step ->> 'receivedAt')::timestamptz
    FROM jsonb_array_elements(_request -> 'steps') WITH ORDINALITY s (step, n);

  _changes := weir.changes_of_requests(_workspace, _board, NULL, ARRAY(
    SELECT to_jsonb(r) FROM public.requests r WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _id));
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'request.imported', _stamp.at, _actor,
    _changes || coalesce(weir.changes_of_messages(_workspace, _board, NULL, ARRAY(
      SELECT to_jsonb(m) FROM public.request_messages m
       WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.request_id = _id)), '[]'));
  RETURN jsonb_build_object('result', 'created', 'number', _number);
END $$;
