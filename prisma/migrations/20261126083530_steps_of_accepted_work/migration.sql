SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.card_ref AS (
  workspace_id uuid,
  board_id uuid,
  card_id uuid
);

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
  ), line AS MATERIALIZED (
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
    LEFT JOIN queue      ON queue.board_id = r.board_id AND queue.id = r.id
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

CREATE OR REPLACE FUNCTION weir.erase_on_board(_workspace uuid, _board uuid, _ids uuid[], _people uuid[], _addresses text[], _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _stamp   weir.event_stamp := weir.start_event(_workspace, _board, _now);
  _traces  weir.erased_traces;
  _limits  uuid[];
  _ended   jsonb;
  _changes jsonb;
BEGIN
  _traces := weir.traces_of(_workspace, _board, _ids);
  _limits := weir.limits_of_people(_workspace, _board, _people);
  _ended := weir.end_person_on_board(_workspace, _board, _ids, _people, _stamp.at);
  UPDATE public.comments m SET body = weir.erased_text()
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.comments);
  UPDATE public.request_messages m SET body = weir.erased_text()
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.messages);
  UPDATE public.requests r
     SET title = weir.erased_text(), description = CASE r.description WHEN '' THEN '' ELSE weir.erased_text() END, version = r.version + 1
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = ANY (_traces.requests);
  -- A card has the texts of its request until somebody edits it.
  UPDATE public.cards c
     SET title = CASE WHEN c.title = ANY (_traces.texts) THEN weir.erased_text() ELSE c.title END,
         description = CASE WHEN c.description = ANY (_traces.texts) THEN weir.erased_text() ELSE c.description END,
         version = c.version + 1
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_traces.cards)
     AND (c.title = ANY (_traces.texts) OR c.description = ANY (_traces.texts));
  UPDATE public.form_asks f
     SET name = weir.erased_text(), email = weir.erased_address(f.id), title = weir.erased_text(), description = ''
   WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.email = ANY (_addresses);
  UPDATE public.overrides o SET "of" = weir.erased_text()
   WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.scope = 'person' AND o.limit_id = ANY (_limits);
  UPDATE public.request_steps s
     SET reason = CASE WHEN s.reason = ANY (_traces.texts) THEN weir.erased_text() ELSE s.reason END,
         message = CASE WHEN s.message = ANY (_traces.texts) THEN weir.erased_text() ELSE s.message END
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND (s.reason = ANY (_traces.texts) OR s.message = ANY (_traces.texts));
  UPDATE public.notices n SET facts = weir.without_texts(n.facts, _traces.texts, _ids)
   WHERE n.workspace_id = _workspace AND n.board_id = _board AND n.facts <> weir.without_texts(n.facts, _traces.texts, _ids);
  UPDATE public.idempotency_keys k SET body = weir.without_texts(k.body, _traces.texts, _ids, _addresses)
   WHERE k.workspace_id = _workspace AND k.body <> weir.without_texts(k.body, _traces.texts, _ids, _addresses);
  UPDATE public.events e SET changes = weir.erased_changes(e.changes, _traces)
   WHERE e.workspace_id = _workspace AND e.board_id = _board
     AND split_part(e.type, '.', 1) IN ('card', 'cards', 'request', 'requests', 'board')
     AND e.changes <> weir.erased_changes(e.changes, _traces);

  _changes := (SELECT jsonb_agg(jsonb_build_object(CASE WHEN i = ANY (_people) THEN 'user' ELSE 'guest' END, i)) FROM unnest(_ids) i)
    || weir.erased_things(_workspace, _board, _traces) || _ended;
  IF jsonb_array_length(_changes) > weir.most_rows_of_event() THEN
    _changes := (SELECT jsonb_agg(jsonb_build_object(CASE WHEN i = ANY (_people) THEN 'user' ELSE 'guest' END, i, 'resync', true))
                   FROM unnest(_ids) i);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'person.erased', _stamp.at, NULL, _changes);
  PERFORM set_config('weir.own_event', '', true);
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_displacements()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, facts, at)
  SELECT d.workspace_id, gen_random_uuid(), p.user_id, p.guest_id, d.board_id, 'displaced', d.displaced_request_id,
         jsonb_build_object('reason', d.reason, 'message', d.message, 'until', d.until), d.at
    FROM new_rows d CROSS JOIN LATERAL weir.people_of_request(d.workspace_id, d.board_id, d.displaced_request_id) p
   WHERE p.user_id IS DISTINCT FROM d.by OR p.user_id IS NULL;
  UPDATE public.request_steps s
     SET settled_at = d.at, announced = s.n = (weir.last_step(s.workspace_id, s.board_id, s.request_id)).n
    FROM new_rows d
   WHERE s.workspace_id = d.workspace_id AND s.board_id = d.board_id AND s.request_id = d.displaced_request_id
     AND s.settled_at IS NULL;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.cards_ahead(_workspace uuid, _boards uuid[])
 RETURNS TABLE(board_id uuid, request_id uuid, ahead bigint)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT a.board_id, a.request_id, a.ahead
    FROM (SELECT k.board_id, c.request_id,
                 row_number() OVER (PARTITION BY k.board_id ORDER BY k.position DESC, c.done DESC, c.rank, c.number) AS ahead
            FROM public.columns k
           CROSS JOIN LATERAL (
             -- OFFSET keeps PostgreSQL from reading all cards of the workspace in one pass, the delivered ones too.
             SELECT r.request_id, r.done, r.rank, r.number FROM public.cards r
              WHERE r.workspace_id = k.workspace_id AND r.board_id = k.board_id AND r.column_id = k.id AND r.archived_at IS NULL
             OFFSET 0) c
           WHERE k.workspace_id = _workspace AND k.board_id = ANY (_boards) AND k.kind <> 'done') a
   WHERE a.request_id IS NOT NULL
