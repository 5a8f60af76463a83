SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.flow_of_boards(_workspace uuid, _boards uuid[], _now timestamp with time zone, _days integer, _with_history uuid[])
 RETURNS TABLE(board_id uuid, time_zone text, working_hours jsonb, today date, from_day date, undelivered integer, history jsonb)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN QUERY
  SELECT b.id, i.time_zone, i.working_hours, d.today, f.day,
         (SELECT coalesce(sum((SELECT count(*)
                                 FROM (SELECT FROM public.cards c
                                        WHERE c.workspace_id = k.workspace_id AND c.board_id = k.board_id
                                          AND c.column_id = k.id AND c.archived_at IS NULL
                                        ORDER BY c.rank, c.number LIMIT 10000) u)), 0)::integer
            FROM public.columns k
           WHERE k.workspace_id = b.workspace_id AND k.board_id = b.id AND k.kind <> 'done'),
         CASE WHEN b.id = ANY (_with_history) THEN weir.deliveries_by_day(b.workspace_id, b.id, i.time_zone, f.day, d.today) END
    FROM public.boards b
    JOIN public.intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   CROSS JOIN LATERAL (SELECT (_now AT TIME ZONE i.time_zone)::date AS today) d
   CROSS JOIN LATERAL (
     SELECT greatest(d.today - _days,
                     (least(b.created_at, (SELECT min(c.delivered_at) FROM public.cards c
                                            WHERE c.workspace_id = b.workspace_id AND c.board_id = b.id
                                              AND c.delivered_at IS NOT NULL)) AT TIME ZONE i.time_zone)::date) AS day) f
   WHERE b.workspace_id = _workspace AND b.id = ANY (_boards);
END $function$;

CREATE OR REPLACE FUNCTION weir.deliveries_by_day(_workspace uuid, _board uuid, _time_zone text, _from date, _today date)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(h ORDER BY h.day), '[]')
      FROM (SELECT (c.delivered_at AT TIME ZONE _time_zone)::date AS day, count(*) AS delivered
              FROM public.cards c
             WHERE c.workspace_id = _workspace AND c.board_id = _board
               AND c.delivered_at >= _from::timestamp AT TIME ZONE _time_zone
               AND c.delivered_at <  _today::timestamp AT TIME ZONE _time_zone
             GROUP BY 1) h);
END $function$;

CREATE OR REPLACE FUNCTION weir.request_documents(_workspace uuid, _boards uuid[], _numbers integer[])
 RETURNS SETOF weir.request_document
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  _queues    uuid[];
  _waiting   uuid[];
  _at_work   uuid[];
  _positions jsonb;
  _ahead     jsonb;
BEGIN
  -- Finding a position reads the whole queue of a board, or all its undelivered cards. So only boards are read whose requests
  -- have one.
  SELECT array_agg(DISTINCT r.board_id) FILTER (WHERE r.answered_at IS NULL),
         array_agg(r.id) FILTER (WHERE r.answered_at IS NULL),
         array_agg(DISTINCT c.board_id) FILTER (WHERE c.board_id IS NOT NULL)
    INTO _queues, _waiting, _at_work
    FROM unnest(_boards, _numbers) wanted (board_id, number)
    JOIN public.requests r   ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
    LEFT JOIN public.cards c ON r.answered_at IS NOT NULL
                            AND c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
                            AND c.delivered_at IS NULL AND c.archived_at IS NULL;
  IF _queues IS NOT NULL THEN
    SELECT jsonb_object_agg(q.request_id, q.position) INTO _positions
      FROM weir.queue_positions(_workspace, _queues) q WHERE q.request_id = ANY (_waiting);
  END IF;
  IF _at_work IS NOT NULL THEN
    SELECT jsonb_object_agg(l.request_id, l.ahead) INTO _ahead
      FROM weir.cards_ahead(_workspace, _at_work) l;
  END IF;

  RETURN QUERY
  SELECT r.board_id, r.id, r.requester_id, r.guest_id, coalesce(watchers.members, '{}'),
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
           'watchers', watchers.all,
           'submittedAt', weir.instant(r.submitted_at),
           'answerBy', weir.instant(r.answer_by),
           'answerAfterNeededBy', coalesce((r.answer_by AT TIME ZONE policy.time_zone)::date > r.needed_by, false),
           'expiresAt', weir.instant(r.expires_at),
           'pausedAt', weir.instant(r.paused_at),
           'position', (_positions ->> r.id::text)::bigint,
           'follows', CASE WHEN r.follows_id IS NOT NULL THEN weir.followed_request(r, b.key) END,
           'redirectedFrom', CASE WHEN r.from_request_id IS NOT NULL THEN weir.redirected_from(r) END)
         || CASE WHEN r.answered_at IS NULL
                 THEN '{"answer": null, "card": null, "work": null, "followedBy": null, "displaced": null,
                        "ticketFrom": null, "ticketUsed": false}'
                 ELSE weir.answered_facts(r, b.key, (_ahead ->> r.id::text)::bigint) END AS facts
    FROM unnest(_boards, _numbers) wanted (board_id, number)
    JOIN public.requests r      ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
    JOIN public.boards b        ON b.workspace_id = r.workspace_id AND b.id = r.board_id
    JOIN public.intakes policy  ON policy.workspace_id = r.workspace_id AND policy.board_id = r.board_id
   CROSS JOIN LATERAL (
      SELECT array_agg(w.user_id) FILTER (WHERE w.user_id IS NOT NULL) AS members, count(*) AS "all"
        FROM public.request_watchers w
       WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.request_id = r.id) watchers;
