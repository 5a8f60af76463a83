-- What the system answers, and why a gate moved by itself, is stored as code and facts and worded when it is read. Rows
-- that have a text already keep it.
DROP VIEW weir.notice_documents;
DROP FUNCTION weir.shed_requests(public.intakes,timestamp with time zone,jsonb);

-- AlterTable
ALTER TABLE "intakes" ADD COLUMN     "gate_facts" JSONB;

ALTER TABLE intakes
  DROP CONSTRAINT intakes_gate_says_why,
  ADD CONSTRAINT intakes_gate_says_why CHECK (
    gate = 'open' OR gate_reason IS NOT NULL OR (gate_cause IS NOT NULL AND gate_facts IS NOT NULL));

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
BEGIN
  IF EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL) THEN
    PERFORM weir.refuse('board-archived');
  END IF;
  SELECT * INTO _intake FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  SELECT * INTO _old FROM public.requests r WHERE r.workspace_id = _workspace AND r.board_id = _from_board AND r.id = _from;
  _gate := weir.gate_at(_intake, _now);
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
  RETURN jsonb_build_object('number', _number, 'shed', weir.shed_requests(_intake, _now, (_times -> 'shed' ->> 'until')::date));
END $function$;

CREATE OR REPLACE FUNCTION weir.coded_text(_name text, _facts jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT jsonb_build_object('$text', _name, 'facts', _facts)
$function$;

CREATE OR REPLACE FUNCTION weir.answer_message(_answer public.answers)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _answer.message IS NULL AND _answer.kind IN ('expired', 'shed')
              THEN weir.coded_text('systemAnswer', jsonb_build_object(
                     'kind', _answer.kind, 'reason', _answer.reason, 'until', _answer.until))
              ELSE to_jsonb(_answer.message) END
$function$;

CREATE OR REPLACE FUNCTION weir.gate_reason(_intake public.intakes)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _intake.gate_reason IS NULL AND _intake.gate_facts IS NOT NULL
              THEN weir.coded_text('gateCause', jsonb_build_object('code', _intake.gate_cause) || _intake.gate_facts)
              ELSE to_jsonb(_intake.gate_reason) END
$function$;

CREATE OR REPLACE FUNCTION weir.request_documents(_workspace uuid, _boards uuid[], _numbers integer[])
 RETURNS SETOF weir.request_document
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN QUERY
  WITH queue AS (
    SELECT q.board_id, q.id,
           row_number() OVER (PARTITION BY q.board_id
                              ORDER BY q.class_of_service, q.by_ticket DESC, q.submitted_at, q.number) AS position
      FROM public.requests q
     WHERE q.workspace_id = _workspace AND q.board_id = ANY (_boards) AND q.answered_at IS NULL
  )
  SELECT r.board_id, r.id, r.requester_id, r.guest_id,
         ARRAY(SELECT w.user_id FROM public.request_watchers w
                WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.request_id = r.id
                  AND w.user_id IS NOT NULL) AS watcher_ids,
         jsonb_build_object(
           'number', r.number,
           'ref', b.key || '-R' || r.number,
           'version', r.version,
           'title', r.title,
           'description', r.description,
           'classOfService', r.class_of_service,
           'neededBy', r.needed_by,
           'requester', weir.requester(r),
           'byForm', r.guest_id IS NOT NULL,
           'watchers', (SELECT count(*) FROM public.request_watchers w
                         WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.request_id = r.id),
           'submittedAt', weir.instant(r.submitted_at),
           'answerBy', weir.instant(r.answer_by),
           'expiresAt', weir.instant(r.expires_at),
           'pausedAt', weir.instant(r.paused_at),
           'position', queue.position,
           'answer', CASE WHEN a.kind IS NOT NULL THEN jsonb_build_object(
             'kind', a.kind, 'reason', a.reason, 'message', weir.answer_message(a), 'until', a.until,
             'duplicateOf', (
               SELECT jsonb_build_object('number', o.number, 'ref', b.key || '-R' || o.number) FROM public.requests o
                WHERE o.workspace_id = a.workspace_id AND o.board_id = a.board_id AND o.id = a.duplicate_of_id),
             'standing', (
               SELECT jsonb_build_object(
                        'kind', o.kind, 'reason', o.reason, 'message', weir.answer_message(o), 'until', o.until,
                        'card', b.key || '-' || d.number, 'at', weir.instant(o.at))
                 FROM public.answers o
                 LEFT JOIN public.cards d ON d.workspace_id = o.workspace_id AND d.board_id = o.board_id AND d.request_id = o.request_id
                WHERE o.workspace_id = a.workspace_id AND o.board_id = a.board_id AND o.request_id = a.duplicate_of_id),
             'redirectedTo', (
               SELECT jsonb_build_object('board', t.key, 'number', o.number, 'ref', t.key || '-R' || o.number)
                 FROM public.requests o JOIN public.boards t ON t.workspace_id = o.workspace_id AND t.id = o.board_id
                WHERE o.workspace_id = r.workspace_id AND o.from_board_id = r.board_id AND o.from_request_id = r.id),
             'displaced', (
               SELECT jsonb_build_object('number', o.number, 'ref', b.key || '-' || o.number, 'title', o.title, 'until', d.until)
                 FROM public.displacements d
                 JOIN public.cards o ON o.workspace_id = d.workspace_id AND o.board_id = d.board_id AND o.id = d.card_id
                WHERE d.workspace_id = a.workspace_id AND d.board_id = a.board_id AND d.request_id = a.request_id),
             'by', weir.person(a.by), 'at', weir.instant(a.at)) END,
           'card', CASE WHEN c.number IS NOT NULL THEN jsonb_build_object(
             'number', c.number, 'ref', b.key || '-' || c.number, 'putBack', back.note) END,
           'follows', CASE WHEN f.number IS NOT NULL THEN jsonb_build_object(
             'number', f.number, 'ref', b.key || '-R' || f.number) END,
           'followedBy', CASE WHEN n.number IS NOT NULL THEN jsonb_build_object(
             'number', n.number, 'ref', b.key || '-R' || n.number) END,
           'redirectedFrom', (
             SELECT jsonb_build_object('board', t.key, 'number', o.number, 'ref', t.key || '-R' || o.number)
               FROM public.requests o JOIN public.boards t ON t.workspace_id = o.workspace_id AND t.id = o.board_id
              WHERE o.workspace_id = r.workspace_id AND o.board_id = r.from_board_id AND o.id = r.from_request_id),
           'displaced', moved.note,
           'ticketFrom', weir.ticket_from(r),
           'ticketUsed', coalesce(n.by_ticket, false)
         ) AS facts
    FROM unnest(_boards, _numbers) wanted (board_id, number)
    JOIN public.requests r      ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
    JOIN public.boards b        ON b.workspace_id = r.workspace_id AND b.id = r.board_id
    LEFT JOIN queue      ON queue.board_id = r.board_id AND queue.id = r.id
    LEFT JOIN public.answers a  ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id
    LEFT JOIN public.cards c    ON c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
    LEFT JOIN public.requests f ON f.workspace_id = r.workspace_id AND f.board_id = r.board_id AND f.id = r.follows_id
    LEFT JOIN LATERAL (
      SELECT x.number, x.by_ticket FROM public.requests x
       WHERE x.workspace_id = r.workspace_id AND x.board_id = r.board_id AND x.follows_id = r.id
       ORDER BY x.by_ticket DESC, x.number DESC LIMIT 1) n ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('reason', e.changes -> 0 -> 'reason', 'message', e.changes -> 0 -> 'message',
                                'by', weir.person(e.actor_id), 'at', weir.instant(e.at)) AS note
        FROM public.events e
       WHERE e.workspace_id = r.workspace_id AND e.board_id = r.board_id AND e.type = 'card.putBack'
         AND (e.changes -> 0 ->> 'card')::integer = c.number
       ORDER BY e.seq DESC LIMIT 1) back ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('reason', d.reason, 'message', d.message, 'until', d.until,
                                'by', weir.person(d.by), 'at', weir.instant(d.at)) AS note
        FROM public.displacements d
       WHERE d.workspace_id = r.workspace_id AND d.board_id = r.board_id AND d.displaced_request_id = r.id
       ORDER BY d.at DESC LIMIT 1) moved ON true;
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_gate(_intake public.intakes, _gate public.gate_state, _class public.class_of_service)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (CASE _gate
       WHEN 'shut'      THEN _class <> 'expedite'
       WHEN 'throttled' THEN _class NOT IN ('expedite', 'fixedDate')
       WHEN 'probing'   THEN _class <> 'expedite' AND (SELECT count(*) FROM public.requests r
                               WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id
                                 AND r.answered_at IS NULL AND r.submitted_at >= _intake.gate_at) >= 2
       ELSE false
     END) THEN
    PERFORM weir.refuse('intake-gate-' || _gate, jsonb_build_object('reason', weir.gate_reason(_intake),
                                          'until', weir.instant(_intake.gate_until)));
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.shed_requests(_intake public.intakes, _now timestamp with time zone, _until date)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _waiting integer;
  _excess  uuid[];
  _locked  integer;
