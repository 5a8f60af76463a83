-- Depth and quota of the intake queue, held as limits are: only what a statement gained is looked at, and
-- counted under the clock. A request counts while it waits. Who asks is a member or a guest: guests have
-- a quota and a depth of their own, that of the public form.

CREATE TYPE weir.asking AS (
  workspace_id uuid, board_id uuid, asker_id uuid, guest boolean, class_of_service class_of_service
);
CREATE FUNCTION weir.asking_of(_r requests) RETURNS weir.asking LANGUAGE sql IMMUTABLE AS $$
  SELECT ROW (_r.workspace_id, _r.board_id, coalesce(_r.requester_id, _r.guest_id), _r.guest_id IS NOT NULL,
              _r.class_of_service)::weir.asking
$$;

CREATE FUNCTION weir.requests_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _gone weir.asking[] := '{}';
  _came weir.asking[] := '{}';
  _r    record;
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    SELECT coalesce(array_agg(weir.asking_of(g)) FILTER (WHERE g.answered_at IS NULL), '{}') INTO _gone FROM gone g;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    SELECT coalesce(array_agg(weir.asking_of(c)) FILTER (WHERE c.answered_at IS NULL), '{}') INTO _came FROM came c;
  END IF;
  IF TG_OP = 'DELETE' THEN
    -- Nothing is silently swallowed: a request that waits is answered first.
    IF cardinality(_gone) > 0 THEN
      RAISE EXCEPTION 'a request that waits is not deleted: answer it first' USING ERRCODE = 'WIP08';
    END IF;
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    UPDATE board_clock k SET next_request = n.next
      FROM (SELECT c.workspace_id, c.board_id, max(c.number) + 1 AS next FROM came c GROUP BY 1, 2) n
     WHERE k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND k.next_request < n.next;
  END IF;

  -- The mark that a request is answered is true to its answer: nothing is silently swallowed.
  IF EXISTS (SELECT FROM came c
              WHERE (c.answered_at IS NOT NULL) <> EXISTS (
                SELECT FROM answers a
                 WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.request_id = c.id)) THEN
    RAISE EXCEPTION 'a request is answered by its answer alone' USING ERRCODE = 'WIP08';
  END IF;

  FOR _r IN
    SELECT n.waiting, i.depth
      FROM (SELECT s.workspace_id, s.board_id
              FROM (SELECT *, -1 AS delta FROM unnest(_gone) UNION ALL SELECT *, 1 FROM unnest(_came)) s
             GROUP BY 1, 2 HAVING sum(s.delta) > 0) g
      JOIN intakes i USING (workspace_id, board_id)
     CROSS JOIN LATERAL (SELECT count(*)::int AS waiting FROM requests r
                          WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id AND r.answered_at IS NULL) n
     WHERE n.waiting > i.depth
  LOOP
    RAISE EXCEPTION 'intake queue full' USING ERRCODE = 'WIP02',
      DETAIL = jsonb_build_object('waiting', _r.waiting - 1, 'depth', _r.depth)::text;
  END LOOP;

  FOR _r IN
    SELECT n.quota, n.open
      FROM (SELECT s.workspace_id, s.board_id, s.asker_id, s.guest
              FROM (SELECT *, -1 AS delta FROM unnest(_gone) UNION ALL SELECT *, 1 FROM unnest(_came)) s
             GROUP BY 1, 2, 3, 4 HAVING sum(s.delta) > 0) g
      JOIN intakes i USING (workspace_id, board_id)
     CROSS JOIN LATERAL (SELECT count(*)::int AS open,
                                CASE WHEN g.guest THEN i.form_open_per_guest ELSE i.open_per_requester END AS quota
                           FROM requests r
                          WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id
                            AND coalesce(r.requester_id, r.guest_id) = g.asker_id AND r.answered_at IS NULL) n
     WHERE n.open > n.quota
  LOOP
    RAISE EXCEPTION 'requester quota reached' USING ERRCODE = 'WIP03',
      DETAIL = jsonb_build_object('open', _r.open - 1, 'quota', _r.quota)::text;
  END LOOP;

  -- In the depth the places of the public form, after the quota: who has an own request waiting there is told of that.
  FOR _r IN
    SELECT n.waiting, i.form_depth AS depth
      FROM (SELECT s.workspace_id, s.board_id
              FROM (SELECT *, -1 AS delta FROM unnest(_gone) UNION ALL SELECT *, 1 FROM unnest(_came)) s
             WHERE s.guest
             GROUP BY 1, 2 HAVING sum(s.delta) > 0) g
      JOIN intakes i USING (workspace_id, board_id)
     CROSS JOIN LATERAL (SELECT count(*)::int AS waiting FROM requests r
                          WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id AND r.answered_at IS NULL
                            AND r.guest_id IS NOT NULL) n
     WHERE n.waiting > i.form_depth
  LOOP
    RAISE EXCEPTION 'form places taken' USING ERRCODE = 'WIP10',
      DETAIL = jsonb_build_object('waiting', _r.waiting - 1, 'depth', _r.depth)::text;
  END LOOP;

  -- The rate, by the requests' own times: how many of an hour and of a day have come in from one. What was
  -- redirected here came in elsewhere.
  IF TG_OP = 'INSERT' THEN
    FOR _r IN
      SELECT n.submitted, p.quota, p.per
        FROM (SELECT DISTINCT c.workspace_id, c.board_id, coalesce(c.requester_id, c.guest_id) AS asker_id, c.submitted_at
                FROM came c WHERE c.from_request_id IS NULL) g
        JOIN intakes i USING (workspace_id, board_id)
       CROSS JOIN LATERAL (VALUES (1, i.per_requester_per_hour, 'hour', interval '1 hour'),
                                  (2, i.per_requester_per_day, 'day', interval '1 day')) p (place, quota, per, span)
       CROSS JOIN LATERAL (SELECT count(*)::int AS submitted FROM requests r
                            WHERE r.workspace_id = g.workspace_id AND r.board_id = g.board_id
                              AND coalesce(r.requester_id, r.guest_id) = g.asker_id AND r.from_request_id IS NULL
                              AND r.submitted_at > g.submitted_at - p.span AND r.submitted_at <= g.submitted_at) n
       WHERE n.submitted > p.quota
       ORDER BY p.place
    LOOP
      RAISE EXCEPTION 'requester rate reached' USING ERRCODE = 'WIP07',
        DETAIL = jsonb_build_object('submitted', _r.submitted - 1, 'quota', _r.quota, 'per', _r.per)::text;
    END LOOP;
  END IF;

  -- At most one expedite claim waits: a second would make the first mean nothing.
  FOR _r IN
    SELECT n.numbers
      FROM (SELECT s.workspace_id, s.board_id
              FROM (SELECT *, -1 AS delta FROM unnest(_gone) UNION ALL SELECT *, 1 FROM unnest(_came)) s
             WHERE s.class_of_service = 'expedite'
             GROUP BY 1, 2 HAVING sum(s.delta) > 0) g
     CROSS JOIN LATERAL (SELECT array_agg(r.number ORDER BY r.number) AS numbers FROM requests r
                          WHERE r.workspace_id = g.workspace_id AND r.board_id = g.board_id
                            AND r.class_of_service = 'expedite' AND r.answered_at IS NULL) n
     WHERE cardinality(n.numbers) > 1
  LOOP
    RAISE EXCEPTION 'an expedite claim waits already' USING ERRCODE = 'WIP04',
      DETAIL = jsonb_build_object('waiting', cardinality(_r.numbers) - 1)::text;
  END LOOP;
  RETURN NULL;