END $function$;

CREATE OR REPLACE FUNCTION weir.answered_facts(_r public.requests, _key text, _ahead bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _answer   public.answers;
  _card     integer;
  _accepted boolean;
  _work     jsonb;
  _next     record;
BEGIN
  SELECT * INTO _answer FROM public.answers a
   WHERE a.workspace_id = _r.workspace_id AND a.board_id = _r.board_id AND a.request_id = _r.id;
  SELECT c.number INTO _card FROM public.cards c
   WHERE c.workspace_id = _r.workspace_id AND c.board_id = _r.board_id AND c.request_id = _r.id;
  SELECT x.number, x.by_ticket INTO _next FROM public.requests x
   WHERE x.workspace_id = _r.workspace_id AND x.board_id = _r.board_id AND x.follows_id = _r.id
   ORDER BY x.by_ticket DESC, x.number DESC LIMIT 1;
  _accepted := _answer.kind IN ('accept', 'trade');
  IF _accepted OR _card IS NOT NULL THEN
    _work := weir.work_facts(_r, _card, _ahead);
  END IF;
  RETURN jsonb_build_object(
    'answer', weir.answer_facts(_answer, _key),
    'card', CASE WHEN _card IS NOT NULL THEN jsonb_build_object(
      'number', _card, 'ref', _key || '-' || _card, 'putBack', _work -> 'putBack') END,
    'work', CASE WHEN _accepted THEN _work -> 'work' END,
    'displaced', _work -> 'displaced',
    'followedBy', CASE WHEN _next.number IS NOT NULL THEN jsonb_build_object(
      'number', _next.number, 'ref', _key || '-R' || _next.number) END,
    'ticketFrom', CASE WHEN _work IS NULL THEN _answer.until ELSE weir.ticket_from(_r) END,
    'ticketUsed', coalesce(_next.by_ticket, false));
END $function$;

CREATE OR REPLACE FUNCTION weir.answer_facts(_answer public.answers, _key text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _more jsonb := '{"duplicateOf": null, "standing": null, "redirectedTo": null, "displaced": null}';
BEGIN
  CASE _answer.kind
    WHEN 'duplicate' THEN
      _more := _more || jsonb_build_object(
        'duplicateOf', (
          SELECT jsonb_build_object('number', o.number, 'ref', _key || '-R' || o.number) FROM public.requests o
           WHERE o.workspace_id = _answer.workspace_id AND o.board_id = _answer.board_id AND o.id = _answer.duplicate_of_id),
        'standing', (
          SELECT jsonb_build_object(
                   'kind', o.kind, 'reason', o.reason, 'message', weir.answer_message(o), 'until', o.until,
                   'card', _key || '-' || d.number, 'at', weir.instant(o.at))
            FROM public.answers o
            LEFT JOIN public.cards d ON d.workspace_id = o.workspace_id AND d.board_id = o.board_id AND d.request_id = o.request_id
           WHERE o.workspace_id = _answer.workspace_id AND o.board_id = _answer.board_id AND o.request_id = _answer.duplicate_of_id));
    WHEN 'redirect' THEN
      _more := _more || jsonb_build_object('redirectedTo', (
        SELECT jsonb_build_object('board', t.key, 'number', o.number, 'ref', t.key || '-R' || o.number)
          FROM public.requests o JOIN public.boards t ON t.workspace_id = o.workspace_id AND t.id = o.board_id
         WHERE o.workspace_id = _answer.workspace_id AND o.from_board_id = _answer.board_id AND o.from_request_id = _answer.request_id));
    WHEN 'trade' THEN
      _more := _more || jsonb_build_object('displaced', (
        SELECT jsonb_build_object('number', o.number, 'ref', _key || '-' || o.number, 'title', o.title, 'until', d.until)
          FROM public.displacements d
          JOIN public.cards o ON o.workspace_id = d.workspace_id AND o.board_id = d.board_id AND o.id = d.card_id
         WHERE d.workspace_id = _answer.workspace_id AND d.board_id = _answer.board_id AND d.request_id = _answer.request_id));
    ELSE NULL;
  END CASE;
  RETURN _more || jsonb_build_object(
    'kind', _answer.kind, 'reason', _answer.reason, 'message', weir.answer_message(_answer), 'until', _answer.until,
    'by', weir.person(_answer."by"), 'at', weir.instant(_answer.at));
END $function$;

CREATE OR REPLACE FUNCTION weir.work_facts(_r public.requests, _card integer, _ahead bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN jsonb_build_object(
    'putBack', (
      SELECT jsonb_build_object('reason', e.changes -> 0 -> 'reason', 'message', e.changes -> 0 -> 'message',
                                'by', weir.person(e.actor_id), 'at', weir.instant(e.at))
        FROM public.events e
       WHERE e.workspace_id = _r.workspace_id AND e.board_id = _r.board_id AND e.type = 'card.putBack'
         AND (e.changes -> 0 ->> 'card')::integer = _card
       ORDER BY e.seq DESC LIMIT 1),
    'work', (
      SELECT jsonb_build_object(
               'state', w.state, 'since', weir.instant(w.since), 'reason', weir.step_reason(w::public.request_steps),
               'message', w.message, 'received', weir.instant(w.received_at), 'ahead', _ahead)
        FROM public.request_steps w
       WHERE w.workspace_id = _r.workspace_id AND w.board_id = _r.board_id AND w.request_id = _r.id
       ORDER BY w.n DESC LIMIT 1),
    'displaced', (
      SELECT jsonb_build_object('reason', d.reason, 'message', d.message, 'until', d.until,
                                'by', weir.person(d.by), 'at', weir.instant(d.at))
        FROM public.displacements d
       WHERE d.workspace_id = _r.workspace_id AND d.board_id = _r.board_id AND d.displaced_request_id = _r.id
       ORDER BY d.at DESC LIMIT 1));
END $function$;

CREATE OR REPLACE FUNCTION weir.followed_request(_r public.requests, _key text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_build_object('number', f.number, 'ref', _key || '-R' || f.number)
      FROM public.requests f
     WHERE f.workspace_id = _r.workspace_id AND f.board_id = _r.board_id AND f.id = _r.follows_id);
END $function$;

CREATE OR REPLACE FUNCTION weir.redirected_from(_r public.requests)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_build_object('board', t.key, 'number', o.number, 'ref', t.key || '-R' || o.number)
      FROM public.requests o JOIN public.boards t ON t.workspace_id = o.workspace_id AND t.id = o.board_id
     WHERE o.workspace_id = _r.workspace_id AND o.board_id = _r.from_board_id AND o.id = _r.from_request_id);
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
  -- that a new request is part of; a fullest one ends at it or at a later request. That takes a count for each later request,
  -- so the requests around the new one are counted first: if they are within the quota, every span is. A redirected request
  -- was submitted elsewhere and does not count.
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

CREATE OR REPLACE FUNCTION weir.limit_load(_limit public.wip_limits)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN weir.load(_limit);
END $function$;

CREATE OR REPLACE FUNCTION weir.limit_load(_limit public.person_limits)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN weir.load(_limit);
END $function$;

CREATE OR REPLACE FUNCTION weir.column_load(_column public.columns)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  _as_limit public.wip_limits;
BEGIN
  _as_limit.workspace_id := _column.workspace_id;
  _as_limit.board_id := _column.board_id;
  _as_limit.scope := 'column';
  _as_limit.column_id := _column.id;
  RETURN weir.load(_as_limit);
END $function$;

CREATE OR REPLACE FUNCTION weir.ticket_from(_request public.requests)
 RETURNS date
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _from date;
  _step public.request_steps;
BEGIN
  SELECT a.until INTO _from FROM public.answers a
   WHERE a.workspace_id = _request.workspace_id AND a.board_id = _request.board_id AND a.request_id = _request.id;
  IF _from IS NOT NULL THEN
    RETURN _from;
  END IF;
  SELECT coalesce(
           (SELECT d.until FROM public.displacements d
             WHERE d.workspace_id = c.workspace_id AND d.board_id = c.board_id AND d.card_id = c.id
               AND d.at >= c.archived_at
             ORDER BY d.at DESC LIMIT 1),
           (coalesce(c.archived_at, b.archived_at) AT TIME ZONE i.time_zone)::date)
    INTO _from
    FROM public.cards c
    JOIN public.boards b  ON b.workspace_id = c.workspace_id AND b.id = c.board_id
    JOIN public.intakes i ON i.workspace_id = c.workspace_id AND i.board_id = c.board_id
   WHERE c.workspace_id = _request.workspace_id AND c.board_id = _request.board_id AND c.request_id = _request.id
     AND c.delivered_at IS NULL AND coalesce(c.archived_at, b.archived_at) IS NOT NULL;
  IF _from IS NOT NULL THEN
    RETURN _from;
  END IF;
  _step := weir.last_step(_request.workspace_id, _request.board_id, _request.id);
  IF _step.state IS DISTINCT FROM 'takenOff' OR EXISTS (
       SELECT FROM public.cards c
        WHERE c.workspace_id = _step.workspace_id AND c.board_id = _step.board_id AND c.request_id = _step.request_id) THEN
    RETURN NULL;
  END IF;
  SELECT coalesce(
           (SELECT d.until FROM public.displacements d
             WHERE d.workspace_id = _step.workspace_id AND d.board_id = _step.board_id
               AND d.displaced_request_id = _step.request_id AND d.at >= _step.since
             ORDER BY d.at DESC LIMIT 1),
           (_step.since AT TIME ZONE i.time_zone)::date)
    INTO _from
    FROM public.intakes i WHERE i.workspace_id = _step.workspace_id AND i.board_id = _step.board_id;
  RETURN _from;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_plans()
 RETURNS text
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set text := set_config('plan_cache_mode', 'force_generic_plan', true);
BEGIN
  RETURN set_config('enable_seqscan', 'off', true);
END $function$;

CREATE OR REPLACE FUNCTION weir.start_write_to_rows(_requests integer[], _cards integer[], _workspace uuid, _board uuid, _actor uuid, _key weir.write_key, _now timestamp with time zone, _conditions weir.write_conditions, _override jsonb, _also uuid)
 RETURNS TABLE(locked integer, write weir.started_write)
 LANGUAGE plpgsql
AS $function$
DECLARE
  _rows integer;
  _set  text := weir.keep_plans();
BEGIN
  locked := 0;
  IF cardinality(_requests) > 0 THEN
    PERFORM 1 FROM public.requests r
      WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = ANY (_requests)
      ORDER BY r.number FOR NO KEY UPDATE;
    GET DIAGNOSTICS locked = ROW_COUNT;
  END IF;
  IF cardinality(_cards) > 0 THEN
    PERFORM 1 FROM public.cards c
      WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_cards)
      ORDER BY c.number FOR NO KEY UPDATE;
    GET DIAGNOSTICS _rows = ROW_COUNT;
    locked := locked + _rows;
  END IF;
  write := weir.start_write(_workspace, _board, _actor, _key, _now, _conditions, _override, _also);
  RETURN NEXT;
END $function$;

CREATE OR REPLACE FUNCTION weir.answer_request(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _number integer, _answer jsonb, _if_version integer, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set     text := weir.keep_plans();
  _locked  boolean;
  _stamp   weir.event_stamp;
  _request public.requests;
  _body    jsonb;
  _detail  text;
BEGIN
  PERFORM 1 FROM public.requests r
    WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = _number FOR NO KEY UPDATE;
  _locked := FOUND;
  _stamp  := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions);
  SELECT * INTO _request FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.refuse('not-found');
  ELSIF NOT _locked THEN
    RAISE EXCEPTION 'the request was submitted meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
  PERFORM weir.check_deferral_date(_workspace, _board, (_answer ->> 'until')::date, _stamp.at);
  IF _request.answered_at IS NOT NULL THEN
    PERFORM weir.refuse('already-answered', jsonb_build_object('answer', (
      SELECT weir.answer_facts(a, b.key)
        FROM public.answers a JOIN public.boards b ON b.workspace_id = a.workspace_id AND b.id = a.board_id
       WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.request_id = _request.id)));
  ELSIF _request.version <> _if_version THEN
    PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _request.version));
  END IF;

  INSERT INTO public.answers (workspace_id, board_id, request_id, kind, reason, message, until, "by", at)
  VALUES (_workspace, _board, _request.id, (_answer ->> 'kind')::public.answer_kind, (_answer ->> 'reason')::public.answer_reason,
          _answer ->> 'message', (_answer ->> 'until')::date, _actor, _stamp.at);
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'request.answered', _stamp.at, _actor,
                            jsonb_build_array(jsonb_build_object('request', _number, 'to', _answer)));
  SELECT d.facts INTO _body FROM weir.request_documents(_workspace, ARRAY[_board], ARRAY[_number]) d;
  RETURN weir.finish_write(_workspace, _key, 200, _body, _stamp.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.check_deferral_date(_workspace uuid, _board uuid, _until date, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _today date;
  _last  date;
BEGIN
  IF _until IS NULL THEN
    RETURN;
  END IF;
  SELECT (_now AT TIME ZONE i.time_zone)::date INTO _today FROM public.intakes i
   WHERE i.workspace_id = _workspace AND i.board_id = _board;
  _last := _today + interval '1 year';
  IF _until <= _today THEN
    PERFORM weir.refuse_input('until', 'afterToday');
  ELSIF _until > _last THEN
    PERFORM weir.refuse('invalid-input', jsonb_build_object('path', 'until', 'fault', 'yearAhead',
                                                            'params', jsonb_build_object('last', _last)));
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.create_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set     text := weir.keep_plans();
  _stamp   weir.event_stamp;
  _copied  jsonb;
  _created jsonb;
  _body    jsonb;
  _detail  text;
BEGIN
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_card -> 'override', 'null'));
  _now := _stamp.at;
  IF _card ->> 'copyOf' IS NOT NULL THEN
    _copied := weir.copied_card(_workspace, _board, (_card ->> 'copyOf')::integer);
    _card := _copied || _card || jsonb_build_object('fields', (_copied -> 'fields') || coalesce(_card -> 'fields', '{}'));
  END IF;
  _created := weir.insert_card(_workspace, _board, _actor, _now, _id, _card, NULL);
  -- Only here: the description of a card that is made from a request or a checklist item is not the actor's text. Nor is a
  -- copied one, so whom it mentions is not notified again.
  IF _card ->> 'description' LIKE '%](person:%' THEN
    PERFORM weir.notify_mentioned(_workspace, _board, _id, NULL, coalesce(_copied ->> 'description', ''), _card ->> 'description', _actor, _now);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.created', _now, _actor, jsonb_build_array(jsonb_strip_nulls(
    jsonb_build_object('card', _created -> 'number', 'copyOf', _card -> 'copyOf')) || jsonb_build_object('to', _created -> 'to'))
    || (_created -> 'items'));
  _body := weir.card_document(_workspace, _board, (_created ->> 'number')::integer);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.move_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _number integer, _to jsonb, _if_version integer, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set    text := weir.keep_plans();
  _other  integer := (_to ->> 'swapWith')::integer;
  _locked integer;
  _linked boolean;
  _placed boolean;
  _stamp  weir.event_stamp;
  _card   public.cards;
  _body   jsonb;
  _detail text;