BEGIN
  IF _intake.high_watermark IS NULL THEN
    RETURN '[]';
  END IF;
  SELECT count(*) INTO _waiting FROM public.requests r
   WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.answered_at IS NULL;
  IF _waiting <= _intake.high_watermark THEN
    RETURN '[]';
  END IF;
  _excess := ARRAY(
    SELECT r.id FROM public.requests r
     WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.answered_at IS NULL
       AND r.class_of_service IN ('standard', 'intangible')
     ORDER BY r.class_of_service DESC, r.by_ticket, r.submitted_at DESC, r.number DESC
     LIMIT _waiting - _intake.low_watermark);
  PERFORM 1 FROM public.requests r
    WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.id = ANY (_excess)
    FOR NO KEY UPDATE SKIP LOCKED;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  IF _locked < cardinality(_excess) THEN
    RAISE EXCEPTION 'a request is being answered' USING ERRCODE = 'serialization_failure';
  END IF;
  INSERT INTO public.answers (workspace_id, board_id, request_id, kind, reason, until, at)
  SELECT _intake.workspace_id, _intake.board_id, e, 'shed', 'noCapacity', _until, _now
    FROM unnest(_excess) e;
  RETURN coalesce((
    SELECT jsonb_agg(jsonb_build_object('request', r.number,
                                        'to', jsonb_build_object('kind', 'shed', 'until', _until)) ORDER BY r.number)
      FROM public.requests r
     WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.id = ANY (_excess)), '[]');
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
  _seq := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions);

  SELECT * INTO _intake FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
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
      PERFORM weir.refuse_input('follows', 'stillWaits');
    END IF;
  END IF;
  IF _ticket THEN
    PERFORM weir.check_ticket(_follows, (_now AT TIME ZONE _intake.time_zone)::date);
  ELSIF _actor IS NOT NULL THEN
    PERFORM weir.check_needed_by(_intake, (_request ->> 'neededBy')::date, _now);
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