END $$;

-- By their names these fire when the clock is taken.
CREATE TRIGGER took_place_on_insert AFTER INSERT ON requests REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.requests_written();
CREATE TRIGGER took_place_on_update AFTER UPDATE ON requests REFERENCING OLD TABLE AS gone NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.requests_written();
CREATE TRIGGER took_place_on_delete AFTER DELETE ON requests REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION weir.requests_written();

-- An answer marks its request answered, and taking an answer away (a purge, by hand) makes it wait again,
-- which takes room in the queue. Either is a change of the request: its version tells whoever holds an older one.
CREATE FUNCTION weir.answers_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE requests r SET answered_at = a.at, version = r.version + 1
      FROM came a WHERE r.workspace_id = a.workspace_id AND r.board_id = a.board_id AND r.id = a.request_id;
  ELSE
    UPDATE requests r SET answered_at = NULL, version = r.version + 1
      FROM gone a WHERE r.workspace_id = a.workspace_id AND r.board_id = a.board_id AND r.id = a.request_id;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER marked_request_on_insert AFTER INSERT ON answers REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.answers_written();
CREATE TRIGGER marked_request_on_delete AFTER DELETE ON answers REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION weir.answers_written();

-- Rows before keys: an answer waits for its request's row before it takes its own key. Whoever answers by the
-- API holds that row first, and would else wait for the key of one who waits for the row: a deadlock.
CREATE FUNCTION weir.answer_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM requests r
    WHERE r.workspace_id = NEW.workspace_id AND r.board_id = NEW.board_id AND r.id = NEW.request_id
    FOR NO KEY UPDATE;
  RETURN NEW;
END $$;
CREATE TRIGGER waited_for_request BEFORE INSERT ON answers
  FOR EACH ROW EXECUTE FUNCTION weir.answer_waits();

-- What a requester has read is not rewritten.
CREATE FUNCTION weir.answer_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an answer is not changed once given' USING ERRCODE = 'WIP08';
END $$;
CREATE TRIGGER answer_stands BEFORE UPDATE ON answers
  FOR EACH STATEMENT EXECUTE FUNCTION weir.answer_stands();
