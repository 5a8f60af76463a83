-- ------------------------------------------------------------------------------- submitting a request

-- Why a card was put back, for the request that it came from.
CREATE INDEX requests_following ON requests (workspace_id, board_id, follows_id) WHERE follows_id IS NOT NULL;
CREATE INDEX requests_answered ON requests (workspace_id, board_id, answered_at DESC) WHERE answered_at IS NOT NULL;
CREATE INDEX events_put_back ON events (workspace_id, board_id, ((changes -> 0 ->> 'card')::integer), seq) WHERE type = 'card.putBack';

-- Submits a request. _request: {title, description?, classOfService?, neededBy?, follows? (a number),
-- ticket? (true: follows is a deferred request, asked again by right)}. The gate is read, and depth and
-- quota are counted, under the clock. A refusal at the door is counted by the hour: no event, no clock.
CREATE FUNCTION weir.submit_request(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _request jsonb, _key weir.write_key, _terms weir.terms
) RETURNS jsonb LANGUAGE plpgsql
  SET plan_cache_mode = 'force_generic_plan' AS $$
DECLARE
  _outcome jsonb;
BEGIN
  _outcome := weir.try_submit(_workspace, _board, _actor, _now, _id, _request, _key, _terms);
  IF _outcome ->> 'refused' IN ('intake-queue-full', 'requester-quota-reached', 'intake-gate-shut',
                              'intake-gate-throttled', 'expedite-claim-waiting') THEN
    INSERT INTO door_refusals AS d (workspace_id, board_id, requester_id, code, hour)
    VALUES (_workspace, _board, _actor, _outcome ->> 'refused', date_trunc('hour', _now, 'UTC'))
    ON CONFLICT (workspace_id, board_id, requester_id, code, hour) DO UPDATE SET count = d.count + 1;
  END IF;
  RETURN _outcome;
END $$;

CREATE FUNCTION weir.try_submit(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _request jsonb, _key weir.write_key, _terms weir.terms
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _seq     bigint;
  _intake  intakes;
  _follows requests;
  _answer  answers;
  _ticket  boolean := coalesce((_request ->> 'ticket')::boolean, false);
  _class   class_of_service;
  _number  integer;
  _body    jsonb;
  _detail  text;
BEGIN
  _seq := weir.begin(_workspace, _board, _actor, _key, _now, _terms);

  SELECT * INTO _intake FROM intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  IF _request ->> 'follows' IS NOT NULL THEN
    SELECT * INTO _follows FROM requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = (_request ->> 'follows')::integer
       AND r.requester_id = _actor;
    IF NOT FOUND THEN
      PERFORM weir.leave(CASE WHEN _ticket THEN '{"refused": "not-found"}'
                              ELSE '{"refused": "invalid-input", "path": "follows", "fault": "absent"}' END::jsonb);
    ELSIF _follows.answered_at IS NULL AND NOT _ticket THEN
      PERFORM weir.fault('follows', 'stillWaits');
    END IF;
  END IF;
  IF _ticket THEN
    SELECT * INTO _answer FROM answers a
     WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.request_id = _follows.id;
    IF NOT FOUND OR _answer.until IS NULL THEN
      PERFORM weir.leave('{"refused": "not-deferred"}');
    ELSIF (_now AT TIME ZONE _intake.time_zone)::date < _answer.until THEN
      PERFORM weir.leave(jsonb_build_object('refused', 'too-early', 'from', _answer.until));
    END IF;
    SELECT r.number INTO _number FROM requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.follows_id = _follows.id AND r.by_ticket;
    IF FOUND THEN
      PERFORM weir.leave(jsonb_build_object('refused', 'already-asked', 'followedBy', _number));
    END IF;
  END IF;

  _class := coalesce(_request ->> 'classOfService', CASE WHEN _ticket THEN _follows.class_of_service::text END, 'standard');
  IF _intake.gate_until IS NULL OR _intake.gate_until > _now THEN
    IF _intake.gate = 'shut' OR (_intake.gate = 'throttled' AND _class IN ('standard', 'intangible')) THEN
      PERFORM weir.leave(jsonb_build_object('refused', 'intake-gate-' || _intake.gate, 'reason', _intake.gate_reason,
                                            'until', weir.instant(_intake.gate_until)));
    END IF;
  END IF;

  UPDATE board_clock k SET next_request = k.next_request + 1
   WHERE k.workspace_id = _workspace AND k.board_id = _board
  RETURNING k.next_request - 1 INTO _number;

  INSERT INTO requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                        requester_id, submitted_at, answer_by, follows_id, by_ticket)
  VALUES (_workspace, _board, _id, _number,
          coalesce(_request ->> 'title', _follows.title),
          coalesce(_request ->> 'description', CASE WHEN _ticket THEN _follows.description END, ''),
          _class,
          coalesce((_request ->> 'neededBy')::date, CASE WHEN _ticket THEN _follows.needed_by END),
          _actor, _now, _now + make_interval(hours => _intake.answer_within_hours), _follows.id, _ticket);

  PERFORM weir.tell(_workspace, _board, _seq, CASE WHEN _ticket THEN 'request.askedAgain' ELSE 'request.submitted' END,
                    _now, _actor, jsonb_build_array(jsonb_build_object('request', _number)));
  _body := jsonb_build_object('number', _number);
  RETURN weir.finish(_workspace, _actor, _key, 201, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' OR SQLSTATE 'WIP02' OR SQLSTATE 'WIP03' OR SQLSTATE 'WIP04' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN weir.outcome(SQLSTATE, _detail);
END $$;
