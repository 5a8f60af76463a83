SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.door_refusal AS (
  workspace_id uuid,
  board_id uuid,
  requester_id uuid,
  code text,
  at timestamp with time zone
);

CREATE OR REPLACE FUNCTION weir.run_submissions(_calls jsonb)
 RETURNS SETOF weir.group_outcome
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set     text := weir.keep_plans();
  _callers weir.group_caller[] := weir.callers_of_group(_calls);
  _refused weir.door_refusal[] := '{}';
  _waits   boolean := false;
  _c       weir.group_caller;
  _call    jsonb;
  _outcome jsonb;
BEGIN
  FOR _i IN 1 .. cardinality(_callers) LOOP
    _call := _calls -> _i - 1;
    _c := _callers[_i];
    IF _c.user_id IS NULL THEN
      RETURN NEXT ROW (false, NULL, NULL, NULL)::weir.group_outcome;
    ELSE
      _outcome := weir.try_submit_request(
        _c.workspace_id, _c.board_id, _c.user_id, (_call ->> 5)::timestamptz, (_call ->> 6)::uuid, (_call ->> 7)::jsonb,
        ROW (_c.user_id, _call ->> 8, _call ->> 9, (_call ->> 10)::bytea)::weir.write_key,
        ROW (_c.roles, (_call ->> 11)::bigint, false)::weir.write_conditions);
      IF weir.is_door_refusal(_outcome ->> 'refused') THEN
        _refused := _refused || ROW (_c.workspace_id, _c.board_id, _c.user_id, _outcome ->> 'refused',
                                     (_call ->> 5)::timestamptz)::weir.door_refusal;
      ELSE
        _waits := true;
      END IF;
      RETURN NEXT ROW (false, _c.workspace_id, _c.board_id, _outcome)::weir.group_outcome;
    END IF;
  END LOOP;
  PERFORM weir.count_door_refusals(_refused, _waits);
END $function$;

CREATE OR REPLACE FUNCTION weir.run_answers(_calls jsonb)
 RETURNS SETOF weir.group_outcome
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set       text := weir.keep_plans();
  _workspace uuid := (_calls -> 0 ->> 0)::uuid;
  _board     uuid := (_calls -> 0 ->> 1)::uuid;
  _numbers   integer[] := ARRAY(SELECT (x.call ->> 4)::integer FROM jsonb_array_elements(_calls) x (call));
  _locked    integer[] := ARRAY(
    SELECT l.number
      FROM (SELECT r.number FROM public.requests r
             WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = ANY (_numbers)
             ORDER BY r.number
               FOR NO KEY UPDATE SKIP LOCKED) l);
  _call      jsonb;
BEGIN
  FOR _i IN 1 .. cardinality(_numbers) LOOP
    _call := _calls -> _i - 1;
    IF (_call ->> 0)::uuid <> _workspace OR (_call ->> 1)::uuid <> _board OR _numbers[_i] <> ALL (_locked) THEN
      RETURN NEXT ROW (true, NULL, NULL, NULL)::weir.group_outcome;
    ELSE
      RETURN NEXT ROW (false, _workspace, _board, weir.answer_request(
        _workspace, _board, (_call ->> 2)::uuid, (_call ->> 3)::timestamptz, _numbers[_i], (_call ->> 5)::jsonb, (_call ->> 6)::integer,
        ROW ((_call ->> 2)::uuid, _call ->> 7, _call ->> 8, (_call ->> 9)::bytea)::weir.write_key,
        ROW (ARRAY(SELECT jsonb_array_elements_text(_call -> 10)::public.role), NULL, false)::weir.write_conditions))::weir.group_outcome;
    END IF;
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION weir.has_room(_new public.requests)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  IF _new.requester_id IS NULL OR _new.class_of_service = 'expedite' OR _new.from_request_id IS NOT NULL THEN
    RETURN false;
  END IF;
  RETURN (
    SELECT a.in_hour <= i.per_requester_per_hour AND a.in_day <= weir.rate_per_day(i)
       AND (SELECT count(*) FROM public.requests r
             WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id
               AND coalesce(r.requester_id, r.guest_id) = _new.requester_id AND r.answered_at IS NULL) <= i.open_per_requester
       AND (SELECT count(*) FROM public.requests r
             WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id AND r.answered_at IS NULL) <= i.depth
      FROM public.intakes i
     CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE r.submitted_at > _new.submitted_at - interval '1 hour'
                                 AND r.submitted_at < _new.submitted_at + interval '1 hour') AS in_hour,
              count(*) AS in_day
         FROM public.requests r
        WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id
          AND coalesce(r.requester_id, r.guest_id) = _new.requester_id AND r.from_request_id IS NULL
          AND r.submitted_at > _new.submitted_at - interval '1 day' AND r.submitted_at < _new.submitted_at + interval '1 day') a
     WHERE i.workspace_id = _new.workspace_id AND i.board_id = _new.board_id);
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_intake()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _old  weir.queued_request[] := '{}';
  _new  weir.queued_request[] := '{}';
  _rows integer;
  _r    record;
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    SELECT coalesce(array_agg(weir.queued_request(o)) FILTER (WHERE o.answered_at IS NULL), '{}') INTO _old FROM old_rows o;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    SELECT coalesce(array_agg(weir.queued_request(n)) FILTER (WHERE n.answered_at IS NULL), '{}'), count(*)
      INTO _new, _rows FROM new_rows n;
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

  IF TG_OP = 'INSERT' AND _rows = 1 AND weir.has_room((SELECT n::public.requests FROM new_rows n)) THEN
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
    PERFORM weir.count_door_refusals(ARRAY[ROW (_workspace, _board, coalesce(_actor, (_request ->> 'guestId')::uuid),
                                                _outcome ->> 'refused', _now)::weir.door_refusal], false);
  END IF;
  RETURN _outcome;
END $function$;

CREATE OR REPLACE FUNCTION weir.count_door_refusals(_refused weir.door_refusal[], _durable boolean)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
END $function$;
