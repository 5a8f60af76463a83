SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.try_submit_request(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _request jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
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

    INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                          requester_id, guest_id, guest_name, submitted_at, remind_at, answer_by, expires_at, follows_id, by_ticket)
    VALUES (_workspace, _board, _id, _number,
            coalesce(_request ->> 'title', _follows.title),
            coalesce(_request ->> 'description', CASE WHEN _ticket THEN _follows.description END, ''),
            _class,
            coalesce((_request ->> 'neededBy')::date, CASE WHEN _ticket THEN _follows.needed_by END),
            _actor, _guest, coalesce(_request ->> 'guestName', CASE WHEN _ticket THEN _follows.guest_name END), _now, (_request ->> 'remindAt')::timestamptz,
            (_request ->> 'answerBy')::timestamptz, (_request ->> 'expiresAt')::timestamptz, _follows.id, _ticket);
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
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.refuse_when_full(_intake public.intakes)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _waiting integer := (SELECT count(*) FROM public.requests r
                        WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.answered_at IS NULL);
BEGIN
  IF _waiting >= _intake.depth THEN
    PERFORM weir.refuse('intake-queue-full', jsonb_build_object('waiting', _waiting, 'depth', _intake.depth));
  END IF;
END $function$;
