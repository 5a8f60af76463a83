-- The guarantee of the intake: depth, quotas, rates and expedite claims. As with limits, only what a statement gained is
-- checked, and it is counted under the clock. A request counts while it waits.

-- What the rules look at in a request. A requester is a member or a guest. Guests have a quota and a depth of their own,
-- those of the public form.
CREATE TYPE weir.queued_request AS (
  workspace_id uuid, board_id uuid, requester_id uuid, is_guest boolean, class_of_service public.class_of_service
);
CREATE FUNCTION weir.queued_request(_r public.requests) RETURNS weir.queued_request LANGUAGE sql IMMUTABLE AS $$
  SELECT ROW (_r.workspace_id, _r.board_id, coalesce(_r.requester_id, _r.guest_id), _r.guest_id IS NOT NULL,
              _r.class_of_service)::weir.queued_request
$$;

-- Trigger on requests.
CREATE FUNCTION weir.enforce_intake() RETURNS trigger LANGUAGE plpgsql AS $$
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
  -- was submitted elsewhere, and the rest of one is not another, so neither counts. An imported one is not checked, but counts for later ones.
  IF TG_OP = 'INSERT' AND NOT weir.is_importing() THEN
    FOR _r IN
      SELECT s.submitted, p.quota, p.per
        FROM (SELECT DISTINCT n.workspace_id, n.board_id, coalesce(n.requester_id, n.guest_id) AS requester_id,
                     n.guest_id IS NOT NULL AS is_guest, n.submitted_at
                FROM new_rows n WHERE n.from_request_id IS NULL AND n.part_of_id IS NULL) g
        JOIN public.intakes i USING (workspace_id, board_id)
       CROSS JOIN LATERAL (SELECT weir.counted_as_one(g.workspace_id, g.requester_id, g.is_guest) AS requesters OFFSET 0) o
       CROSS JOIN LATERAL (SELECT * FROM (VALUES (1, i.per_requester_per_hour, 'hour', interval '1 hour'),
                                                 (2, weir.rate_per_day(i), 'day', interval '1 day')) v (rank, quota, per, span)
                            WHERE v.quota IS NOT NULL) p
       CROSS JOIN LATERAL (SELECT count(*) AS n FROM public.requests r
                            WHERE r.workspace_id = g.workspace_id AND r.board_id = g.board_id
                              AND coalesce(r.requester_id, r.guest_id) = ANY (o.requesters) AND r.from_request_id IS NULL AND r.part_of_id IS NULL
                              AND r.submitted_at > g.submitted_at - p.span AND r.submitted_at < g.submitted_at + p.span) around
       CROSS JOIN LATERAL (SELECT max(w.submitted) AS submitted
                             FROM public.requests l
                            CROSS JOIN LATERAL (SELECT count(*)::int AS submitted FROM public.requests r
                                                 WHERE r.workspace_id = g.workspace_id AND r.board_id = g.board_id
                                                   AND coalesce(r.requester_id, r.guest_id) = ANY (o.requesters)
                                                   AND r.from_request_id IS NULL AND r.part_of_id IS NULL
                                                   AND r.submitted_at > l.submitted_at - p.span
                                                   AND r.submitted_at <= l.submitted_at) w
                            WHERE around.n > p.quota
                              AND l.workspace_id = g.workspace_id AND l.board_id = g.board_id
                              AND coalesce(l.requester_id, l.guest_id) = ANY (o.requesters) AND l.from_request_id IS NULL
                              AND l.part_of_id IS NULL
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
END $$;

CREATE TRIGGER then_enforce_intake_on_insert AFTER INSERT ON public.requests REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_intake();
CREATE TRIGGER then_enforce_intake_on_update AFTER UPDATE ON public.requests REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_intake();
CREATE TRIGGER then_enforce_intake_on_delete AFTER DELETE ON public.requests REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_intake();
