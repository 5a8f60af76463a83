-- ------------------------------------------------------------------------------- submitting a request

-- Of a request that was answered: those that follow it, and where it stands in the list of all and in its
-- requester's own, which a page is read from; a guest's are read over all boards. Why its card was put back, and
-- what of it was corrected, stand in events.
CREATE INDEX requests_following ON requests (workspace_id, board_id, follows_id) WHERE follows_id IS NOT NULL;
CREATE INDEX requests_answered ON requests (workspace_id, board_id, answered_at DESC, number DESC) WHERE answered_at IS NOT NULL;
CREATE INDEX requests_answered_to ON requests (workspace_id, board_id, requester_id, answered_at DESC, number DESC)
  WHERE answered_at IS NOT NULL AND requester_id IS NOT NULL;
CREATE INDEX requests_of_guests ON requests (workspace_id, guest_id, submitted_at DESC) WHERE guest_id IS NOT NULL;
CREATE INDEX request_watchers_of ON request_watchers (workspace_id, board_id, user_id) WHERE user_id IS NOT NULL;
CREATE INDEX events_put_back ON events (workspace_id, board_id, ((changes -> 0 ->> 'card')::integer), seq) WHERE type = 'card.putBack';
CREATE INDEX events_corrected ON events (workspace_id, board_id, ((changes -> 0 ->> 'request')::integer), seq) WHERE type = 'request.changed';

-- Submits a request. _request: {title, description?, classOfService?, neededBy?, follows? (a number),
-- ticket? (true: follows is a request with a ticket, asked again by right), guestId? (then _actor is null),
-- remindAt, answerBy, expiresAt, shed: {until, message}}. The last four are worked out by the caller, who
-- knows calendars. The gate is read, and depth and quota are counted, under the clock. A refusal at the door
-- is counted by the hour: no event, no clock, and no wait for the disk, for a flood must not take that either. It
-- has changed nothing; should PostgreSQL be killed, the counts of its last second may be lost.
CREATE FUNCTION weir.submit_request(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _request jsonb, _key weir.write_key, _terms weir.terms
) RETURNS jsonb LANGUAGE plpgsql
  SET plan_cache_mode = 'force_generic_plan' AS $$
DECLARE
  _outcome jsonb;
BEGIN
  _outcome := weir.try_submit(_workspace, _board, _actor, _now, _id, _request, _key, _terms);
  IF _outcome ->> 'refused' IN ('intake-queue-full', 'form-places-taken', 'requester-quota-reached', 'requester-rate-reached',
                              'intake-gate-shut', 'intake-gate-throttled', 'intake-gate-probing', 'expedite-claim-waiting') THEN
    PERFORM set_config('synchronous_commit', 'off', true);
    INSERT INTO door_refusals AS d (workspace_id, board_id, requester_id, code, hour)
    VALUES (_workspace, _board, coalesce(_actor, (_request ->> 'guestId')::uuid), _outcome ->> 'refused', date_trunc('hour', _now, 'UTC'))
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
  _ticket  boolean := coalesce((_request ->> 'ticket')::boolean, false);
  _class   class_of_service;
  _gate    gate_state;
  _number  integer;
  _shed    jsonb;
  _body    jsonb;
  _detail  text;
