-- AlterEnum
ALTER TYPE "notice_kind" ADD VALUE 'submitted';

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.request_documents(_workspace uuid, _boards uuid[], _numbers integer[])
 RETURNS SETOF weir.request_document
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN QUERY
  WITH line AS MATERIALIZED (
    -- It reads all undelivered cards of a board, so only boards are asked whose requests have such a card.
    SELECT l.board_id, l.request_id, l.ahead
      FROM weir.cards_ahead(_workspace, ARRAY(
             SELECT DISTINCT c.board_id
               FROM unnest(_boards, _numbers) wanted (board_id, number)
               JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
               JOIN public.cards c    ON c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
              WHERE c.delivered_at IS NULL AND c.archived_at IS NULL)) l
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
           'answerAfterNeededBy', coalesce((r.answer_by AT TIME ZONE policy.time_zone)::date > r.needed_by, false),
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
           'work', CASE WHEN a.kind IN ('accept', 'trade') AND w.n IS NOT NULL THEN jsonb_build_object(
             'state', w.state, 'since', weir.instant(w.since), 'reason', weir.step_reason(w::public.request_steps),
             'message', w.message, 'received', weir.instant(w.received_at), 'ahead', line.ahead) END,
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
    JOIN public.intakes policy  ON policy.workspace_id = r.workspace_id AND policy.board_id = r.board_id
    LEFT JOIN weir.queue_positions(_workspace, _boards) queue ON queue.board_id = r.board_id AND queue.request_id = r.id
    LEFT JOIN line       ON line.board_id = r.board_id AND line.request_id = r.id
    LEFT JOIN public.answers a  ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id
    LEFT JOIN public.cards c    ON c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
    LEFT JOIN LATERAL (
      SELECT s.* FROM public.request_steps s
       WHERE s.workspace_id = r.workspace_id AND s.board_id = r.board_id AND s.request_id = r.id
       ORDER BY s.n DESC LIMIT 1) w ON true
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

CREATE OR REPLACE FUNCTION weir.queue_positions(_workspace uuid, _boards uuid[])
 RETURNS TABLE(board_id uuid, request_id uuid, "position" bigint)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT q.board_id, q.id,
         row_number() OVER (PARTITION BY q.board_id
                            ORDER BY q.class_of_service, q.by_ticket DESC,
                                     weir.due_or_needed(q.answer_by, q.needed_by, i.time_zone), q.submitted_at, q.number)
    FROM public.requests q
    JOIN public.intakes i ON i.workspace_id = q.workspace_id AND i.board_id = q.board_id
   WHERE q.workspace_id = _workspace AND q.board_id = ANY (_boards) AND q.answered_at IS NULL
$function$;

CREATE OR REPLACE FUNCTION weir.notify_of_submission(_intake public.intakes, _request uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.notices (workspace_id, id, guest_id, board_id, kind, request_id, facts, at)
  SELECT r.workspace_id, gen_random_uuid(), r.guest_id, r.board_id, 'submitted', r.id,
         jsonb_build_object('position', q.position), r.submitted_at
    FROM weir.queue_positions(_intake.workspace_id, ARRAY[_intake.board_id]) q
    JOIN public.requests r ON r.workspace_id = _intake.workspace_id AND r.board_id = q.board_id AND r.id = q.request_id
   WHERE q.request_id = _request;
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
