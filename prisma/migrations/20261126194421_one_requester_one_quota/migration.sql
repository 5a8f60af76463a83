DROP FUNCTION weir.refuse_at_door(jsonb,uuid,uuid,uuid,boolean,public.class_of_service,timestamp with time zone);

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
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_intake()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _old weir.queued_request[] := '{}';
  _new weir.queued_request[] := '{}';
  _r   record;
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    SELECT coalesce(array_agg(weir.queued_request(o)) FILTER (WHERE o.answered_at IS NULL), '{}') INTO _old FROM old_rows o;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    SELECT coalesce(array_agg(weir.queued_request(n)) FILTER (WHERE n.answered_at IS NULL), '{}') INTO _new FROM new_rows n;
  END IF;
  IF TG_OP = 'DELETE' THEN
    -- No request disappears silently: it is answered before it is deleted.
    IF cardinality(_old) > 0 THEN
      RAISE EXCEPTION 'a waiting request cannot be deleted: answer it first' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    -- Numbers given by hand (an import) move the clock's next number on.
    UPDATE public.board_clock k SET next_request = m.next
      FROM (SELECT n.workspace_id, n.board_id, max(n.number) + 1 AS next FROM new_rows n GROUP BY 1, 2) m
     WHERE k.workspace_id = m.workspace_id AND k.board_id = m.board_id AND k.next_request < m.next;
  END IF;

  IF EXISTS (SELECT FROM new_rows n
              WHERE (n.answered_at IS NOT NULL) <> EXISTS (
                SELECT FROM public.answers a
                 WHERE a.workspace_id = n.workspace_id AND a.board_id = n.board_id AND a.request_id = n.id)) THEN
    RAISE EXCEPTION 'answered_at must agree with the existence of an answer' USING ERRCODE = 'integrity_constraint_violation';
  END IF;

  FOR _r IN
    SELECT w.waiting, i.depth
      FROM (SELECT s.workspace_id, s.board_id
              FROM (SELECT *, -1 AS delta FROM unnest(_old) UNION ALL SELECT *, 1 FROM unnest(_new)) s
             GROUP BY 1, 2 HAVING sum(s.delta) > 0) g
      JOIN public.intakes i USING (workspace_id, board_id)
     CROSS JOIN LATERAL (SELECT count(*)::int AS waiting FROM public.requests r
                          WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id AND r.answered_at IS NULL) w
     WHERE w.waiting > i.depth
  LOOP
    PERFORM weir.refuse('intake-queue-full', jsonb_build_object('waiting', _r.waiting - 1, 'depth', _r.depth));
  END LOOP;

  FOR _r IN
    SELECT q.quota, q.open
      FROM (SELECT s.workspace_id, s.board_id, s.requester_id, s.is_guest
              FROM (SELECT *, -1 AS delta FROM unnest(_old) UNION ALL SELECT *, 1 FROM unnest(_new)) s
             GROUP BY 1, 2, 3, 4 HAVING sum(s.delta) > 0) g
      JOIN public.intakes i USING (workspace_id, board_id)
     CROSS JOIN LATERAL (SELECT weir.counted_as_one(g.workspace_id, g.requester_id, g.is_guest) AS requesters OFFSET 0) o
     CROSS JOIN LATERAL (SELECT count(*)::int AS open,
                                CASE WHEN g.is_guest THEN i.form_open_per_guest ELSE i.open_per_requester END AS quota
                           FROM public.requests r
                          WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id
                            AND coalesce(r.requester_id, r.guest_id) = ANY (o.requesters) AND r.answered_at IS NULL) q
     WHERE q.open > q.quota
  LOOP
    PERFORM weir.refuse('requester-quota-reached', jsonb_build_object('open', _r.open - 1, 'quota', _r.quota));
  END LOOP;

  -- The public form's share of the depth. It comes after the quota: a guest who has reached their quota is told that.
  FOR _r IN
    SELECT w.waiting, i.form_depth AS depth
      FROM (SELECT s.workspace_id, s.board_id
              FROM (SELECT *, -1 AS delta FROM unnest(_old) UNION ALL SELECT *, 1 FROM unnest(_new)) s
             WHERE s.is_guest
             GROUP BY 1, 2 HAVING sum(s.delta) > 0) g
      JOIN public.intakes i USING (workspace_id, board_id)
     CROSS JOIN LATERAL (SELECT count(*)::int AS waiting FROM public.requests r
                          WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id AND r.answered_at IS NULL
                            AND r.guest_id IS NOT NULL) w
     WHERE w.waiting > i.form_depth
  LOOP
    PERFORM weir.refuse('form-places-taken', jsonb_build_object('waiting', _r.waiting - 1, 'depth', _r.depth));
  END LOOP;

  -- The rate: how many requests one requester submitted in any hour and in any day, by submitted_at. Requests are not
  -- always inserted in that order: writers' clocks differ, and an import has times of its own. So each span is counted
  -- that a new request is part of; a fullest one ends at it or at a later request. A redirected request was submitted
  -- elsewhere and does not count.
  IF TG_OP = 'INSERT' THEN
    FOR _r IN
      SELECT s.submitted, p.quota, p.per
        FROM (SELECT DISTINCT n.workspace_id, n.board_id, coalesce(n.requester_id, n.guest_id) AS requester_id,
                     n.guest_id IS NOT NULL AS is_guest, n.submitted_at
                FROM new_rows n WHERE n.from_request_id IS NULL) g
        JOIN public.intakes i USING (workspace_id, board_id)
       CROSS JOIN LATERAL (SELECT weir.counted_as_one(g.workspace_id, g.requester_id, g.is_guest) AS requesters OFFSET 0) o
       CROSS JOIN LATERAL (VALUES (1, i.per_requester_per_hour, 'hour', interval '1 hour'),
                                  (2, weir.rate_per_day(i), 'day', interval '1 day')) p (rank, quota, per, span)
       CROSS JOIN LATERAL (SELECT max(w.submitted) AS submitted
                             FROM public.requests l
                            CROSS JOIN LATERAL (SELECT count(*)::int AS submitted FROM public.requests r
                                                 WHERE r.workspace_id = g.workspace_id AND r.board_id = g.board_id
                                                   AND coalesce(r.requester_id, r.guest_id) = ANY (o.requesters)
                                                   AND r.from_request_id IS NULL
                                                   AND r.submitted_at > l.submitted_at - p.span
                                                   AND r.submitted_at <= l.submitted_at) w
                            WHERE l.workspace_id = g.workspace_id AND l.board_id = g.board_id
                              AND coalesce(l.requester_id, l.guest_id) = ANY (o.requesters) AND l.from_request_id IS NULL
                              AND l.submitted_at >= g.submitted_at AND l.submitted_at < g.submitted_at + p.span) s
       WHERE s.submitted > p.quota
       ORDER BY p.rank
    LOOP
      PERFORM weir.refuse('requester-rate-reached',
                          jsonb_build_object('submitted', _r.submitted - 1, 'quota', _r.quota, 'per', _r.per));
    END LOOP;
  END IF;

  -- At most one expedite claim waits. With two, neither would mean anything.
  FOR _r IN
    SELECT w.waiting
      FROM (SELECT s.workspace_id, s.board_id
              FROM (SELECT *, -1 AS delta FROM unnest(_old) UNION ALL SELECT *, 1 FROM unnest(_new)) s
             WHERE s.class_of_service = 'expedite'
             GROUP BY 1, 2 HAVING sum(s.delta) > 0) g
     CROSS JOIN LATERAL (SELECT count(*)::int AS waiting FROM public.requests r
                          WHERE r.workspace_id = g.workspace_id AND r.board_id = g.board_id
                            AND r.class_of_service = 'expedite' AND r.answered_at IS NULL) w
     WHERE w.waiting > 1
  LOOP
    PERFORM weir.refuse('expedite-claim-waiting', jsonb_build_object('waiting', _r.waiting - 1));
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.has_visible_text(_text text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT _text ~ ('[^\u0001-\u0020\u007F-\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F'
               || '\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]')
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
           'highWatermark', i.high_watermark, 'lowWatermark', i.low_watermark, 'sheddable', w.sheddable,
           'perHour', i.per_requester_per_hour, 'perDay', weir.rate_per_day(i))
         || jsonb_build_object(
           'waiting', w.waiting, 'guestsWaiting', w.guests, 'probing', w.probing, 'expediteWaits', w.expedite_ends IS NOT NULL,
           'open', w.open, 'lastHour', s.last_hour, 'lastDay', s.last_day,
           'queueFreeAt', weir.instant(w.ends[w.waiting - i.depth + 1]),
           'formFreeAt', weir.instant(w.guest_ends[w.guests - i.form_depth + 1]),
           'probesFreeAt', weir.instant(w.probe_ends[w.probing - 1]),
           'quotaFreeAt', weir.instant(w.own_ends[w.open - c.quota + 1]),
           'halfQuotaFreeAt', weir.instant(w.own_ends[w.open - greatest(1, c.quota / 2) + 1]),
           'sheddingEndsAt', weir.instant(w.ends[w.waiting - i.high_watermark + 1]),
           'expediteFreeAt', weir.instant(w.expedite_ends),
           'overdueEndsAt', weir.instant(w.overdue_ends),
           'hourFreeAt', weir.instant(s.hour_ends[s.last_hour - i.per_requester_per_hour + 1]),
           'dayFreeAt', weir.instant(s.day_ends[s.last_day - weir.rate_per_day(i) + 1]))
    FROM public.intakes i
   CROSS JOIN LATERAL (
     SELECT CASE WHEN _is_guest THEN i.form_open_per_guest ELSE coalesce(i.open_per_requester, 500) END AS quota,
            weir.counted_as_one(_workspace, _requester, _is_guest) AS requesters) c
   CROSS JOIN LATERAL (
     SELECT count(*)::int                                                      AS waiting,
            (count(*) FILTER (WHERE r.guest_id IS NOT NULL))::int              AS guests,
            (count(*) FILTER (WHERE r.submitted_at >= i.gate_at))::int         AS probing,
            (count(*) FILTER (WHERE r.own))::int                               AS open,
            array_agg(r.ends ORDER BY r.ends)                                  AS ends,
            array_agg(r.ends ORDER BY r.ends) FILTER (WHERE r.guest_id IS NOT NULL)      AS guest_ends,
            array_agg(r.ends ORDER BY r.ends) FILTER (WHERE r.submitted_at >= i.gate_at) AS probe_ends,
            array_agg(r.ends ORDER BY r.ends) FILTER (WHERE r.own)             AS own_ends,
            jsonb_build_object(
              'standard', jsonb_build_object('plain', count(*) FILTER (WHERE r.class_of_service = 'standard' AND NOT r.by_ticket),
                                             'byTicket', count(*) FILTER (WHERE r.class_of_service = 'standard' AND r.by_ticket)),
              'intangible', jsonb_build_object('plain', count(*) FILTER (WHERE r.class_of_service = 'intangible' AND NOT r.by_ticket),
                                               'byTicket', count(*) FILTER (WHERE r.class_of_service = 'intangible' AND r.by_ticket)))
                                                                               AS sheddable,
            max(r.ends) FILTER (WHERE r.class_of_service = 'expedite')         AS expedite_ends,
            max(r.ends) FILTER (WHERE r.answer_by <= coalesce(r.paused_at, _now)) AS overdue_ends
       FROM (SELECT q.guest_id, q.submitted_at, q.class_of_service, q.by_ticket, q.answer_by, q.paused_at,
                    weir.place_free_at(q, _now) AS ends, coalesce(q.requester_id, q.guest_id) = ANY (c.requesters) AS own
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
        AND coalesce(r.requester_id, r.guest_id) = ANY (c.requesters) AND r.from_request_id IS NULL
        AND r.submitted_at > _now - interval '1 day' AND r.submitted_at <= _now) s
   WHERE i.workspace_id = _workspace AND i.board_id = _board
$function$;

CREATE OR REPLACE FUNCTION weir.refuse_at_door(_refusal jsonb, _workspace uuid, _board uuid, _requester uuid, _is_guest boolean, _class public.class_of_service, _by_ticket boolean, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF weir.is_door_refusal(_refusal ->> 'refused') THEN
    _refusal := _refusal || jsonb_build_object('door', weir.door_facts(_workspace, _board, _requester, _is_guest, _now)
                                                       || jsonb_build_object('claim', _class, 'byTicket', _by_ticket, 'byForm', _is_guest));
  END IF;
  PERFORM weir.exit_command(_refusal);
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_throttled_quota(_intake public.intakes, _requester uuid, _guest uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _whole integer := CASE WHEN _guest IS NULL THEN _intake.open_per_requester ELSE _intake.form_open_per_guest END;
  _quota integer := greatest(1, _whole / 2);
  _requesters uuid[] := weir.counted_as_one(_intake.workspace_id, coalesce(_requester, _guest), _guest IS NOT NULL);
  _open  integer := (SELECT count(*) FROM public.requests r
                      WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id
                        AND coalesce(r.requester_id, r.guest_id) = ANY (_requesters) AND r.answered_at IS NULL);
BEGIN
  IF _whole IS NOT NULL AND _open > _quota THEN
    PERFORM weir.refuse('requester-quota-reached', jsonb_build_object('open', _open - 1, 'quota', _quota));
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.counted_as_one(_workspace uuid, _requester uuid, _is_guest boolean)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  IF NOT _is_guest THEN
    RETURN ARRAY[_requester];
  END IF;
  RETURN ARRAY(
    SELECT o.id
      FROM public.guests g
      JOIN public.guests o ON o.workspace_id = g.workspace_id AND weir.mailbox_of(o.email) = weir.mailbox_of(g.email)
     WHERE g.workspace_id = _workspace AND g.id = _requester);
END $function$;

CREATE OR REPLACE FUNCTION weir.queue_positions(_workspace uuid, _boards uuid[])
 RETURNS TABLE(board_id uuid, request_id uuid, "position" bigint)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT q.board_id, q.id,
         row_number() OVER (PARTITION BY q.board_id
                            ORDER BY q.class_of_service, q.by_ticket DESC,
                                     weir.due_or_needed(q.answer_by, q.needed_by, i.time_zone), q.needed_by, q.submitted_at, q.number)
    FROM public.requests q
    JOIN public.intakes i ON i.workspace_id = q.workspace_id AND i.board_id = q.board_id
   WHERE q.workspace_id = _workspace AND q.board_id = ANY (_boards) AND q.answered_at IS NULL
$function$;

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
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE INDEX "guests_by_mailbox" ON "public"."guests" ("workspace_id", weir.mailbox_of("email"));

-- What is there stays as it is: NOT VALID checks only what is written from now on.
ALTER TABLE "public"."cards" DROP CONSTRAINT "cards_title_not_empty",
  ADD CONSTRAINT "cards_title_is_visible" CHECK (weir.has_visible_text("title")) NOT VALID;
ALTER TABLE "public"."requests" DROP CONSTRAINT "requests_title_not_empty",
  ADD CONSTRAINT "requests_title_is_visible" CHECK (weir.has_visible_text("title")) NOT VALID;
ALTER TABLE "public"."request_messages" DROP CONSTRAINT "request_messages_say_something",
  ADD CONSTRAINT "request_messages_say_something" CHECK (weir.has_visible_text("body")) NOT VALID;
ALTER TABLE "public"."overrides" DROP CONSTRAINT "overrides_say_why",
  ADD CONSTRAINT "overrides_say_why" CHECK (
    CASE "mode" WHEN 'block' THEN false
                WHEN 'reason' THEN char_length("reason") >= 3 AND weir.has_visible_text("reason")
                ELSE "reason" IS NULL END) NOT VALID;
ALTER TABLE "public"."answers" DROP CONSTRAINT "answers_say_why",
  ADD CONSTRAINT "answers_say_why" CHECK (
    "kind" IN ('accept', 'duplicate', 'redirect', 'withdrawn')
    OR ("reason" IS NOT NULL AND char_length("message") >= 10 AND weir.has_visible_text("message"))) NOT VALID;
ALTER TABLE "public"."displacements" DROP CONSTRAINT "displacements_say_why",
  ADD CONSTRAINT "displacements_say_why" CHECK (char_length("message") >= 10 AND weir.has_visible_text("message")) NOT VALID;
