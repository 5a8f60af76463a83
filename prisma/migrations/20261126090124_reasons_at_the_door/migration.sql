SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.submit_redirected_request(_workspace uuid, _board uuid, _now timestamp with time zone, _id uuid, _from_board uuid, _from uuid, _times jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
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
                          requester_id, guest_id, submitted_at, remind_at, answer_by, expires_at, from_board_id, from_request_id)
    VALUES (_workspace, _board, _id, _number, _old.title, _old.description, _old.class_of_service, _old.needed_by,
            _old.requester_id, _old.guest_id, _now, (_times ->> 'remindAt')::timestamptz,
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
                                _old.guest_id IS NOT NULL, _old.class_of_service, _now);
  END;
  RETURN _taken;
END $function$;

CREATE OR REPLACE FUNCTION weir.place_free_at(_r public.requests, _now timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _r.paused_at IS NOT NULL THEN _r.paused_at + interval '14 days 1 minute'
              WHEN _r.answer_by > _now      THEN _r.answer_by
              ELSE greatest(_r.expires_at, _now) + interval '1 minute' END
$function$;

CREATE OR REPLACE FUNCTION weir.door_facts(_workspace uuid, _board uuid, _requester uuid, _is_guest boolean, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object(
           'now', weir.instant(_now),
           'gate', jsonb_build_object('state', i.gate, 'reason', weir.gate_reason(i), 'until', weir.instant(i.gate_until),
                                      'since', weir.instant(i.gate_at), 'by', weir.person(i.gate_by)),
           'gateCause', i.gate_cause, 'gateByItself', i.gate_by_itself,
           'depth', i.depth, 'formDepth', i.form_depth, 'quota', c.quota,
           'perHour', i.per_requester_per_hour, 'perDay', weir.rate_per_day(i))
         || jsonb_build_object(
           'waiting', w.waiting, 'guestsWaiting', w.guests, 'probing', w.probing, 'expediteWaits', w.expedite_ends IS NOT NULL,
           'open', w.open, 'lastHour', s.last_hour, 'lastDay', s.last_day,
           'queueFreeAt', weir.instant(w.ends[w.waiting - i.depth + 1]),
           'formFreeAt', weir.instant(w.guest_ends[w.guests - i.form_depth + 1]),
           'probesFreeAt', weir.instant(w.probe_ends[w.probing - 1]),
           'quotaFreeAt', weir.instant(w.own_ends[w.open - c.quota + 1]),
           'halfQuotaFreeAt', weir.instant(w.own_ends[w.open - greatest(1, c.quota / 2) + 1]),
           'expediteFreeAt', weir.instant(w.expedite_ends),
           'overdueEndsAt', weir.instant(w.overdue_ends),
           'hourFreeAt', weir.instant(s.hour_ends[s.last_hour - i.per_requester_per_hour + 1]),
           'dayFreeAt', weir.instant(s.day_ends[s.last_day - weir.rate_per_day(i) + 1]))
    FROM public.intakes i
   CROSS JOIN LATERAL (
     SELECT CASE WHEN _is_guest THEN i.form_open_per_guest ELSE coalesce(i.open_per_requester, 500) END AS quota) c
   CROSS JOIN LATERAL (
     SELECT count(*)::int                                                      AS waiting,
            (count(*) FILTER (WHERE r.guest_id IS NOT NULL))::int              AS guests,
            (count(*) FILTER (WHERE r.submitted_at >= i.gate_at))::int         AS probing,
            (count(*) FILTER (WHERE r.own))::int                               AS open,
            array_agg(r.ends ORDER BY r.ends)                                  AS ends,
            array_agg(r.ends ORDER BY r.ends) FILTER (WHERE r.guest_id IS NOT NULL)      AS guest_ends,
            array_agg(r.ends ORDER BY r.ends) FILTER (WHERE r.submitted_at >= i.gate_at) AS probe_ends,
            array_agg(r.ends ORDER BY r.ends) FILTER (WHERE r.own)             AS own_ends,
            max(r.ends) FILTER (WHERE r.class_of_service = 'expedite')         AS expedite_ends,
            max(r.ends) FILTER (WHERE r.answer_by <= coalesce(r.paused_at, _now)) AS overdue_ends
       FROM (SELECT q.guest_id, q.submitted_at, q.class_of_service, q.answer_by, q.paused_at,
                    weir.place_free_at(q, _now) AS ends, coalesce(q.requester_id, q.guest_id) = _requester AS own
               FROM public.requests q
              WHERE q.workspace_id = i.workspace_id AND q.board_id = i.board_id AND q.answered_at IS NULL) r) w
   CROSS JOIN LATERAL (
     SELECT count(*)::int                                                                      AS last_day,
            (count(*) FILTER (WHERE r.submitted_at > _now - interval '1 hour'))::int           AS last_hour,
            array_agg(r.submitted_at + interval '1 day' ORDER BY r.submitted_at)               AS day_ends,
            array_agg(r.submitted_at + interval '1 hour' ORDER BY r.submitted_at)
              FILTER (WHERE r.submitted_at > _now - interval '1 hour')                         AS hour_ends
       FROM public.requests r
      WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id
        AND coalesce(r.requester_id, r.guest_id) = _requester AND r.from_request_id IS NULL
        AND r.submitted_at > _now - interval '1 day' AND r.submitted_at <= _now) s
   WHERE i.workspace_id = _workspace AND i.board_id = _board
$function$;

CREATE OR REPLACE FUNCTION weir.is_door_refusal(_code text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT coalesce(_code IN ('intake-queue-full', 'form-places-taken', 'requester-quota-reached', 'requester-rate-reached',
                            'intake-gate-shut', 'intake-gate-throttled', 'intake-gate-probing', 'expedite-claim-waiting'), false)
$function$;

CREATE OR REPLACE FUNCTION weir.refuse_at_door(_refusal jsonb, _workspace uuid, _board uuid, _requester uuid, _is_guest boolean, _class public.class_of_service, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF weir.is_door_refusal(_refusal ->> 'refused') THEN
    _refusal := _refusal || jsonb_build_object('door', weir.door_facts(_workspace, _board, _requester, _is_guest, _now)
                                                       || jsonb_build_object('claim', _class, 'byForm', _is_guest));
  END IF;
  PERFORM weir.exit_command(_refusal);
END $function$;

CREATE OR REPLACE FUNCTION weir.submit_request(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _request jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
  _outcome jsonb;
BEGIN
  _outcome := weir.try_submit_request(_workspace, _board, _actor, _now, _id, _request, _key, _conditions);
  IF weir.is_door_refusal(_outcome ->> 'refused') THEN
    PERFORM set_config('synchronous_commit', 'off', true);
    INSERT INTO public.door_refusals AS d (workspace_id, board_id, requester_id, code, hour)
    VALUES (_workspace, _board, coalesce(_actor, (_request ->> 'guestId')::uuid), _outcome ->> 'refused',
            date_trunc('hour', _now, 'UTC'))
    ON CONFLICT (workspace_id, board_id, requester_id, code, hour) DO UPDATE SET count = d.count + 1;
  END IF;
  RETURN _outcome;
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
            _actor, _guest, _now, (_request ->> 'remindAt')::timestamptz,
            (_request ->> 'answerBy')::timestamptz, (_request ->> 'expiresAt')::timestamptz, _follows.id, _ticket);
    IF _ticket THEN
      PERFORM weir.copy_watchers(_workspace, _board, _follows.id, _board, _id);
    END IF;
    IF _gate = 'throttled' THEN
      PERFORM weir.enforce_throttled_quota(_intake, _actor, _guest);
    END IF;
    _shed := weir.shed_requests(_intake, _now, (_request -> 'shed' ->> 'until')::date);
  EXCEPTION WHEN SQLSTATE 'WIP00' THEN
    -- What the block did is undone, and the clock is still locked: these facts are those that refused.
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    PERFORM weir.refuse_at_door(_detail::jsonb, _workspace, _board, coalesce(_actor, _guest), _guest IS NOT NULL, _class, _now);
  END;

  PERFORM weir.record_event(_workspace, _board, _seq, CASE WHEN _ticket THEN 'request.askedAgain' ELSE 'request.submitted' END,
                    _now, _actor, jsonb_build_array(weir.request_submitted(_workspace, _board, _number)) || _shed);
  _body := jsonb_build_object('number', _number);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;
