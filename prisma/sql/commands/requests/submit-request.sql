-- Submits a request. _request: {title, description?, classOfService?, neededBy?, follows? (a number), ticket? (true:
-- follows is a request with a ticket), ifVersion? (of that request), maxPrice? (in credits), guestId? and guestName (then _actor is null), remindAt, answerBy, expiresAt, shed: {until}}.
-- The caller computes the last four, because it knows calendars. The gate, depth and quota are checked under the clock.
-- A refusal at the door is counted per hour. It makes no event, takes no clock and does not wait for the disk, so that
-- a flood of refusals cannot slow the board down. It is counted under the first rule that refuses. If PostgreSQL is
-- killed, the counts of the last second may be lost.
CREATE FUNCTION weir.submit_request(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _request jsonb, _key weir.write_key, _conditions weir.write_conditions
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _set     text := weir.keep_plans();
  _outcome jsonb;
BEGIN
  _outcome := weir.try_submit_request(_workspace, _board, _actor, _now, _id, _request, _key, _conditions);
  IF weir.is_door_refusal(_outcome ->> 'refused') THEN
    PERFORM weir.count_door_refusals(ARRAY[ROW (_workspace, _board, coalesce(_actor, (_request ->> 'guestId')::uuid),
                                                _outcome ->> 'refused', _now)::weir.door_refusal], false);
  END IF;
  RETURN _outcome;
END $$;

-- A refusal at the door: the board, the requester, the rule and the time.
CREATE TYPE weir.door_refusal AS (workspace_id uuid, board_id uuid, requester_id uuid, code text, at timestamptz);

-- Counts refusals by their hours. _durable: whether the transaction has changed anything else, so that its commit has to wait for
-- the disk. The rows are written in key order, so that two transactions cannot wait for each other.
CREATE FUNCTION weir.count_door_refusals(_refused weir.door_refusal[], _durable boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF _refused = '{}' THEN
    RETURN;
  ELSIF NOT _durable THEN
    PERFORM set_config('synchronous_commit', 'off', true);
  END IF;
  INSERT INTO public.door_refusals AS d (workspace_id, board_id, requester_id, code, hour, count)
  SELECT r.workspace_id, r.board_id, r.requester_id, r.code, date_trunc('hour', r.at, 'UTC') AS hour, count(*)
    FROM unnest(_refused) r
   GROUP BY 1, 2, 3, 4, 5
   ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (workspace_id, board_id, requester_id, code, hour) DO UPDATE SET count = d.count + excluded.count;
END $$;

-- The submission itself; its refusals undo what it did.
CREATE FUNCTION weir.try_submit_request(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _request jsonb, _key weir.write_key, _conditions weir.write_conditions
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _seq     bigint;
  _intake  public.intakes;
  _follows public.requests;
  _ticket  boolean := coalesce((_request ->> 'ticket')::boolean, false);
  _class   public.class_of_service;
  _gate    public.gate_state;
  _number  integer;
  _shed    jsonb;
  _body    jsonb;
  _detail  text;
  _guest   uuid := (_request ->> 'guestId')::uuid;
BEGIN
  SELECT s.seq, s.at INTO _seq, _now FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions) s;

  SELECT * INTO _intake FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  IF _actor IS NOT NULL AND NOT _ticket THEN
    PERFORM weir.check_needed_by(_intake, (_request ->> 'neededBy')::date, _now);
  END IF;
  IF _request ? 'externalId' THEN
    PERFORM weir.check_external_id_of_request(_workspace, _board, NULL, _request ->> 'externalId');
  END IF;
  IF _request ->> 'follows' IS NOT NULL THEN
    SELECT * INTO _follows FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = (_request ->> 'follows')::integer
       AND coalesce(r.requester_id, r.guest_id) = coalesce(_actor, (_request ->> 'guestId')::uuid);
    IF NOT FOUND THEN
      IF _ticket THEN
        PERFORM weir.refuse('not-found');
      END IF;
      PERFORM weir.refuse_input('follows', 'absent');
    ELSIF _follows.answered_at IS NULL AND NOT _ticket THEN
      PERFORM weir.refuse_conflict('request-not-answered', 'follows', 'stillWaits');
    END IF;
  END IF;
  IF _ticket THEN
    PERFORM weir.check_ticket(_follows, (_now AT TIME ZONE _intake.time_zone)::date);
    IF _follows.version <> (_request ->> 'ifVersion')::integer THEN
      PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _follows.version));
    END IF;
  END IF;

  _class := coalesce(_request ->> 'classOfService', CASE WHEN _ticket THEN _follows.class_of_service::text END, 'standard');
  _gate  := weir.gate_at(_intake, _now);
  BEGIN
    PERFORM weir.enforce_gate(_intake, _gate, _class);
    PERFORM weir.refuse_when_full(_intake);

    UPDATE public.board_clock k SET next_request = k.next_request + 1
     WHERE k.workspace_id = _workspace AND k.board_id = _board
    RETURNING k.next_request - 1 INTO _number;

    IF _request ? 'maxPrice' THEN
      PERFORM set_config('weir.max_price', _request ->> 'maxPrice', true);
    END IF;
    INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                          requester_id, guest_id, guest_name, submitted_at, remind_at, answer_by, expires_at, follows_id, by_ticket,
                          external_id, metadata)
    VALUES (_workspace, _board, _id, _number,
            coalesce(_request ->> 'title', _follows.title),
            coalesce(_request ->> 'description', CASE WHEN _ticket THEN _follows.description END, ''),
            _class,
            coalesce((_request ->> 'neededBy')::date, CASE WHEN _ticket THEN _follows.needed_by END),
            _actor, _guest, coalesce(_request ->> 'guestName', CASE WHEN _ticket THEN _follows.guest_name END), _now, (_request ->> 'remindAt')::timestamptz,
            (_request ->> 'answerBy')::timestamptz, (_request ->> 'expiresAt')::timestamptz, _follows.id, _ticket,
            _request ->> 'externalId', weir.changed_metadata('{}', _request -> 'metadata'));
    IF _request ? 'maxPrice' THEN
      PERFORM set_config('weir.max_price', '', true);
    END IF;
    IF _ticket THEN
      PERFORM weir.copy_watchers(_workspace, _board, _follows.id, _board, _id);
    END IF;
    IF _gate = 'throttled' THEN
      PERFORM weir.enforce_throttled_quota(_intake, _actor, _guest);
    END IF;
    _shed := weir.shed_requests(_intake, _now, (_request -> 'shed' ->> 'until')::date);
    IF _guest IS NOT NULL THEN
      PERFORM weir.notify_of_submission(_intake, _id);
    END IF;
  EXCEPTION WHEN SQLSTATE 'WIP00' THEN
    -- What the block did is undone, and the clock is still locked: these facts are those that refused.
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    PERFORM weir.refuse_at_door(_detail::jsonb, _workspace, _board, coalesce(_actor, _guest), _guest IS NOT NULL, _class, _ticket, _now);
  END;

  PERFORM weir.record_event(_workspace, _board, _seq, CASE WHEN _ticket THEN 'request.askedAgain' ELSE 'request.submitted' END,
                    _now, _actor, jsonb_build_array(weir.request_submitted(_workspace, _board, _number)) || _shed);
  _body := jsonb_build_object('number', _number);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now, _board);
