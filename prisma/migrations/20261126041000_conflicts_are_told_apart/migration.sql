SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.trade_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _request uuid, _trade jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _old     public.cards;
  _detail  text;
  _target  uuid;
  _until   date := (_trade ->> 'until')::date;
  _created jsonb;
BEGIN
  SELECT * INTO _old FROM public.cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_trade ->> 'displaces')::integer;
  IF NOT FOUND THEN
    PERFORM weir.refuse_input('displaces', 'absent');
  ELSIF _old.archived_at IS NOT NULL THEN
    PERFORM weir.refuse('card-archived', jsonb_build_object('card', _old.number));
  ELSIF _old.delivered_at IS NOT NULL THEN
    PERFORM weir.refuse_conflict('card-delivered', 'displaces', 'delivered');
  END IF;

  _card := _card || jsonb_build_object('swimlaneId', _old.swimlane_id);
  FOR _target IN
    SELECT k.id FROM public.columns k
     WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'queue' ORDER BY k.position
  LOOP
    BEGIN
      _created := weir.insert_card(_workspace, _board, _actor, _now, _id,
                                   _card || jsonb_build_object('columnId', _target), _request);
      EXIT;
    EXCEPTION WHEN SQLSTATE 'WIP00' THEN
      GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
      IF _detail::jsonb ->> 'refused' <> 'wip-limit-reached' THEN
        RAISE;
      END IF;
    END;
  END LOOP;
  IF _created IS NOT NULL AND _target = _old.column_id THEN
    PERFORM weir.refuse_conflict('trade-not-needed', 'displaces', 'staysThere');
  ELSIF _created IS NOT NULL THEN
    _until := NULL;
    PERFORM weir.exchange_cards(_old, c, _now)
       FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _id;
  ELSIF _until IS NULL THEN
    PERFORM weir.refuse_input('until', 'noQueueHasRoom');
  ELSE
    _target := NULL;
    _created := weir.insert_card(_workspace, _board, _actor, _now, _id,
                                 _card || jsonb_build_object('columnId', _old.column_id, 'archivedAt', _now), _request);
    UPDATE public.cards c
       SET archived_at = CASE WHEN c.id = _old.id THEN _now END,
           rank = _old.rank,
           version = c.version + CASE WHEN c.id = _old.id THEN 1 ELSE 0 END
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id IN (_old.id, _id);
  END IF;

  INSERT INTO public.displacements (workspace_id, board_id, request_id, card_id, displaced_request_id, reason, message,
                             column_id, until, by, at)
  VALUES (_workspace, _board, _request, _old.id, _old.request_id, (_trade ->> 'reason')::public.answer_reason, _trade ->> 'message',
          _target, _until, _actor, _now);
  RETURN (
    SELECT jsonb_build_object(
             'card', jsonb_build_object('number', n.number, 'place', weir.card_position(n)),
             'displaced', jsonb_build_object('number', o.number, 'from', weir.card_position(_old), 'to', CASE
               WHEN _target IS NULL THEN jsonb_build_object('archivedAt', weir.instant(o.archived_at), 'until', _until)
               ELSE weir.card_position(o) END))
      FROM public.cards n, public.cards o
     WHERE n.workspace_id = _workspace AND n.board_id = _board AND n.id = _id
       AND o.workspace_id = _workspace AND o.board_id = _board AND o.id = _old.id);
END $function$;

CREATE OR REPLACE FUNCTION weir.refuse_conflict(_code text, _path text, _fault text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.refuse(_code, jsonb_build_object('path', _path, 'fault', _fault));
END $function$;

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
  END IF;

  _class := coalesce(_request ->> 'classOfService', CASE WHEN _ticket THEN _follows.class_of_service::text END, 'standard');
  _gate  := weir.gate_at(_intake, _now);
  PERFORM weir.enforce_gate(_intake, _gate, _class);

  UPDATE public.board_clock k SET next_request = k.next_request + 1
   WHERE k.workspace_id = _workspace AND k.board_id = _board
  RETURNING k.next_request - 1 INTO _number;

  INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                        requester_id, guest_id, submitted_at, remind_at, answer_by, expires_at, follows_id, by_ticket)
  VALUES (_workspace, _board, _id, _number,
          coalesce(_request ->> 'title', _follows.title),
          coalesce(_request ->> 'description', CASE WHEN _ticket THEN _follows.description END, ''),
          _class,
          coalesce((_request ->> 'neededBy')::date, CASE WHEN _ticket THEN _follows.needed_by END),
          _actor, (_request ->> 'guestId')::uuid, _now, (_request ->> 'remindAt')::timestamptz,
          (_request ->> 'answerBy')::timestamptz, (_request ->> 'expiresAt')::timestamptz, _follows.id, _ticket);
  IF _ticket THEN
    PERFORM weir.copy_watchers(_workspace, _board, _follows.id, _board, _id);
  END IF;
  IF _gate = 'throttled' THEN
    PERFORM weir.enforce_throttled_quota(_intake, _actor, (_request ->> 'guestId')::uuid);
  END IF;
  _shed := weir.shed_requests(_intake, _now, (_request -> 'shed' ->> 'until')::date);

  PERFORM weir.record_event(_workspace, _board, _seq, CASE WHEN _ticket THEN 'request.askedAgain' ELSE 'request.submitted' END,
                    _now, _actor, jsonb_build_array(jsonb_build_object('request', _number)) || _shed);
  _body := jsonb_build_object('number', _number);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;