$function$;

CREATE OR REPLACE FUNCTION weir.boards_with_promises(_now timestamp with time zone)
 RETURNS TABLE(workspace_id uuid, board_id uuid, seq bigint, day date)
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN QUERY
  SELECT k.workspace_id, k.board_id, k.seq, (_now AT TIME ZONE i.time_zone)::date
    FROM (SELECT DISTINCT c.workspace_id, c.board_id FROM public.cards c
           WHERE c.request_id IS NOT NULL AND c.delivered_at IS NULL AND c.archived_at IS NULL) p
    JOIN public.boards b      ON b.workspace_id = p.workspace_id AND b.id = p.board_id AND b.archived_at IS NULL
    JOIN public.board_clock k ON k.workspace_id = p.workspace_id AND k.board_id = p.board_id
    JOIN public.intakes i     ON i.workspace_id = p.workspace_id AND i.board_id = p.board_id
   ORDER BY 1, 2;
END $function$;

CREATE OR REPLACE FUNCTION weir.backfill_steps()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  WITH work AS (
    SELECT c.workspace_id, c.board_id, c.request_id, c.number, c.created_at, c.committed_at, c.delivered_at,
           CASE WHEN c.delivered_at IS NULL THEN coalesce(c.archived_at, b.archived_at) END AS off_at, x.reason AS blocked, x.blocked_at
      FROM public.cards c
      JOIN public.answers a ON a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.request_id = c.request_id
                           AND a.kind IN ('accept', 'trade')
      JOIN public.boards b  ON b.workspace_id = c.workspace_id AND b.id = c.board_id
      LEFT JOIN public.card_blocks x ON x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id
                                    AND x.unblocked_at IS NULL
     WHERE NOT EXISTS (SELECT FROM public.request_steps s
                        WHERE s.workspace_id = c.workspace_id AND s.board_id = c.board_id AND s.request_id = c.request_id)
  ), back AS (
    SELECT w.workspace_id, w.board_id, w.request_id, e.seq, e.at, coalesce(e.changes -> 0 ->> 'reason', 'system') AS reason,
           e.changes -> 0 ->> 'message' AS message
      FROM work w
      JOIN public.events e ON e.workspace_id = w.workspace_id AND e.board_id = w.board_id AND e.type = 'card.putBack'
                          AND (e.changes -> 0 ->> 'card')::integer = w.number
     UNION ALL
    SELECT w.workspace_id, w.board_id, w.request_id, NULL, d.at, d.reason::text, d.message
      FROM work w
      JOIN public.displacements d ON d.workspace_id = w.workspace_id AND d.board_id = w.board_id AND d.displaced_request_id = w.request_id
                                 AND d.column_id IS NOT NULL
  ), place AS (
    SELECT w.*, CASE WHEN w.delivered_at IS NOT NULL THEN 'delivered'
                     WHEN w.committed_at IS NOT NULL THEN 'begun'
                     WHEN EXISTS (SELECT FROM back k WHERE k.workspace_id = w.workspace_id AND k.board_id = w.board_id AND k.request_id = w.request_id)
                     THEN 'putBack'
                     ELSE 'queued' END::public.work_state AS place
      FROM work w
  ), steps AS (
    SELECT p.workspace_id, p.board_id, p.request_id, NULL::bigint AS seq, s.state::public.work_state AS state, s.at,
           s.reason, s.message, CASE WHEN s.state IN ('takenOff', 'blocked') THEN 2 WHEN s.state = p.place::text THEN 1 ELSE 0 END AS place
      FROM place p
     CROSS JOIN LATERAL (VALUES
       ('queued',    p.created_at, NULL, NULL),
       ('begun',     p.committed_at, NULL, NULL),
       ('delivered', p.delivered_at, NULL, NULL),
       ('blocked',   CASE WHEN p.delivered_at IS NULL AND p.off_at IS NULL THEN p.blocked_at END, p.blocked, NULL),
       ('takenOff',  p.off_at, coalesce((
          SELECT d.reason::text FROM public.displacements d
           WHERE d.workspace_id = p.workspace_id AND d.board_id = p.board_id AND d.displaced_request_id = p.request_id AND d.column_id IS NULL
           ORDER BY d.at DESC LIMIT 1), 'system'), (
          SELECT d.message FROM public.displacements d
           WHERE d.workspace_id = p.workspace_id AND d.board_id = p.board_id AND d.displaced_request_id = p.request_id AND d.column_id IS NULL
           ORDER BY d.at DESC LIMIT 1))) AS s (state, at, reason, message)
     WHERE s.at IS NOT NULL
     UNION ALL
    SELECT k.workspace_id, k.board_id, k.request_id, k.seq, 'putBack', k.at, k.reason, k.message, CASE WHEN p.place = 'putBack' THEN 1 ELSE 0 END
      FROM back k JOIN place p ON p.workspace_id = k.workspace_id AND p.board_id = k.board_id AND p.request_id = k.request_id
  )
  INSERT INTO public.request_steps (workspace_id, board_id, request_id, n, seq, state, at, since, reason, message, settled_at, announced)
  SELECT s.workspace_id, s.board_id, s.request_id,
         row_number() OVER (PARTITION BY s.workspace_id, s.board_id, s.request_id ORDER BY s.place, s.at, s.state),
         s.seq, s.state, s.at, s.at, s.reason, s.message, s.at, true
    FROM steps s;
