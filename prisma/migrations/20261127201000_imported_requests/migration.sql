SELECT set_config('check_function_bodies', 'off', true);

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
  IF cardinality(_new) = 0 THEN
    -- Only answers: no rule gains a request.
    RETURN NULL;
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

  -- The public form's share of the depth. It comes after the quota, so that a guest who has reached their quota gets that refusal.
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
  -- that a new request is part of; a fullest one ends at it or at a later request. That takes a count for each later request,
  -- so the requests around the new one are counted first: if they are within the quota, every span is. A redirected request
  -- was submitted elsewhere and does not count. An imported one is not checked, but counts for later ones.
  IF TG_OP = 'INSERT' AND NOT weir.is_importing() THEN
    FOR _r IN
      SELECT s.submitted, p.quota, p.per
        FROM (SELECT DISTINCT n.workspace_id, n.board_id, coalesce(n.requester_id, n.guest_id) AS requester_id,
                     n.guest_id IS NOT NULL AS is_guest, n.submitted_at
                FROM new_rows n WHERE n.from_request_id IS NULL) g
        JOIN public.intakes i USING (workspace_id, board_id)
       CROSS JOIN LATERAL (SELECT weir.counted_as_one(g.workspace_id, g.requester_id, g.is_guest) AS requesters OFFSET 0) o
       CROSS JOIN LATERAL (SELECT * FROM (VALUES (1, i.per_requester_per_hour, 'hour', interval '1 hour'),
                                                 (2, weir.rate_per_day(i), 'day', interval '1 day')) v (rank, quota, per, span)
                            WHERE v.quota IS NOT NULL) p
       CROSS JOIN LATERAL (SELECT count(*) AS n FROM public.requests r
                            WHERE r.workspace_id = g.workspace_id AND r.board_id = g.board_id
                              AND coalesce(r.requester_id, r.guest_id) = ANY (o.requesters) AND r.from_request_id IS NULL
                              AND r.submitted_at > g.submitted_at - p.span AND r.submitted_at < g.submitted_at + p.span) around
       CROSS JOIN LATERAL (SELECT max(w.submitted) AS submitted
                             FROM public.requests l
                            CROSS JOIN LATERAL (SELECT count(*)::int AS submitted FROM public.requests r
                                                 WHERE r.workspace_id = g.workspace_id AND r.board_id = g.board_id
                                                   AND coalesce(r.requester_id, r.guest_id) = ANY (o.requesters)
                                                   AND r.from_request_id IS NULL
                                                   AND r.submitted_at > l.submitted_at - p.span
                                                   AND r.submitted_at <= l.submitted_at) w
                            WHERE around.n > p.quota
                              AND l.workspace_id = g.workspace_id AND l.board_id = g.board_id
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

CREATE OR REPLACE FUNCTION weir.notify_of_answers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF weir.is_importing() THEN
    RETURN NULL;
  END IF;
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, at)
  SELECT a.workspace_id, gen_random_uuid(), p.user_id, p.guest_id, a.board_id, 'answered', a.request_id, a.at
    FROM new_rows a CROSS JOIN LATERAL weir.people_of_request(a.workspace_id, a.board_id, a.request_id) p
   WHERE p.user_id IS DISTINCT FROM a.by OR p.user_id IS NULL;
  -- Nobody has to be notified any more that it is new. Locked in the order of ids, as everywhere where several are.
  UPDATE public.notices n SET read_at = o.at
    FROM (SELECT o.workspace_id, o.id, a.at FROM new_rows a
            JOIN public.notices o ON o.workspace_id = a.workspace_id AND o.request_id = a.request_id
                                 AND o.kind = 'newRequest' AND o.read_at IS NULL
           ORDER BY o.id FOR NO KEY UPDATE OF o) o
   WHERE n.workspace_id = o.workspace_id AND n.id = o.id;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_displacements()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF weir.is_importing() THEN
    RETURN NULL;
  END IF;
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, facts, at)
  SELECT d.workspace_id, gen_random_uuid(), p.user_id, p.guest_id, d.board_id, 'displaced', d.displaced_request_id,
         jsonb_build_object('reason', d.reason, 'message', d.message, 'until', d.until), d.at
    FROM new_rows d CROSS JOIN LATERAL weir.readers_of_request(d.workspace_id, d.board_id, d.displaced_request_id) p
   WHERE p.user_id IS DISTINCT FROM d.by OR p.user_id IS NULL;
  UPDATE public.request_steps s
     SET settled_at = d.at, announced = h.anybody AND s.n = (weir.last_step(s.workspace_id, s.board_id, s.request_id)).n,
         requester_left = h.requester_left AND s.n = (weir.last_step(s.workspace_id, s.board_id, s.request_id)).n
    FROM new_rows d CROSS JOIN LATERAL weir.reach_of(d.workspace_id, d.board_id, d.displaced_request_id) h
   WHERE s.workspace_id = d.workspace_id AND s.board_id = d.board_id AND s.request_id = d.displaced_request_id
     AND s.settled_at IS NULL;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_messages()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT FROM new_rows m JOIN public.guests g ON g.workspace_id = m.workspace_id AND g.id = m.by_guest
              WHERE g.erased_at IS NOT NULL) THEN
    PERFORM weir.refuse('not-found');
  END IF;
  IF weir.is_importing() THEN
    RETURN NULL;
  END IF;
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, facts, at)
  SELECT m.workspace_id, gen_random_uuid(), t.user_id, t.guest_id, m.board_id, t.kind, m.request_id,
         jsonb_build_object('message', m.body, 'asks', m.asks), m.at
    FROM new_rows m
    JOIN public.requests r ON r.workspace_id = m.workspace_id AND r.board_id = m.board_id AND r.id = m.request_id
   CROSS JOIN LATERAL (
     SELECT r.requester_id AS user_id, r.guest_id, 'question'::public.notice_kind AS kind
      WHERE coalesce(m.by, m.by_guest) <> coalesce(r.requester_id, r.guest_id)
      UNION
     SELECT x.by, NULL, 'reply'::public.notice_kind FROM public.request_messages x
      WHERE coalesce(m.by, m.by_guest) = coalesce(r.requester_id, r.guest_id)
        AND x.workspace_id = m.workspace_id AND x.board_id = m.board_id AND x.request_id = m.request_id
        AND x.by IS NOT NULL AND x.by IS DISTINCT FROM r.requester_id) t;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.record_steps(_workspace uuid, _board uuid, _requests uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _request uuid;
BEGIN
  -- An import adds the steps of a request itself, and calls weir.record_step once its card is complete.
  IF weir.is_importing() THEN
    RETURN;
  END IF;
  FOR _request IN SELECT DISTINCT r FROM unnest(_requests) r WHERE r IS NOT NULL ORDER BY 1 LOOP
    PERFORM weir.record_step(_workspace, _board, _request);
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_block()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF weir.is_importing() THEN
    RETURN NULL;
  END IF;
  IF NEW.unblocked_at IS NULL THEN
    PERFORM weir.notify_watchers(NEW.workspace_id, NEW.board_id, NEW.card_id, NULL, 'cardBlocked', jsonb_build_object('block', NEW.id),
                                 NEW.blocked_by, NEW.blocked_at);
  ELSE
    PERFORM weir.notify_watchers(NEW.workspace_id, NEW.board_id, NEW.card_id, NULL, 'cardUnblocked', jsonb_build_object('block', NEW.id),
                                 NEW.unblocked_by, NEW.unblocked_at);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.insert_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _request uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _column public.columns;
  _number integer;
  _new    public.cards;
  _people uuid[] := '{}';
  _faults jsonb;
  _labels uuid[] := '{}';
  _items  jsonb := '[]';
BEGIN
  SELECT * INTO _column FROM public.columns k
   WHERE k.workspace_id = _workspace AND k.board_id = _board
     AND CASE WHEN _card ->> 'columnId' IS NULL THEN k.kind = 'queue' ELSE k.id = (_card ->> 'columnId')::uuid END
   ORDER BY k.position LIMIT 1;
  IF NOT FOUND THEN
    PERFORM weir.refuse_input('columnId', 'absent');
  END IF;
  IF _card ->> 'swimlaneId' IS NOT NULL AND NOT EXISTS (
       SELECT FROM public.swimlanes l WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = (_card ->> 'swimlaneId')::uuid) THEN
    PERFORM weir.refuse_input('swimlaneId', 'absent');
  END IF;
  IF jsonb_array_length(_card -> 'assigneeIds') > 0 THEN
    _people := ARRAY(SELECT jsonb_array_elements_text(_card -> 'assigneeIds')::uuid);
    IF weir.has_unassignable(_workspace, _people) THEN
      PERFORM weir.refuse_input('assigneeIds', 'notOfTheTeam');
    END IF;
  END IF;
  IF jsonb_array_length(_card -> 'labelIds') > 0 THEN
    _labels := ARRAY(SELECT jsonb_array_elements_text(_card -> 'labelIds')::uuid ORDER BY 1);
    IF weir.has_unknown_label(_workspace, _board, _labels) THEN
      PERFORM weir.refuse_input('labelIds', 'absent');
    END IF;
  END IF;
  IF _card -> 'fields' <> '{}' THEN
    _faults := weir.field_faults(_workspace, _board, _card -> 'fields');
    IF _faults <> '[]' THEN
      PERFORM weir.refuse('invalid-input', jsonb_build_object('errors', _faults));
    END IF;
  END IF;

  -- The trigger on cards moves the clock's next number on.
  SELECT coalesce((_card ->> 'number')::integer, k.next_card) INTO _number FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  INSERT INTO public.cards (workspace_id, board_id, id, number, title, description, column_id, swimlane_id, done, rank,
                     class_of_service, due_on, request_id, created_at, created_by, entered_column_at,
                     committed_at, delivered_at, archived_at)
  VALUES (_workspace, _board, _id, _number, _card ->> 'title', coalesce(_card ->> 'description', ''),
          _column.id, (_card ->> 'swimlaneId')::uuid, _column.split AND coalesce(_card ->> 'half' = 'done', false),
          weir.rank_for(_workspace, _board, _column.id, _number, NULL, NULL),
          coalesce(_card ->> 'classOfService', 'standard')::public.class_of_service, (_card ->> 'dueOn')::date,
          _request, coalesce((_card ->> 'createdAt')::timestamptz, _now), _actor,
          coalesce((_card ->> 'enteredColumnAt')::timestamptz, _now),
          weir.committed_at(_column.kind, (_card ->> 'committedAt')::timestamptz, _now),
          weir.delivered_at(_column.kind, (_card ->> 'deliveredAt')::timestamptz, _now),
          (_card ->> 'archivedAt')::timestamptz)
  RETURNING * INTO _new;
  IF cardinality(_people) > 0 THEN
    INSERT INTO public.card_assignees (workspace_id, board_id, card_id, user_id)
    SELECT _workspace, _board, _id, p FROM unnest(_people) p;
  END IF;
  IF cardinality(_labels) > 0 THEN
    INSERT INTO public.card_labels (workspace_id, board_id, card_id, label_id)
    SELECT _workspace, _board, _id, l FROM unnest(_labels) l;
  END IF;
  IF _card -> 'fields' <> '{}' THEN
    PERFORM weir.change_card_fields(_workspace, _board, _id, _card -> 'fields');
  END IF;
  IF jsonb_array_length(_card -> 'checklistItems') > 0 THEN
    INSERT INTO public.checklist_items (workspace_id, board_id, card_id, id, text, done, position, assignee_id, due_on)
    SELECT _workspace, _board, _id, gen_random_uuid(), i.item ->> 'text', coalesce((i.item ->> 'done')::boolean, false), i.n,
           (i.item ->> 'assigneeId')::uuid, (i.item ->> 'dueOn')::date
      FROM jsonb_array_elements(_card -> 'checklistItems') WITH ORDINALITY i (item, n);
    _items := weir.changes_of_checklists(_workspace, _board, NULL, ARRAY(
      SELECT to_jsonb(i) FROM public.checklist_items i
       WHERE i.workspace_id = _workspace AND i.board_id = _board AND i.card_id = _id));
  END IF;
  RETURN jsonb_build_object('number', _number, 'columnId', _column.id, 'items', _items, 'to', weir.card_created(
    _new, weir.card_placed(_new, _column.split, NULL), coalesce(_card -> 'assigneeIds', '[]'), to_jsonb(_labels)));
END $function$;

CREATE OR REPLACE FUNCTION weir.import_card(_workspace uuid, _board uuid, _actor uuid, _stamp weir.event_stamp, _card jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _id       uuid := (_card ->> 'id')::uuid;
  _request  uuid;
  _created  jsonb;
  _parts    jsonb := '[]';
BEGIN
  -- A request that is not here, or has a card already, is left out.
  SELECT r.id INTO _request FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = (_card ->> 'requestId')::uuid
     AND NOT EXISTS (SELECT FROM public.cards c
                      WHERE c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id);
  IF EXISTS (SELECT FROM public.cards c
              WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_card ->> 'number')::integer) THEN
    _card := _card - 'number';
  END IF;
  _created := weir.insert_card(_workspace, _board, (_card ->> 'createdBy')::uuid, _stamp.at, _id, _card, _request);
  INSERT INTO public.card_sources (workspace_id, board_id, source, card_id) VALUES (_workspace, _board, _card ->> 'source', _id);
  IF jsonb_array_length(_card -> 'comments') > 0 THEN
    INSERT INTO public.comments (workspace_id, board_id, card_id, id, body, "by", at, edited_at)
    SELECT _workspace, _board, _id, m.id, m.text, m."by", m.at, m."editedAt"
      FROM jsonb_to_recordset(_card -> 'comments') m (id uuid, text text, "by" uuid, at timestamptz, "editedAt" timestamptz);
    SELECT jsonb_agg(jsonb_build_object('card', _created -> 'number', 'comment', m.id, 'to', jsonb_build_object(
             'text', m.text, 'by', m."by", 'at', weir.instant(m.at))) ORDER BY m.n)
      INTO _parts
      FROM ROWS FROM (jsonb_to_recordset(_card -> 'comments') AS (id uuid, text text, "by" uuid, at timestamptz))
           WITH ORDINALITY m (id, text, "by", at, n);
  END IF;
  IF jsonb_array_length(_card -> 'blocks') > 0 THEN
    INSERT INTO public.card_blocks (workspace_id, board_id, card_id, id, reason, blocked_at, blocked_by, unblocked_at, unblocked_by)
    SELECT _workspace, _board, _id, x.id, x.reason, x.since, x."by", x.until, x."unblockedBy"
      FROM jsonb_to_recordset(_card -> 'blocks') x (id uuid, reason text, since timestamptz, "by" uuid, until timestamptz, "unblockedBy" uuid);
    _parts := _parts || coalesce(weir.changes_of_blocks(_workspace, _board, NULL, ARRAY(
      SELECT to_jsonb(x) FROM public.card_blocks x
       WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card_id = _id)), '[]');
  END IF;
  IF jsonb_array_length(_card -> 'displacements') > 0 THEN
    INSERT INTO public.displacements (workspace_id, board_id, request_id, card_id, displaced_request_id, reason, message, column_id,
                               until, "by", at)
    SELECT _workspace, _board, d."requestId", _id, o.id, d.reason, d.message, d."columnId", d.until, d."by", d.at
      FROM jsonb_to_recordset(_card -> 'displacements') d (
             "requestId" uuid, "displacedRequestId" uuid, reason public.answer_reason, message text, "columnId" uuid, until date,
             "by" uuid, at timestamptz)
      JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = _board AND r.id = d."requestId"
      LEFT JOIN public.requests o ON o.workspace_id = _workspace AND o.board_id = _board AND o.id = d."displacedRequestId";
  END IF;
  IF _request IS NOT NULL THEN
    -- Its steps were imported with the request. This adds one if a limit put the card elsewhere.
    PERFORM weir.record_step(_workspace, _board, _request);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.imported', _stamp.at, _actor, jsonb_build_array(jsonb_build_object(
    'card', _created -> 'number',
    'to', (_created -> 'to') || jsonb_build_object(
      'createdAt', weir.instant(coalesce((_card ->> 'createdAt')::timestamptz, _stamp.at)),
      'archivedAt', weir.instant((_card ->> 'archivedAt')::timestamptz))))
    || (_created -> 'items') || _parts);
  RETURN jsonb_build_object('result', 'created', 'number', _created -> 'number', 'columnId', _created -> 'columnId');