EXCEPTION
  WHEN SQLSTATE 'WIP00' THEN
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    RETURN _detail::jsonb;
  WHEN unique_violation THEN
    PERFORM weir.retry_external_id(SQLERRM);
END $$;

-- Refuses a request to a full queue before it is written, under the clock. The trigger on requests would refuse it, too, but only
-- after it was written, indexed and searched: an overloaded board must refuse at little cost.
CREATE FUNCTION weir.refuse_when_full(_intake public.intakes) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _waiting integer := (SELECT count(*) FROM public.requests r
                        WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.answered_at IS NULL);
BEGIN
  IF _waiting >= _intake.depth THEN
    PERFORM weir.refuse('intake-queue-full', jsonb_build_object('waiting', _waiting, 'depth', _intake.depth));
  END IF;
END $$;

-- A new request, as its event records it. A guest is named by their id only; their name and address are not in events.
CREATE FUNCTION weir.request_submitted(_workspace uuid, _board uuid, _number integer) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('request', r.number, 'to', weir.request_values(r))
      FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = _number);
END $$;

-- The values of a request that events record.
CREATE FUNCTION weir.request_values(_r public.requests) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'title', _r.title, 'description', _r.description, 'classOfService', _r.class_of_service, 'neededBy', _r.needed_by,
    'requesterId', coalesce(_r.requester_id, _r.guest_id), 'byForm', _r.guest_id IS NOT NULL,
    'submittedAt', weir.instant(_r.submitted_at), 'answerBy', weir.instant(_r.answer_by),
    'expiresAt', weir.instant(_r.expires_at), 'pausedAt', weir.instant(_r.paused_at), 'version', _r.version,
    'follows', (SELECT f.number FROM public.requests f
                 WHERE f.workspace_id = _r.workspace_id AND f.board_id = _r.board_id AND f.id = _r.follows_id))
    || weir.external_values(_r.external_id, _r.metadata)
$$;

-- Refuses a day that has passed in the board's time zone, or is more than ten years away. The caller skips this for a
-- request that waited in between, for a confirmed e-mail or for its ticket's date.
CREATE FUNCTION weir.check_needed_by(_intake public.intakes, _day date, _now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _today date := (_now AT TIME ZONE _intake.time_zone)::date;
BEGIN
  IF _day < _today THEN
    PERFORM weir.refuse_input('neededBy', 'passed');
  ELSIF _day > _today + interval '10 years' THEN
    PERFORM weir.refuse_input('neededBy', 'farAhead');
  END IF;
END $$;

-- Copies the watchers of a request to the one that continues it.
CREATE FUNCTION weir.copy_watchers(_workspace uuid, _from_board uuid, _from uuid, _board uuid, _to uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO public.request_watchers (workspace_id, board_id, request_id, id, user_id, guest_id)
  SELECT w.workspace_id, _board, _to, gen_random_uuid(), w.user_id, w.guest_id
    FROM public.request_watchers w
   WHERE w.workspace_id = _workspace AND w.board_id = _from_board AND w.request_id = _from
$$;