END $function$;

CREATE OR REPLACE FUNCTION weir.record_steps(_workspace uuid, _board uuid, _requests uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _request uuid;
BEGIN
  FOR _request IN SELECT DISTINCT r FROM unnest(_requests) r WHERE r IS NOT NULL ORDER BY 1 LOOP
    PERFORM weir.record_step(_workspace, _board, _request);
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION weir.record_step(_workspace uuid, _board uuid, _request uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _card    public.cards;
  _last    public.request_steps := weir.last_step(_workspace, _board, _request);
  _place   public.request_steps := weir.last_place(_workspace, _board, _request);
  _new     public.request_steps;
  _is_off  boolean;
  _blocked text;
BEGIN
  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.request_id = _request;
  IF _card.id IS NULL AND _last.n IS NULL THEN
    RETURN;
  END IF;
  _new.state := CASE
    WHEN _card.id IS NULL                THEN _place.state
    WHEN _card.delivered_at IS NOT NULL  THEN 'delivered'
    WHEN _card.committed_at IS NOT NULL  THEN 'begun'
    WHEN _place.state IS NULL OR _place.state = 'queued' THEN 'queued'
    ELSE 'putBack' END;
  IF _new.state IS DISTINCT FROM _place.state THEN
    IF _new.state = 'putBack' THEN
      _new.reason := weir.given_reason() ->> 'reason';
      _new.message := weir.given_reason() ->> 'message';
    END IF;
    _place := weir.add_step(_workspace, _board, _request, _new);
  END IF;

  SELECT _card.id IS NULL OR _card.archived_at IS NOT NULL OR b.archived_at IS NOT NULL INTO _is_off
    FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board;
  SELECT b.reason INTO _blocked FROM public.card_blocks b
   WHERE b.workspace_id = _workspace AND b.board_id = _board AND b.card_id = _card.id AND b.unblocked_at IS NULL;
  _new := NULL;
  IF _place.state = 'delivered' OR NOT _is_off AND _blocked IS NULL THEN
    -- Nothing covers the place. It needs a step of its own again if something did.
    IF _place.n > coalesce(_last.n, 0) OR _last.state = _place.state THEN
      RETURN;
    END IF;
    _new.state := _place.state;
    _new.reason := _place.reason;
    _new.message := _place.message;
  ELSIF _is_off THEN
    _new.state := 'takenOff';
    IF _last.state = 'takenOff' THEN
      _new.since := _last.since;
      _new.reason := _last.reason;
      _new.message := _last.message;
    ELSE
      _new.reason := weir.given_reason() ->> 'reason';
      _new.message := weir.given_reason() ->> 'message';
    END IF;
  ELSE
    _new.state := 'blocked';
    _new.reason := _blocked;
    _new.since := CASE WHEN _last.state = 'blocked' THEN _last.since END;
  END IF;
  -- A cover that stays needs a step only if the place changed under it, or a block has another reason.
  IF _place.n < _last.n AND _new.state = _last.state AND _new.reason IS NOT DISTINCT FROM _last.reason THEN
    RETURN;
  END IF;
  PERFORM weir.add_step(_workspace, _board, _request, _new);
END $function$;

CREATE OR REPLACE FUNCTION weir.add_step(_workspace uuid, _board uuid, _request uuid, _step public.request_steps)
 RETURNS public.request_steps
 LANGUAGE plpgsql
AS $function$
DECLARE
  _announced boolean;
BEGIN
  SELECT k.seq, k.at INTO _step.seq, _step.at FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  SELECT coalesce(max(s.n), 0) + 1, coalesce(bool_and(s.seq = _step.seq), true) INTO _step.n, _announced
    FROM public.request_steps s WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request;
  INSERT INTO public.request_steps (workspace_id, board_id, request_id, n, seq, state, at, since, reason, message, settled_at, announced)
  VALUES (_workspace, _board, _request, _step.n, _step.seq, _step.state, _step.at, coalesce(_step.since, _step.at),
          _step.reason, _step.message, CASE WHEN _announced THEN _step.at END, _announced)
  RETURNING * INTO _step;
  RETURN _step;
END $function$;

CREATE OR REPLACE FUNCTION weir.last_step(_workspace uuid, _board uuid, _request uuid)
 RETURNS public.request_steps
 LANGUAGE sql
 STABLE
AS $function$
  SELECT s FROM public.request_steps s
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request
   ORDER BY s.n DESC LIMIT 1
$function$;

CREATE OR REPLACE FUNCTION weir.last_place(_workspace uuid, _board uuid, _request uuid)
 RETURNS public.request_steps
 LANGUAGE sql
 STABLE
AS $function$
  SELECT s FROM public.request_steps s
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request AND s.state NOT IN ('blocked', 'takenOff')
   ORDER BY s.n DESC LIMIT 1
$function$;

CREATE OR REPLACE FUNCTION weir.given_reason()
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(nullif(current_setting('weir.to_requester', true), '')::jsonb,
                  jsonb_build_object('reason', CASE WHEN weir.has_own_event() THEN 'system' ELSE 'database' END))
$function$;

CREATE OR REPLACE FUNCTION weir.step_reason(_step public.request_steps)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE
    WHEN _step.state = 'blocked' THEN to_jsonb(_step.reason)
    WHEN _step.reason = 'other' AND _step.message IS NOT NULL THEN NULL
    WHEN _step.reason IN ('noCapacity', 'notAligned', 'tooLarge', 'needsInformation', 'other', 'system', 'database')
    THEN weir.coded_text('stepReason', jsonb_build_object('code', _step.reason))
    ELSE to_jsonb(_step.reason) END
$function$;

CREATE OR REPLACE FUNCTION weir.steps_due(_now timestamp with time zone, _most integer)
 RETURNS TABLE(workspace_id uuid, board_id uuid, request_id uuid)
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN QUERY
  SELECT s.workspace_id, s.board_id, s.request_id
    FROM public.request_steps s
   WHERE s.settled_at IS NULL
   GROUP BY 1, 2, 3
  HAVING max(s.at) <= _now - interval '1 minute' OR min(s.at) <= _now - interval '10 minutes'
   ORDER BY min(s.at)
   LIMIT _most;
END $function$;

CREATE OR REPLACE FUNCTION weir.announce_step(_workspace uuid, _board uuid, _request uuid, _now timestamp with time zone, _expected jsonb)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
DECLARE
  _last    public.request_steps;
  _announced    public.request_steps;
  _place   public.request_steps;
  _next    public.request_steps;
  _is_same boolean;
  _kind    text;
BEGIN
  PERFORM 1 FROM public.requests r
    WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  _last := weir.last_step(_workspace, _board, _request);
  IF _last.settled_at IS NOT NULL THEN
    RETURN NULL;
  END IF;
  SELECT * INTO _announced FROM public.request_steps s
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request AND s.announced
   ORDER BY s.n DESC LIMIT 1;
  -- Work that was put back while it was blocked is blocked still. What has to be announced is the former.
  _place := weir.last_place(_workspace, _board, _request);
  _next := CASE WHEN _last.state = 'blocked' AND _place.state = 'putBack' AND _place.settled_at IS NULL THEN _place ELSE _last END;

  _is_same := weir.is_same_step(_next, _announced);
  UPDATE public.request_steps s SET settled_at = _now, announced = NOT _is_same AND s.n IN (_last.n, _next.n)
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request
     AND s.settled_at IS NULL AND s.n <= _last.n;
  IF _is_same THEN
    RETURN NULL;
  END IF;

  _kind := CASE
    WHEN _next.state IN ('delivered', 'takenOff', 'blocked') THEN _next.state::text
    WHEN _announced.state = 'takenOff' THEN 'restored'
    WHEN _announced.state = 'blocked' AND (_next.state <> 'putBack' OR weir.covered_put_back(_announced)) THEN 'unblocked'
    ELSE _next.state::text END;
  PERFORM weir.notify_of_work(_workspace, _board, _request, _kind, _next.seq, _now, jsonb_build_object(
    'was', _announced.state, 'reason', weir.step_reason(_next), 'message', _next.message,
    'expected', CASE WHEN _next.state NOT IN ('delivered', 'takenOff') THEN _expected END));
  IF _next.state NOT IN ('delivered', 'takenOff') THEN
    PERFORM weir.record_announced_forecast(_workspace, _board, _request, _now, _expected);
  END IF;
  RETURN _kind;
END $function$;

CREATE OR REPLACE FUNCTION weir.is_same_step(_one public.request_steps, _other public.request_steps)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT coalesce(_one.state = _other.state, false)
     AND (_one.state = 'blocked' OR (_one.reason, _one.message) IS NOT DISTINCT FROM (_other.reason, _other.message))
$function$;

CREATE OR REPLACE FUNCTION weir.covered_put_back(_block public.request_steps)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN 'putBack' = (
    SELECT s.state FROM public.request_steps s
     WHERE s.workspace_id = _block.workspace_id AND s.board_id = _block.board_id AND s.request_id = _block.request_id
       AND s.n < _block.n AND s.state NOT IN ('blocked', 'takenOff')
     ORDER BY s.n DESC LIMIT 1);
END $function$;

CREATE OR REPLACE FUNCTION weir.announce_forecast(_workspace uuid, _board uuid, _request uuid, _now timestamp with time zone, _expected jsonb, _since timestamp with time zone, _notify boolean)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
DECLARE
  _last public.announced_forecasts;
BEGIN
  PERFORM 1 FROM public.requests r
    WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  SELECT * INTO _last FROM public.announced_forecasts t
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.request_id = _request
   ORDER BY t.at DESC LIMIT 1;
  IF _last.at IS DISTINCT FROM _since OR EXISTS (
       SELECT FROM public.request_steps s
        WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request AND s.settled_at IS NULL) THEN
    RETURN false;
  END IF;
  PERFORM weir.record_announced_forecast(_workspace, _board, _request, _now, _expected);
  IF _notify THEN
    PERFORM weir.notify_of_work(_workspace, _board, _request, 'expected', NULL, _now, jsonb_build_object(
      'from', _last.p85, 'expected', _expected));
  END IF;
  RETURN true;
END $function$;

CREATE OR REPLACE FUNCTION weir.announce_at_answer(_workspace uuid, _board uuid, _request uuid, _now timestamp with time zone, _expected jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE public.notices n SET facts = n.facts || jsonb_build_object('expected', _expected)
   WHERE n.workspace_id = _workspace AND n.id IN (
     SELECT x.id
       FROM weir.people_of_request(_workspace, _board, _request) p
      CROSS JOIN LATERAL (
        SELECT m.id FROM public.notices m
         WHERE m.workspace_id = _workspace AND m.user_id = p.user_id AND m.at = _now AND m.request_id = _request
         UNION ALL
        SELECT m.id FROM public.notices m
         WHERE m.workspace_id = _workspace AND m.guest_id = p.guest_id AND m.at = _now AND m.request_id = _request) x);
  PERFORM weir.record_announced_forecast(_workspace, _board, _request, _now, _expected);
END $function$;

CREATE OR REPLACE FUNCTION weir.record_announced_forecast(_workspace uuid, _board uuid, _request uuid, _now timestamp with time zone, _expected jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.announced_forecasts (workspace_id, board_id, request_id, at, p50, p85)
  SELECT _workspace, _board, _request, _now, (_expected ->> 'p50')::date, (_expected ->> 'p85')::date
   WHERE _expected ? 'p85'
  ON CONFLICT DO NOTHING;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_work(_workspace uuid, _board uuid, _request uuid, _kind text, _seq bigint, _now timestamp with time zone, _facts jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, facts, at)
  SELECT _workspace, gen_random_uuid(), p.user_id, p.guest_id, _board, _kind::public.notice_kind, _request, _facts, _now
    FROM weir.people_of_request(_workspace, _board, _request) p
   WHERE NOT EXISTS (SELECT FROM public.memberships m
                      WHERE m.workspace_id = _workspace AND m.user_id = p.user_id AND m.left_at IS NOT NULL)
     AND NOT EXISTS (SELECT FROM public.events e
                      WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.seq = _seq AND e.actor_id = p.user_id);
END $function$;

CREATE OR REPLACE FUNCTION weir.record_steps_of_cards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  CASE TG_OP
    WHEN 'INSERT' THEN
      PERFORM weir.record_steps(r.workspace_id, r.board_id, r.requests)
         FROM (SELECT n.workspace_id, n.board_id, array_agg(n.request_id) AS requests FROM new_rows n
                WHERE n.request_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2) r;
    WHEN 'DELETE' THEN
      PERFORM weir.record_steps(r.workspace_id, r.board_id, r.requests)
         FROM (SELECT o.workspace_id, o.board_id, array_agg(o.request_id) AS requests FROM old_rows o
                WHERE o.request_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2) r;
    ELSE
      IF NOT EXISTS (SELECT FROM new_rows n WHERE n.request_id IS NOT NULL)
         AND NOT EXISTS (SELECT FROM old_rows o WHERE o.request_id IS NOT NULL) THEN
        RETURN NULL;
      END IF;
      PERFORM weir.record_steps(r.workspace_id, r.board_id, r.requests)
         FROM (SELECT t.workspace_id, t.board_id, array_agg(t.request_id) AS requests
                 FROM old_rows o
                 FULL JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
                CROSS JOIN LATERAL (VALUES (o.workspace_id, o.board_id, o.request_id),
                                           (n.workspace_id, n.board_id, n.request_id)) t (workspace_id, board_id, request_id)
                WHERE t.request_id IS NOT NULL
                  AND (o.request_id, o.committed_at IS NULL, o.delivered_at IS NULL, o.archived_at IS NULL)
                      IS DISTINCT FROM (n.request_id, n.committed_at IS NULL, n.delivered_at IS NULL, n.archived_at IS NULL)
                GROUP BY 1, 2 ORDER BY 1, 2) r;
  END CASE;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.record_steps_of_blocks()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _cards weir.card_ref[];
BEGIN
  IF TG_OP <> 'DELETE' THEN
    SELECT array_agg(ROW (n.workspace_id, n.board_id, n.card_id)::weir.card_ref) INTO _cards FROM new_rows n;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    SELECT _cards || array_agg(ROW (o.workspace_id, o.board_id, o.card_id)::weir.card_ref) INTO _cards FROM old_rows o;
  END IF;
  PERFORM weir.record_steps(r.workspace_id, r.board_id, r.requests)
     FROM (SELECT c.workspace_id, c.board_id, array_agg(c.request_id) AS requests
             FROM unnest(_cards) b
             JOIN public.cards c ON c.workspace_id = b.workspace_id AND c.board_id = b.board_id AND c.id = b.card_id
            WHERE c.request_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2) r;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.record_steps_of_boards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.record_steps(r.workspace_id, r.board_id, r.requests)
     FROM (SELECT c.workspace_id, c.board_id, array_agg(c.request_id) AS requests
             FROM new_rows n
             JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.id = n.id AND (o.archived_at IS NULL) <> (n.archived_at IS NULL)
             JOIN public.cards c ON c.workspace_id = n.workspace_id AND c.board_id = n.id
            WHERE c.request_id IS NOT NULL AND c.delivered_at IS NULL AND c.archived_at IS NULL
            GROUP BY 1, 2 ORDER BY 1, 2) r;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.refuse_step_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (NEW.workspace_id, NEW.board_id, NEW.request_id, NEW.n, NEW.seq, NEW.state, NEW.at, NEW.since)
     IS DISTINCT FROM (OLD.workspace_id, OLD.board_id, OLD.request_id, OLD.n, OLD.seq, OLD.state, OLD.at, OLD.since)
     OR (NEW.reason IS DISTINCT FROM OLD.reason AND NEW.reason IS DISTINCT FROM weir.erased_text())
     OR (NEW.message IS DISTINCT FROM OLD.message AND NEW.message IS DISTINCT FROM weir.erased_text())
     OR (OLD.settled_at IS NOT NULL AND (NEW.settled_at, NEW.announced) IS DISTINCT FROM (OLD.settled_at, OLD.announced)) THEN
    RAISE EXCEPTION 'a step of a request cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $function$;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.request_steps FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_truncate();

CREATE TRIGGER then_record_steps_on_insert AFTER INSERT ON public.cards REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.record_steps_of_cards();

CREATE TRIGGER then_record_steps_on_update AFTER UPDATE ON public.cards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.record_steps_of_cards();

CREATE TRIGGER then_record_steps_on_delete AFTER DELETE ON public.cards REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.record_steps_of_cards();

CREATE TRIGGER then_record_steps_on_insert AFTER INSERT ON public.card_blocks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.record_steps_of_blocks();

CREATE TRIGGER then_record_steps_on_update AFTER UPDATE ON public.card_blocks REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.record_steps_of_blocks();

CREATE TRIGGER then_record_steps_on_delete AFTER DELETE ON public.card_blocks REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.record_steps_of_blocks();

CREATE TRIGGER then_record_steps_on_update AFTER UPDATE ON public.boards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.record_steps_of_boards();

CREATE TRIGGER refuse_change BEFORE UPDATE ON public.request_steps FOR EACH ROW EXECUTE FUNCTION weir.refuse_step_change();

-- Written by hand: what became of requests that were accepted before.
SELECT weir.backfill_steps();