CREATE VIEW weir.notice_documents AS
 SELECT n.workspace_id,
    n.id,
    n.user_id,
    n.guest_id,
    n.request_id,
    n.at,
    n.read_at,
    jsonb_build_object('key', b.key, 'name', b.name) AS board,
        CASE
            WHEN (r.id IS NOT NULL) THEN jsonb_build_object('number', r.number, 'ref', ((b.key || '-R'::text) || r.number), 'title', weir.title_for_reader(n.guest_id, r.*, ((b.key || '-R'::text) || r.number)))
            ELSE NULL::jsonb
        END AS request,
    (n.facts || jsonb_build_object('kind', n.kind, 'board', b.name, 'timeZone', COALESCE(i.time_zone, 'UTC'::text), 'reader',
        CASE
            WHEN (COALESCE(n.user_id, n.guest_id) = COALESCE(r.requester_id, r.guest_id)) THEN 'requester'::text
            WHEN (EXISTS ( SELECT
               FROM public.request_watchers w
              WHERE ((w.workspace_id = n.workspace_id) AND (w.board_id = n.board_id) AND (w.request_id = n.request_id) AND (COALESCE(w.user_id, w.guest_id) = COALESCE(n.user_id, n.guest_id))))) THEN 'watcher'::text
            ELSE 'team'::text
        END, 'request',
        CASE
            WHEN (r.id IS NOT NULL) THEN jsonb_build_object('ref', ((b.key || '-R'::text) || r.number), 'title', weir.title_for_reader(n.guest_id, r.*, ((b.key || '-R'::text) || r.number)), 'requester', (weir.requester(r.*) ->> 'name'::text), 'answerBy', weir.instant(r.answer_by), 'expiresAt', weir.instant(r.expires_at), 'ticketFrom', weir.ticket_from(r.*))
            ELSE NULL::jsonb
        END, 'answer',
        CASE
            WHEN (n.kind = 'answered'::public.notice_kind) THEN jsonb_build_object('kind', a.kind, 'message', weir.answer_message(a.*), 'until', a.until, 'card', ( SELECT ((b.key || '-'::text) || c.number)
               FROM public.cards c
              WHERE ((c.workspace_id = n.workspace_id) AND (c.board_id = n.board_id) AND (c.request_id = n.request_id))), 'duplicateOf', ( SELECT ((b.key || '-R'::text) || o.number)
               FROM public.requests o
              WHERE ((o.workspace_id = a.workspace_id) AND (o.board_id = a.board_id) AND (o.id = a.duplicate_of_id))), 'standing', ( SELECT jsonb_build_object('kind', x.kind, 'reason', x.reason, 'message', weir.answer_message(x.*), 'until', x.until, 'card', ((b.key || '-'::text) || c.number), 'own', (COALESCE(o.requester_id, o.guest_id) = COALESCE(n.user_id, n.guest_id))) AS jsonb_build_object
               FROM ((public.answers x
                 JOIN public.requests o ON (((o.workspace_id = x.workspace_id) AND (o.board_id = x.board_id) AND (o.id = x.request_id))))
                 LEFT JOIN public.cards c ON (((c.workspace_id = x.workspace_id) AND (c.board_id = x.board_id) AND (c.request_id = x.request_id))))
              WHERE ((x.workspace_id = a.workspace_id) AND (x.board_id = a.board_id) AND (x.request_id = a.duplicate_of_id) AND (x.at <= a.at))), 'redirectedTo', ( SELECT jsonb_build_object('ref', ((t.key || '-R'::text) || o.number), 'board', t.name) AS jsonb_build_object
               FROM (public.requests o
                 JOIN public.boards t ON (((t.workspace_id = o.workspace_id) AND (t.id = o.board_id))))
              WHERE ((o.workspace_id = r.workspace_id) AND (o.from_board_id = r.board_id) AND (o.from_request_id = r.id))))
            ELSE NULL::jsonb
        END)) AS facts
   FROM ((((public.notices n
     JOIN public.boards b ON (((b.workspace_id = n.workspace_id) AND (b.id = n.board_id))))
     LEFT JOIN public.intakes i ON (((i.workspace_id = n.workspace_id) AND (i.board_id = n.board_id))))
     LEFT JOIN public.requests r ON (((r.workspace_id = n.workspace_id) AND (r.board_id = n.board_id) AND (r.id = n.request_id))))
     LEFT JOIN public.answers a ON (((a.workspace_id = n.workspace_id) AND (a.board_id = n.board_id) AND (a.request_id = n.request_id))));