END $function$;

CREATE OR REPLACE FUNCTION weir.import_requests(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _conditions weir.write_conditions, _requests jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _stamp    weir.event_stamp;
  _is_used  boolean := false;
  _request  jsonb;
  _outcome  jsonb;
  _outcomes jsonb := '[]';
  _detail   text;
  _set      text;
BEGIN
  _stamp := weir.start_command(_workspace, _board, _actor, NULL, _now, _conditions);
  _set := set_config('weir.importing', 'on', true);
  FOR _request IN SELECT r FROM jsonb_array_elements(_requests) r LOOP
    SELECT jsonb_build_object('result', 'exists', 'number', r.number) INTO _outcome
      FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = (_request ->> 'id')::uuid;
    IF _outcome IS NULL THEN
      -- A refusal undoes this block, with the number of its event.
      BEGIN
        IF _is_used THEN
          _stamp := weir.take_clock(_workspace, _board, _stamp.at);
        END IF;
        _outcome := weir.import_request(_workspace, _board, _actor, _stamp, _request);
        _is_used := true;
      EXCEPTION
        WHEN SQLSTATE 'WIP00' THEN
          GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
          _outcome := _detail::jsonb - 'refused' || jsonb_build_object('result', 'refused', 'code', _detail::jsonb -> 'refused');
        -- A value that the tables refuse is no reason to refuse the other requests.
        WHEN data_exception OR integrity_constraint_violation THEN
          GET STACKED DIAGNOSTICS _detail = MESSAGE_TEXT;
          _outcome := jsonb_build_object('result', 'refused', 'code', 'invalid-input', 'detail', _detail);
      END;
    END IF;
    _outcomes := _outcomes || jsonb_build_array(_outcome);
  END LOOP;
  _set := set_config('weir.importing', '', true);
  IF NOT _is_used THEN
    PERFORM weir.cancel_event(_workspace, _board);
  END IF;
  RETURN weir.finish_write(_workspace, NULL, 200, jsonb_build_object('outcomes', _outcomes), _stamp.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.import_request(_workspace uuid, _board uuid, _actor uuid, _stamp weir.event_stamp, _request jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _id      uuid := (_request ->> 'id')::uuid;
  _follows uuid;
  _from    public.requests;
  _number  integer;
  _changes jsonb;
BEGIN
  -- Nobody answers requests of an archived board.
  IF jsonb_typeof(_request -> 'answer') IS DISTINCT FROM 'object'
     AND EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL) THEN
    PERFORM weir.refuse('board-archived');
  END IF;
  SELECT CASE WHEN EXISTS (SELECT FROM public.requests r WHERE r.workspace_id = _workspace AND r.board_id = _board
                              AND r.number = (_request ->> 'number')::integer)
              THEN k.next_request ELSE (_request ->> 'number')::integer END INTO _number
    FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  SELECT r.id INTO _follows FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = (_request ->> 'followsId')::uuid;
  SELECT * INTO _from FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = (_request ->> 'fromBoardId')::uuid AND r.id = (_request ->> 'fromId')::uuid;

  -- In one statement, because an answered request needs its answer and an answer its request. Both are checked at its end.
  WITH asked AS (
    INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by, requester_id,
                          guest_id, guest_name, submitted_at, remind_at, answer_by, expires_at, paused_at, reminded_at, escalated_at,
                          follows_id, by_ticket, from_board_id, from_request_id, answered_at)
    VALUES (_workspace, _board, _id, _number, _request ->> 'title', _request ->> 'description',
            (_request ->> 'classOfService')::public.class_of_service, (_request ->> 'neededBy')::date,
            (_request ->> 'requesterId')::uuid, (_request ->> 'guestId')::uuid, _request ->> 'guestName',
            (_request ->> 'submittedAt')::timestamptz, (_request ->> 'remindAt')::timestamptz, (_request ->> 'answerBy')::timestamptz,
            (_request ->> 'expiresAt')::timestamptz, (_request ->> 'pausedAt')::timestamptz,
            (_request ->> 'remindedAt')::timestamptz, (_request ->> 'escalatedAt')::timestamptz,
            _follows, _follows IS NOT NULL AND (_request ->> 'byTicket')::boolean, _from.board_id, _from.id,
            (_request -> 'answer' ->> 'at')::timestamptz))
  INSERT INTO public.answers (workspace_id, board_id, request_id, kind, reason, message, until, "by", at, duplicate_of_id)
  SELECT _workspace, _board, _id, (a ->> 'kind')::public.answer_kind, (a ->> 'reason')::public.answer_reason, a ->> 'message',
         (a ->> 'until')::date, (a ->> 'by')::uuid, (a ->> 'at')::timestamptz, (a ->> 'duplicateOfId')::uuid
    FROM (SELECT _request -> 'answer' AS a WHERE jsonb_typeof(_request -> 'answer') = 'object') given;

  INSERT INTO public.request_watchers (workspace_id, board_id, request_id, id, user_id, guest_id)
  SELECT _workspace, _board, _id, gen_random_uuid(), w."userId", w."guestId"
    FROM jsonb_to_recordset(_request -> 'watchers') w ("userId" uuid, "guestId" uuid);
  INSERT INTO public.request_messages (workspace_id, board_id, request_id, id, body, asks, "by", by_guest, at)
  SELECT _workspace, _board, _id, m.id, m.text, m.asks, m."by", m."byGuest", m.at
    FROM jsonb_to_recordset(_request -> 'messages') m (id uuid, text text, asks boolean, "by" uuid, "byGuest" uuid, at timestamptz);
  INSERT INTO public.request_steps (workspace_id, board_id, request_id, n, state, at, since, reason, message, card, settled_at,
                             announced, received_at)
  SELECT _workspace, _board, _id, s.n, (s.step ->> 'state')::public.work_state, (s.step ->> 'at')::timestamptz,
         (s.step ->> 'since')::timestamptz, s.step ->> 'reason', s.step ->> 'message', (s.step ->> 'card')::integer,
         (s.step ->> 'at')::timestamptz, true, (s.step ->> 'receivedAt')::timestamptz
    FROM jsonb_array_elements(_request -> 'steps') WITH ORDINALITY s (step, n);

  _changes := weir.changes_of_requests(_workspace, _board, NULL, ARRAY(
    SELECT to_jsonb(r) FROM public.requests r WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _id));
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'request.imported', _stamp.at, _actor,
    _changes || coalesce(weir.changes_of_messages(_workspace, _board, NULL, ARRAY(
      SELECT to_jsonb(m) FROM public.request_messages m
       WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.request_id = _id)), '[]'));
  RETURN jsonb_build_object('result', 'created', 'number', _number);
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_board(_workspace uuid, _board uuid, _table text, _rows bigint DEFAULT 0, _was jsonb[] DEFAULT NULL::jsonb[], _is jsonb[] DEFAULT NULL::jsonb[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _stamp weir.event_stamp;
BEGIN
  IF weir.has_own_event() THEN
    UPDATE public.board_clock SET seq = seq WHERE workspace_id = _workspace AND board_id = _board;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'board % has no clock', _board USING ERRCODE = 'no_data_found';
    END IF;
  ELSE
    _stamp := weir.take_clock(_workspace, _board, clock_timestamp());
    INSERT INTO public.events (workspace_id, board_id, seq, type, at, actor_id, changes)
    VALUES (_workspace, _board, _stamp.seq, 'board.changed', _stamp.at, weir.writer_actor(),
            weir.changes_of_rows(_workspace, _board, _table, _rows, _was, _is));
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.writer_actor()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  SELECT (nullif(current_setting('weir.writer', true), '')::jsonb ->> 'actor')::uuid
$function$;

DROP TRIGGER then_notify_on_insert ON public.requests;
CREATE CONSTRAINT TRIGGER then_notify_on_insert AFTER INSERT ON public.requests DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.answered_at IS NULL AND current_setting('weir.importing', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION weir.notify_of_new_request();