BEGIN
  _seq := weir.begin(_workspace, _board, _actor, _key, _now, _terms);

  SELECT * INTO _intake FROM intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  IF _request ->> 'follows' IS NOT NULL THEN
    SELECT * INTO _follows FROM requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = (_request ->> 'follows')::integer
       AND coalesce(r.requester_id, r.guest_id) = coalesce(_actor, (_request ->> 'guestId')::uuid);
    IF NOT FOUND THEN
      PERFORM weir.leave(CASE WHEN _ticket THEN '{"refused": "not-found"}'
                              ELSE '{"refused": "invalid-input", "path": "follows", "fault": "absent"}' END::jsonb);
    ELSIF _follows.answered_at IS NULL AND NOT _ticket THEN
      PERFORM weir.fault('follows', 'stillWaits');
    END IF;
  END IF;
  IF _ticket THEN
    PERFORM weir.use_ticket(_follows, (_now AT TIME ZONE _intake.time_zone)::date);
  ELSIF _actor IS NOT NULL THEN
    PERFORM weir.check_needed_by(_intake, (_request ->> 'neededBy')::date, _now);
  END IF;

  _class := coalesce(_request ->> 'classOfService', CASE WHEN _ticket THEN _follows.class_of_service::text END, 'standard');
  _gate  := weir.gate_at(_intake, _now);
  PERFORM weir.pass_gate(_intake, _gate, _class);

  UPDATE board_clock k SET next_request = k.next_request + 1
   WHERE k.workspace_id = _workspace AND k.board_id = _board
  RETURNING k.next_request - 1 INTO _number;

  INSERT INTO requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                        requester_id, guest_id, submitted_at, remind_at, answer_by, expires_at, follows_id, by_ticket)
  VALUES (_workspace, _board, _id, _number,
          coalesce(_request ->> 'title', _follows.title),
          coalesce(_request ->> 'description', CASE WHEN _ticket THEN _follows.description END, ''),
          _class,
          coalesce((_request ->> 'neededBy')::date, CASE WHEN _ticket THEN _follows.needed_by END),
          _actor, (_request ->> 'guestId')::uuid, _now, (_request ->> 'remindAt')::timestamptz,
          (_request ->> 'answerBy')::timestamptz, (_request ->> 'expiresAt')::timestamptz, _follows.id, _ticket);
  IF _ticket THEN
    PERFORM weir.watch_as(_workspace, _board, _follows.id, _board, _id);
  END IF;
  IF _gate = 'throttled' THEN
    PERFORM weir.slow_quota(_intake, _actor, (_request ->> 'guestId')::uuid);
  END IF;
  _shed := weir.shed(_intake, _now, _request -> 'shed');

  PERFORM weir.tell(_workspace, _board, _seq, CASE WHEN _ticket THEN 'request.askedAgain' ELSE 'request.submitted' END,
                    _now, _actor, jsonb_build_array(jsonb_build_object('request', _number)) || _shed);
  _body := jsonb_build_object('number', _number);
  RETURN weir.finish(_workspace, _actor, _key, 201, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' OR SQLSTATE 'WIP02' OR SQLSTATE 'WIP03' OR SQLSTATE 'WIP04' OR SQLSTATE 'WIP07' OR SQLSTATE 'WIP10' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN weir.outcome(SQLSTATE, _detail);
END $$;

-- Who is told of a request's answer is told of that of another, in which it goes on.
CREATE FUNCTION weir.watch_as(_workspace uuid, _from_board uuid, _from uuid, _board uuid, _to uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO request_watchers (workspace_id, board_id, request_id, id, user_id, guest_id)
  SELECT w.workspace_id, _board, _to, gen_random_uuid(), w.user_id, w.guest_id
    FROM request_watchers w
   WHERE w.workspace_id = _workspace AND w.board_id = _from_board AND w.request_id = _from
$$;

-- Leaves where a request is needed by a day that has passed, by the board's time zone, or that is none of our
-- times. What waited in the meantime, for an e-mail to be confirmed or for its ticket's date, is not asked.
CREATE FUNCTION weir.check_needed_by(_intake intakes, _day date, _now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _today date := (_now AT TIME ZONE _intake.time_zone)::date;
BEGIN
  IF _day < _today THEN
    PERFORM weir.fault('neededBy', 'passed');
  ELSIF _day > _today + interval '10 years' THEN
    PERFORM weir.fault('neededBy', 'farAhead');
  END IF;
END $$;

-- -------------------------------------------------------------------------------------------- deadlines

-- When a waiting request needs something next: a reminder or a word that it is late, each once, and its end.
CREATE FUNCTION weir.due_at(
  _remind_at timestamptz, _reminded_at timestamptz, _answer_by timestamptz, _escalated_at timestamptz, _expires_at timestamptz
) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT least(CASE WHEN _reminded_at IS NULL THEN _remind_at END,
               CASE WHEN _escalated_at IS NULL THEN _answer_by END,
               _expires_at)
$$;
CREATE INDEX requests_due ON requests (weir.due_at(remind_at, reminded_at, answer_by, escalated_at, expires_at))
  WHERE answered_at IS NULL AND paused_at IS NULL;

-- ---------------------------------------------------------------------------------------------- tickets

-- From when a request may be asked again: its answer says so, or a trade that put its card off the board.
-- Null: it has no ticket.
CREATE FUNCTION weir.ticket_from(_request requests) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT a.until FROM answers a
      WHERE a.workspace_id = _request.workspace_id AND a.board_id = _request.board_id AND a.request_id = _request.id),
    (SELECT d.until FROM displacements d
      JOIN cards c ON c.workspace_id = d.workspace_id AND c.board_id = d.board_id AND c.id = d.card_id AND c.archived_at IS NOT NULL
      WHERE d.workspace_id = _request.workspace_id AND d.board_id = _request.board_id AND d.displaced_request_id = _request.id
        AND d.until IS NOT NULL
      ORDER BY d.at DESC LIMIT 1))
$$;

-- Leaves unless the request has a ticket that may be used on that day: from its date on, once.
CREATE FUNCTION weir.use_ticket(_follows requests, _today date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _from date := weir.ticket_from(_follows);
  _used integer;
BEGIN
  IF _from IS NULL THEN
    PERFORM weir.leave('{"refused": "not-deferred"}');
  ELSIF _today < _from THEN
    PERFORM weir.leave(jsonb_build_object('refused', 'too-early', 'from', _from));
  END IF;
  SELECT r.number INTO _used FROM requests r
   WHERE r.workspace_id = _follows.workspace_id AND r.board_id = _follows.board_id AND r.follows_id = _follows.id AND r.by_ticket;
  IF FOUND THEN
    PERFORM weir.leave(jsonb_build_object('refused', 'already-asked', 'followedBy', _used));
  END IF;
END $$;

-- -------------------------------------------------------------------------------------------- the gate

-- A gate set until an instant is open again from then on, whether or not somebody has noted it.
CREATE FUNCTION weir.gate_at(_intake intakes, _now timestamptz) RETURNS gate_state LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _intake.gate_until <= _now THEN 'open' ELSE _intake.gate END
$$;

-- Leaves where the gate lets nobody of this class in now: shut, it has a small door for an expedite claim;
-- throttled, it takes what has a date or can't wait; probing, it takes so few that it can watch them. The
-- same rules stand in domain's `admit`.
CREATE FUNCTION weir.pass_gate(_intake intakes, _gate gate_state, _class class_of_service) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (CASE _gate
       WHEN 'shut'      THEN _class <> 'expedite'
       WHEN 'throttled' THEN _class NOT IN ('expedite', 'fixedDate')
       WHEN 'probing'   THEN _class <> 'expedite' AND (SELECT count(*) FROM requests r
                               WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id
                                 AND r.answered_at IS NULL AND r.submitted_at >= _intake.gate_at) >= 2
       ELSE false
     END) THEN
    PERFORM weir.leave(jsonb_build_object('refused', 'intake-gate-' || _gate, 'reason', _intake.gate_reason,
                                          'until', weir.instant(_intake.gate_until)));
  END IF;
END $$;

-- Behind a throttled gate who asks, a member or a guest, has half of their quota, at least 1.
CREATE FUNCTION weir.slow_quota(_intake intakes, _requester uuid, _guest uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _whole integer := CASE WHEN _guest IS NULL THEN _intake.open_per_requester ELSE _intake.form_open_per_guest END;
  _quota integer := greatest(1, _whole / 2);
  _open  integer := (SELECT count(*) FROM requests r
                      WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id
                        AND coalesce(r.requester_id, r.guest_id) = coalesce(_requester, _guest) AND r.answered_at IS NULL);
BEGIN
  IF _whole IS NOT NULL AND _open > _quota THEN
    PERFORM weir.leave(jsonb_build_object('refused', 'requester-quota-reached', 'open', _open - 1, 'quota', _quota));
  END IF;
END $$;

-- ------------------------------------------------------------------------------------------- shedding

-- Above the high watermark requests are answered `shed` down to the low one: of the lowest class, the
-- youngest first, those with a ticket last; never expedite or fixed-date ones. A request that another
-- writer holds is being answered, and they wait for the clock that we hold: then all is done again. Returns
-- what an event tells of it.
CREATE FUNCTION weir.shed(_intake intakes, _now timestamptz, _words jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _waiting integer;
  _those   uuid[];
  _locked  integer;
BEGIN
  IF _intake.high_watermark IS NULL THEN
    RETURN '[]';
  END IF;
  SELECT count(*) INTO _waiting FROM requests r
   WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.answered_at IS NULL;
  IF _waiting <= _intake.high_watermark THEN
    RETURN '[]';
  END IF;
  _those := ARRAY(
    SELECT r.id FROM requests r
     WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.answered_at IS NULL
       AND r.class_of_service IN ('standard', 'intangible')
     ORDER BY r.class_of_service DESC, r.by_ticket, r.submitted_at DESC, r.number DESC
     LIMIT _waiting - _intake.low_watermark);
  PERFORM 1 FROM requests r
    WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.id = ANY (_those)
    FOR NO KEY UPDATE SKIP LOCKED;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  IF _locked < cardinality(_those) THEN
    RAISE EXCEPTION 'a request is being answered' USING ERRCODE = 'serialization_failure';
  END IF;
  INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, until, at)
  SELECT _intake.workspace_id, _intake.board_id, t, 'shed', 'noCapacity', _words ->> 'message', (_words ->> 'until')::date, _now
    FROM unnest(_those) t;
  RETURN coalesce((
    SELECT jsonb_agg(jsonb_build_object('request', r.number, 'to', jsonb_build_object('kind', 'shed', 'until', _words -> 'until')) ORDER BY r.number)
      FROM requests r
     WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.id = ANY (_those)), '[]');
END $$;

-- ---------------------------------------------------------------------------------------------- trade

-- A card for a request takes the place of one that is not delivered, under a clock that the caller holds and
-- with that card's row locked before it. The displaced card goes to the first queue column that has room: the
-- new card is made there and the two change places, so that no place gains what it has no room for. Where no
-- queue column has room it leaves the board until a date, as the new one comes onto it in the same UPDATE. A card that
-- would stay in its own column makes way for nothing, and is refused: there the request is accepted.
-- _trade: {displaces, reason, message, until?}.
-- Returns {card: {number, place}, displaced: {number, from, to}}, or leaves with the fault.
CREATE FUNCTION weir.trade_card(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _card jsonb, _request uuid, _trade jsonb
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _old   cards;
  _home  uuid;
  _until date := (_trade ->> 'until')::date;
  _made  jsonb;
BEGIN
  SELECT * INTO _old FROM cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_trade ->> 'displaces')::integer;
  IF NOT FOUND THEN
    PERFORM weir.fault('displaces', 'absent');
  ELSIF _old.archived_at IS NOT NULL THEN
    PERFORM weir.leave(jsonb_build_object('refused', 'card-archived', 'card', _old.number));
  ELSIF _old.delivered_at IS NOT NULL THEN
    PERFORM weir.fault('displaces', 'delivered');
  END IF;

  _card := _card || jsonb_build_object('swimlaneId', _old.swimlane_id);
  FOR _home IN
    SELECT k.id FROM columns k WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'queue' ORDER BY k.position
  LOOP
    BEGIN
      _made := weir.insert_card(_workspace, _board, _actor, _now, _id, _card || jsonb_build_object('columnId', _home), _request);
      EXIT;
    EXCEPTION WHEN SQLSTATE 'WIP01' THEN
      NULL;
    END;
  END LOOP;
  IF _made IS NOT NULL AND _home = _old.column_id THEN
    PERFORM weir.fault('displaces', 'staysThere');
  ELSIF _made IS NOT NULL THEN
    _until := NULL;
    PERFORM weir.exchange(_old, (SELECT c FROM cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _id), _now);
  ELSIF _until IS NULL THEN
    PERFORM weir.fault('until', 'noQueueHasRoom');
  ELSE
    _home := NULL;
    _made := weir.insert_card(_workspace, _board, _actor, _now, _id,
                              _card || jsonb_build_object('columnId', _old.column_id, 'archivedAt', _now), _request);
    UPDATE cards c
       SET archived_at = CASE WHEN c.id = _old.id THEN _now END,
           rank = _old.rank,
           version = c.version + CASE WHEN c.id = _old.id THEN 1 ELSE 0 END
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id IN (_old.id, _id);
  END IF;

  INSERT INTO displacements (workspace_id, board_id, request_id, card_id, displaced_request_id, reason, message,
                             column_id, until, by, at)
  VALUES (_workspace, _board, _request, _old.id, _old.request_id, (_trade ->> 'reason')::answer_reason, _trade ->> 'message',
          _home, _until, _actor, _now);
  RETURN (
    SELECT jsonb_build_object(
             'card', jsonb_build_object('number', n.number, 'place', weir.place(n)),
             'displaced', jsonb_build_object('number', o.number, 'from', weir.place(_old), 'to', CASE
               WHEN _home IS NULL THEN jsonb_build_object('archivedAt', weir.instant(o.archived_at), 'until', _until)
               ELSE weir.place(o) END))
      FROM cards n, cards o
     WHERE n.workspace_id = _workspace AND n.board_id = _board AND n.id = _id
       AND o.workspace_id = _workspace AND o.board_id = _board AND o.id = _old.id);
END $$;

-- Two cards of one lane change places in one UPDATE, so that no load is counted twice. What is new in a split
-- column begins in its doing half.
CREATE FUNCTION weir.exchange(_one cards, _other cards, _now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE cards c
     SET column_id = k.id, done = false, rank = t.rank, version = c.version + 1,
         entered_column_at = CASE WHEN c.column_id = k.id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed(k.kind, c.committed_at, _now),
         delivered_at = weir.delivered(k.kind, c.delivered_at, _now)
    FROM (VALUES (_one.id, _other.column_id, _other.rank), (_other.id, _one.column_id, _one.rank)) AS t (id, column_id, rank)
    JOIN columns k ON k.workspace_id = _one.workspace_id AND k.board_id = _one.board_id AND k.id = t.column_id
   WHERE c.workspace_id = _one.workspace_id AND c.board_id = _one.board_id AND c.id = t.id;
END $$;

-- ------------------------------------------------------------------------------------------ redirection

-- A request of another board takes a place in this one's queue, or is refused by it as its requester would be:
-- under the clocks of both. _times: {remindAt, answerBy, expiresAt, shed}. Returns {number, shed}.
CREATE FUNCTION weir.take_redirected(
  _workspace uuid, _board uuid, _now timestamptz, _id uuid, _from_board uuid, _from uuid, _times jsonb
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _intake intakes;
  _old    requests;
  _gate   gate_state;
  _number integer;
BEGIN
  IF EXISTS (SELECT FROM boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL) THEN
    PERFORM weir.leave('{"refused": "board-archived"}');
  END IF;
  SELECT * INTO _intake FROM intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  SELECT * INTO _old FROM requests r WHERE r.workspace_id = _workspace AND r.board_id = _from_board AND r.id = _from;
  _gate := weir.gate_at(_intake, _now);
  PERFORM weir.pass_gate(_intake, _gate, _old.class_of_service);
  UPDATE board_clock k SET next_request = k.next_request + 1
   WHERE k.workspace_id = _workspace AND k.board_id = _board
  RETURNING k.next_request - 1 INTO _number;
  INSERT INTO requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                        requester_id, guest_id, submitted_at, remind_at, answer_by, expires_at, from_board_id, from_request_id)
  VALUES (_workspace, _board, _id, _number, _old.title, _old.description, _old.class_of_service, _old.needed_by,
          _old.requester_id, _old.guest_id, _now, (_times ->> 'remindAt')::timestamptz,
          (_times ->> 'answerBy')::timestamptz, (_times ->> 'expiresAt')::timestamptz, _from_board, _from);
  IF _gate = 'throttled' THEN
    PERFORM weir.slow_quota(_intake, _old.requester_id, _old.guest_id);
  END IF;
  PERFORM weir.watch_as(_workspace, _from_board, _from, _board, _id);
  RETURN jsonb_build_object('number', _number, 'shed', weir.shed(_intake, _now, _times -> 'shed'));
END $$;
