-- Answers a waiting request that becomes no card: declines or defers it. _answer: {kind, reason, message, until?}. It locks
-- the request first, then the clock, as plain SQL does. The body is what the database says of the request
-- (weir.request_documents).
CREATE FUNCTION weir.answer_request(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _number integer, _answer jsonb,
  _if_version integer, _key weir.write_key, _conditions weir.write_conditions
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _set     text := weir.keep_plans();
  _locked  boolean;
  _stamp   weir.event_stamp;
  _request public.requests;
  _body    jsonb;
  _detail  text;
BEGIN
  PERFORM 1 FROM public.requests r
    WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = _number FOR NO KEY UPDATE;
  _locked := FOUND;
  _stamp  := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions);
  SELECT * INTO _request FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.refuse('not-found');
  ELSIF NOT _locked THEN
    RAISE EXCEPTION 'the request was submitted meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
  PERFORM weir.check_deferral_date(_workspace, _board, (_answer ->> 'until')::date, _stamp.at);
  IF _request.answered_at IS NOT NULL THEN
    PERFORM weir.refuse('already-answered', jsonb_build_object('answer', (
      SELECT weir.answer_facts(a, b.key)
        FROM public.answers a JOIN public.boards b ON b.workspace_id = a.workspace_id AND b.id = a.board_id
       WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.request_id = _request.id)));
  ELSIF _request.version <> _if_version THEN
    PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _request.version));
  END IF;

  INSERT INTO public.answers (workspace_id, board_id, request_id, kind, reason, message, until, "by", at)
  VALUES (_workspace, _board, _request.id, (_answer ->> 'kind')::public.answer_kind, (_answer ->> 'reason')::public.answer_reason,
          _answer ->> 'message', (_answer ->> 'until')::date, _actor, _stamp.at);
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'request.answered', _stamp.at, _actor,
                            jsonb_build_array(jsonb_build_object('request', _number, 'to', _answer)));
  SELECT d.facts INTO _body FROM weir.request_documents(_workspace, ARRAY[_board], ARRAY[_number]) d;
  RETURN weir.finish_write(_workspace, _key, 200, _body, _stamp.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $$;

-- Refuses a date to which nothing can be deferred: one that is not after today in the board's time zone, or more than a
-- year ahead. domain has the same rule.
CREATE FUNCTION weir.check_deferral_date(_workspace uuid, _board uuid, _until date, _now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _today date;
  _last  date;
BEGIN
  IF _until IS NULL THEN
    RETURN;
  END IF;
  SELECT (_now AT TIME ZONE i.time_zone)::date INTO _today FROM public.intakes i
   WHERE i.workspace_id = _workspace AND i.board_id = _board;
  _last := _today + interval '1 year';
  IF _until <= _today THEN
    PERFORM weir.refuse_input('until', 'afterToday');
  ELSIF _until > _last THEN
    PERFORM weir.refuse('invalid-input', jsonb_build_object('path', 'until', 'fault', 'yearAhead',
                                                            'params', jsonb_build_object('last', _last)));
  END IF;
END $$;