BEGIN
  IF _other IS NULL THEN
    SELECT EXISTS (SELECT FROM public.card_links l
                    WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id)
      INTO _linked
      FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number
       FOR NO KEY UPDATE OF c;
  ELSE
    PERFORM 1 FROM public.cards c
      WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number IN (_number, _other)
      ORDER BY c.number FOR NO KEY UPDATE;
    _linked := true;
  END IF;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  IF _linked THEN
    PERFORM weir.lock_boards_blocked_by(ARRAY(
      SELECT ROW (c.workspace_id, c.board_id, c.id)::weir.card_ref FROM public.cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number IN (_number, _other)));
  END IF;
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_to -> 'override', 'null'));
  IF _locked < num_nonnulls(_number, _other) THEN
    PERFORM weir.check_all_locked(_workspace, _board, array_remove(ARRAY[_number, _other], NULL), _locked);
  END IF;

  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.refuse('not-found');
  ELSIF _card.version <> _if_version THEN
    PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _card.version));
  ELSIF _card.archived_at IS NOT NULL THEN
    PERFORM weir.refuse('card-archived');
  END IF;

  IF _other IS NULL THEN
    _placed := weir.place_card(_stamp.seq, _actor, _stamp.at, _card, _to);
  ELSE
    PERFORM weir.swap_cards(_stamp.seq, _actor, _stamp.at, _card, _other, _to);
  END IF;
  _body := weir.card_document(_workspace, _board, _number);
  RETURN weir.finish_write(_workspace, _key, 200, _body, _stamp.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.move_cards(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _moves jsonb, _override jsonb, _key weir.write_key, _conditions weir.write_conditions, _to_requester jsonb DEFAULT NULL::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set     text := weir.keep_plans();
  _numbers integer[] := ARRAY(SELECT (m ->> 'card')::integer FROM jsonb_array_elements(_moves) m);
  _locked  integer;
  _seq     bigint;
  _planned weir.planned_move[];
  _plan    weir.planned_move;
  _olds    public.cards[];
  _order   jsonb;
  _rank    numeric;
  _body    jsonb;
  _detail  text;
BEGIN
  PERFORM 1 FROM public.cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers)
    ORDER BY c.number FOR NO KEY UPDATE;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  PERFORM weir.lock_boards_blocked_by(ARRAY(
    SELECT ROW (c.workspace_id, c.board_id, c.id)::weir.card_ref FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers)));
  SELECT s.seq, s.at INTO _seq, _now
    FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, _override) s;
  PERFORM weir.check_all_locked(_workspace, _board, _numbers, _locked);
  _planned := weir.plan_moves(_workspace, _board, _moves);
  PERFORM weir.require_reason(_workspace, _board, ARRAY(
    SELECT w.number FROM unnest(_planned) w
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id
     WHERE weir.is_put_back(c, w.kind)), '{}', _to_requester);
  _order  := weir.column_order(_workspace, _board, _planned);
  _olds   := ARRAY(SELECT c FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers));

  UPDATE public.cards c
     SET column_id = w.column_id, swimlane_id = w.swimlane_id, done = w.done, version = c.version + 1,
         rank = w.at + (SELECT coalesce(max(x.rank), 0) + 1 FROM public.cards x
                         WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.column_id = w.column_id
                           AND x.archived_at IS NULL),
         entered_column_at = CASE WHEN c.column_id = w.column_id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed_at(w.kind, c.committed_at, _now),
         delivered_at = weir.delivered_at(w.kind, c.delivered_at, _now)
    FROM unnest(_planned) w
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id;
  FOREACH _plan IN ARRAY _planned LOOP
    IF _plan.before IS NOT NULL OR _plan.after IS NOT NULL THEN
      -- Not inside the UPDATE: rank_for may spread out the ranks of the column, this card's too.
      _rank := weir.rank_for(_workspace, _board, _plan.column_id, _plan.number, _plan.before, _plan.after);
      UPDATE public.cards c SET rank = _rank
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _plan.card_id;
    END IF;
  END LOOP;

  IF _order = weir.column_order(_workspace, _board, _planned) THEN
    PERFORM weir.exit_command('{"unchanged": true}');
  END IF;
  PERFORM weir.record_event(_workspace, _board, _seq, 'cards.moved', _now, _actor, (
    SELECT jsonb_agg(jsonb_build_object('card', w.number, 'from', weir.card_position(o::public.cards),
                                        'to', weir.card_placed(c)) ORDER BY c.column_id, c.rank DESC, c.number DESC)
      FROM unnest(_planned) w
      JOIN unnest(_olds) o ON o.id = w.card_id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id)
    || weir.unassign_reopened(_workspace, _board, ARRAY(SELECT o.id FROM unnest(_olds) o WHERE o.delivered_at IS NOT NULL)));
  _body := weir.card_list(_workspace, _board, _numbers);
  RETURN weir.finish_write(_workspace, _key, 200, _body, _now, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN CASE WHEN _detail::jsonb ? 'unchanged' THEN jsonb_build_object('body', weir.card_list(_workspace, _board, _numbers))
              ELSE _detail::jsonb END;
END $function$;

CREATE OR REPLACE FUNCTION weir.submit_request(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _request jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set     text := weir.keep_plans();
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
