-- The guarantee: no write, by whatever path and at whatever isolation level, takes a place over its limit
-- or an intake queue over its depth.
--
-- Each board has one clock row. Every statement that writes to a board really updates that row before
-- anything is counted, so two writers of one board stand in line there: at READ COMMITTED the second
-- counts what the first wrote, at REPEATABLE READ and SERIALIZABLE the second fails with 40001 and is
-- tried again by its caller. FOR UPDATE would not do: it conflicts with the key-share locks of foreign
-- keys (deadlocks) and does not make a snapshot fail.
--
-- The triggers are AFTER, a statement at a time, with transition tables: what counts is what the whole
-- statement gained, so two cards of two full columns may change places in one UPDATE, leaving and
-- reordering always pass, and a place over a lowered limit takes nothing in until it has drained.

CREATE SCHEMA weir;

-- SQLSTATEs of our own, for a code is all that survives every driver and ORM on the way up:
--   WIP01 wip-limit-reached   WIP02 intake-queue-full   WIP03 requester-quota-reached
--   WIP04 expedite-claim-waiting   WIP08 an answer does not match its request   WIP09 no clock
-- The facts of a refusal are JSON in DETAIL.

-- ------------------------------------------------------------------------------------------- clock

-- Takes the board's lock and its next event number.
CREATE FUNCTION weir.tick(_workspace uuid, _board uuid) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  _seq bigint;
BEGIN
  UPDATE board_clock SET seq = seq + 1
   WHERE workspace_id = _workspace AND board_id = _board
  RETURNING seq INTO _seq;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'board % has no clock', _board USING ERRCODE = 'WIP09';
  END IF;
  RETURN _seq;
END $$;

-- Takes the board's lock for a statement that has just written. A writer of ours has numbered its event
-- already and says so with weir.told; for all others (psql, an import) the change is numbered and told
-- here, so that it changes the ETag and reaches the streams too.
CREATE FUNCTION weir.hold(_workspace uuid, _board uuid, _table text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('weir.told', true) = 'on' THEN
    UPDATE board_clock SET seq = seq WHERE workspace_id = _workspace AND board_id = _board;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'board % has no clock', _board USING ERRCODE = 'WIP09';
    END IF;
  ELSE
    INSERT INTO events (workspace_id, board_id, seq, type, at, changes)
    VALUES (_workspace, _board, weir.tick(_workspace, _board), 'board.changed', clock_timestamp(),
            jsonb_build_array(jsonb_build_object('table', _table)));
  END IF;
END $$;

CREATE TYPE weir.board_ref AS (workspace_id uuid, board_id uuid);

-- Takes the clocks of all boards a statement touched, in key order, so that two statements over the same
-- boards can't wait for each other.
CREATE FUNCTION weir.hold_all(_boards weir.board_ref[], _table text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _b weir.board_ref;
BEGIN
  FOR _b IN SELECT DISTINCT b.workspace_id, b.board_id FROM unnest(_boards) b ORDER BY 1, 2 LOOP
    PERFORM weir.hold(_b.workspace_id, _b.board_id, _table);
  END LOOP;
END $$;

-- For the tables of a board in which nothing is limited: the change takes the clock, and that is all.
CREATE FUNCTION weir.board_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _boards weir.board_ref[] := '{}';
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    SELECT _boards || coalesce(array_agg(DISTINCT ROW (g.workspace_id, g.board_id)::weir.board_ref), '{}')
      INTO _boards FROM gone g;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    SELECT _boards || coalesce(array_agg(DISTINCT ROW (c.workspace_id, c.board_id)::weir.board_ref), '{}')
      INTO _boards FROM came c;
  END IF;
  PERFORM weir.hold_all(_boards, TG_TABLE_NAME);
  RETURN NULL;
END $$;

DO $$
DECLARE
  _table text;
BEGIN
  FOREACH _table IN ARRAY ARRAY['intakes', 'columns', 'swimlanes', 'wip_limits', 'card_assignees', 'card_blocks', 'comments'] LOOP
    EXECUTE format('CREATE TRIGGER took_clock_on_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS came
                    FOR EACH STATEMENT EXECUTE FUNCTION weir.board_written()', _table);
    EXECUTE format('CREATE TRIGGER took_clock_on_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS gone NEW TABLE AS came
                    FOR EACH STATEMENT EXECUTE FUNCTION weir.board_written()', _table);
    EXECUTE format('CREATE TRIGGER took_clock_on_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS gone
                    FOR EACH STATEMENT EXECUTE FUNCTION weir.board_written()', _table);
  END LOOP;
END $$;

-- The same for a board's own row, which is keyed by its id. A new board has no clock yet.
CREATE FUNCTION weir.boards_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _boards weir.board_ref[];
BEGIN
  SELECT array_agg(ROW (c.workspace_id, c.id)::weir.board_ref) INTO _boards FROM came c;
  PERFORM weir.hold_all(_boards, TG_TABLE_NAME);
  RETURN NULL;
END $$;
CREATE TRIGGER took_clock_on_update AFTER UPDATE ON boards REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.boards_changed();

-- ------------------------------------------------------------------------------------------ limits

-- Whether a card counts against a limit: the one definition in SQL (the other is in packages/domain, and
-- a test holds the two to one verdict). A column's limit counts what stands in it but expedite cards,
-- which have their own limit; a class's limit counts its cards in active columns. Archived cards count
-- nowhere, blocked ones everywhere.
CREATE FUNCTION weir.counts(
  _limit wip_limits, _column_id uuid, _kind column_kind, _class class_of_service, _archived_at timestamptz
) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _archived_at IS NULL AND CASE (_limit).scope
    WHEN 'column'         THEN _column_id = (_limit).column_id AND _class <> 'expedite'
    WHEN 'classOfService' THEN _kind = 'active' AND _class = (_limit).class_of_service
  END
$$;

-- The cards that count against a limit now. STABLE, so it reads the snapshot of the statement that calls
-- it: call it in a statement begun after the clock was taken.
CREATE FUNCTION weir.load(_limit wip_limits) RETURNS integer LANGUAGE plpgsql STABLE AS $$
DECLARE
  _load integer;
BEGIN
  IF _limit.column_id IS NOT NULL THEN
    SELECT count(*) INTO _load
      FROM columns k
      JOIN cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id
     WHERE k.workspace_id = _limit.workspace_id AND k.board_id = _limit.board_id AND k.id = _limit.column_id
       AND c.archived_at IS NULL
       AND weir.counts(_limit, c.column_id, k.kind, c.class_of_service, c.archived_at);
  ELSE
    SELECT count(*) INTO _load
      FROM columns k
      JOIN cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id
     WHERE k.workspace_id = _limit.workspace_id AND k.board_id = _limit.board_id AND k.kind = 'active'
       AND c.archived_at IS NULL
       AND weir.counts(_limit, c.column_id, k.kind, c.class_of_service, c.archived_at);
  END IF;
  RETURN _load;
END $$;

-- What a limit on this column counts, whether or not it has one.
CREATE FUNCTION weir.column_load(_column columns) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT weir.load(ROW (_column.workspace_id, _column.board_id, NULL, 'column', _column.id, '{}', NULL, NULL, NULL, 0, NULL, 'block')::wip_limits)
$$;

CREATE TYPE weir.standing AS (
  workspace_id uuid, board_id uuid, column_id uuid, class_of_service class_of_service, archived_at timestamptz
);

CREATE TYPE weir.gain AS (workspace_id uuid, board_id uuid, id uuid, gain integer);

-- Of the limits whose load has grown, those that are over their maximum now, each with the load that it had
-- before. The rule "load <= max" stands here and nowhere else in SQL.
CREATE FUNCTION weir.hold_limits(_gained weir.gain[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _broken jsonb;
BEGIN
  SELECT jsonb_agg(jsonb_build_object('id', l.id, 'max', l.max, 'load', n.load - g.gain) ORDER BY l.id)
    INTO _broken
    FROM unnest(_gained) g
    JOIN wip_limits l ON l.workspace_id = g.workspace_id AND l.board_id = g.board_id AND l.id = g.id
   CROSS JOIN LATERAL (SELECT weir.load(l) AS load OFFSET 0) n
   WHERE n.load > l.max;
  IF _broken IS NOT NULL THEN
    RAISE EXCEPTION 'WIP limit reached' USING ERRCODE = 'WIP01', DETAIL = jsonb_build_object('limits', _broken)::text;
  END IF;
END $$;

-- The limits whose places gained more than they lost in a statement.
CREATE FUNCTION weir.gains(_gone weir.standing[], _came weir.standing[]) RETURNS weir.gain[] LANGUAGE plpgsql AS $$
BEGIN
  RETURN (
    SELECT array_agg(ROW (g.workspace_id, g.board_id, g.id, g.gain)::weir.gain)
      FROM (
        SELECT l.workspace_id, l.board_id, l.id, sum(m.delta)::int AS gain
          FROM (SELECT s.*, -1 AS delta FROM unnest(_gone) s UNION ALL SELECT s.*, 1 FROM unnest(_came) s) m
          JOIN columns k ON k.workspace_id = m.workspace_id AND k.board_id = m.board_id AND k.id = m.column_id
          JOIN wip_limits l ON l.workspace_id = m.workspace_id AND l.board_id = m.board_id
         WHERE l.mode <> 'warn'
           AND weir.counts(l, m.column_id, k.kind, m.class_of_service, m.archived_at)
         GROUP BY 1, 2, 3
        HAVING sum(m.delta) > 0) g);
END $$;

CREATE FUNCTION weir.cards_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _gone   weir.standing[] := '{}';
  _came   weir.standing[] := '{}';
  _boards weir.board_ref[];
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    SELECT coalesce(array_agg(ROW (g.workspace_id, g.board_id, g.column_id, g.class_of_service, g.archived_at)::weir.standing), '{}')
      INTO _gone FROM gone g;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    SELECT coalesce(array_agg(ROW (c.workspace_id, c.board_id, c.column_id, c.class_of_service, c.archived_at)::weir.standing), '{}')
      INTO _came FROM came c;
  END IF;
  SELECT array_agg(ROW (s.workspace_id, s.board_id)::weir.board_ref) INTO _boards FROM unnest(_gone || _came) s;
  PERFORM weir.hold_all(_boards, TG_TABLE_NAME);
  IF TG_OP = 'INSERT' THEN
    -- Who numbers cards by hand (an import) has the clock count on from there.
    UPDATE board_clock k SET next_card = n.next
      FROM (SELECT c.workspace_id, c.board_id, max(c.number) + 1 AS next FROM came c GROUP BY 1, 2) n
     WHERE k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND k.next_card < n.next;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM weir.hold_limits(weir.gains(_gone, _came));
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER kept_limits_on_insert AFTER INSERT ON cards REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.cards_written();
CREATE TRIGGER kept_limits_on_update AFTER UPDATE ON cards REFERENCING OLD TABLE AS gone NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.cards_written();
CREATE TRIGGER kept_limits_on_delete AFTER DELETE ON cards REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION weir.cards_written();

-- ------------------------------------------------------------------------------------------ intake

CREATE TYPE weir.asking AS (
  workspace_id uuid, board_id uuid, requester_id uuid, class_of_service class_of_service
);

-- Depth and quota, held as limits are: only what a statement gained is looked at, and counted under the
-- clock. A request counts while it waits.
CREATE FUNCTION weir.requests_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _gone   weir.asking[] := '{}';
  _came   weir.asking[] := '{}';
  _boards weir.board_ref[] := '{}';
  _r      record;
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    SELECT coalesce(array_agg(ROW (g.workspace_id, g.board_id, g.requester_id, g.class_of_service)::weir.asking)
                      FILTER (WHERE g.answered_at IS NULL), '{}'),
           coalesce(array_agg(DISTINCT ROW (g.workspace_id, g.board_id)::weir.board_ref), '{}')
      INTO _gone, _boards FROM gone g;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    SELECT coalesce(array_agg(ROW (c.workspace_id, c.board_id, c.requester_id, c.class_of_service)::weir.asking)
                      FILTER (WHERE c.answered_at IS NULL), '{}'),
           _boards || coalesce(array_agg(DISTINCT ROW (c.workspace_id, c.board_id)::weir.board_ref), '{}')
      INTO _came, _boards FROM came c;
  END IF;
  PERFORM weir.hold_all(_boards, TG_TABLE_NAME);
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
    SELECT i.workspace_id, i.board_id, i.depth, n.waiting
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
    SELECT i.open_per_requester AS quota, n.open
      FROM (SELECT s.workspace_id, s.board_id, s.requester_id
              FROM (SELECT *, -1 AS delta FROM unnest(_gone) UNION ALL SELECT *, 1 FROM unnest(_came)) s
             GROUP BY 1, 2, 3 HAVING sum(s.delta) > 0) g
      JOIN intakes i USING (workspace_id, board_id)
     CROSS JOIN LATERAL (SELECT count(*)::int AS open FROM requests r
                          WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id
                            AND r.requester_id = g.requester_id AND r.answered_at IS NULL) n
     WHERE n.open > i.open_per_requester
  LOOP
    RAISE EXCEPTION 'requester quota reached' USING ERRCODE = 'WIP03',
      DETAIL = jsonb_build_object('open', _r.open - 1, 'quota', _r.quota)::text;
  END LOOP;

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

CREATE TRIGGER kept_depth_on_insert AFTER INSERT ON requests REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.requests_written();
CREATE TRIGGER kept_depth_on_update AFTER UPDATE ON requests REFERENCING OLD TABLE AS gone NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.requests_written();
CREATE TRIGGER kept_depth_on_delete AFTER DELETE ON requests REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION weir.requests_written();

-- An answer marks its request answered, and taking an answer away (a purge, by hand) makes it wait again,
-- which takes room in the queue.
CREATE FUNCTION weir.answers_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE requests r SET answered_at = a.at
      FROM came a WHERE r.workspace_id = a.workspace_id AND r.board_id = a.board_id AND r.id = a.request_id;
  ELSE
    UPDATE requests r SET answered_at = NULL
      FROM gone a WHERE r.workspace_id = a.workspace_id AND r.board_id = a.board_id AND r.id = a.request_id;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER marked_request_on_insert AFTER INSERT ON answers REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.answers_written();
CREATE TRIGGER marked_request_on_delete AFTER DELETE ON answers REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION weir.answers_written();

-- What a requester has read is not rewritten.
CREATE FUNCTION weir.answer_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an answer is not changed once given' USING ERRCODE = 'WIP08';
END $$;
CREATE TRIGGER answer_stands BEFORE UPDATE ON answers
  FOR EACH STATEMENT EXECUTE FUNCTION weir.answer_stands();

-- TRUNCATE fires none of the triggers above, so it is refused where it would pass them by.
CREATE FUNCTION weir.not_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is not truncated: delete what is to go', TG_TABLE_NAME USING ERRCODE = 'WIP08';
END $$;
CREATE TRIGGER not_truncated BEFORE TRUNCATE ON cards FOR EACH STATEMENT EXECUTE FUNCTION weir.not_truncated();
CREATE TRIGGER not_truncated BEFORE TRUNCATE ON requests FOR EACH STATEMENT EXECUTE FUNCTION weir.not_truncated();
CREATE TRIGGER not_truncated BEFORE TRUNCATE ON answers FOR EACH STATEMENT EXECUTE FUNCTION weir.not_truncated();

-- A column that becomes active brings its cards under the limits of their classes.
CREATE FUNCTION weir.columns_turned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.hold_limits(array_agg(ROW (g.workspace_id, g.board_id, g.id, g.gain)::weir.gain))
    FROM (
      SELECT l.workspace_id, l.board_id, l.id, count(*)::int AS gain
        FROM came k
        JOIN gone o ON o.workspace_id = k.workspace_id AND o.board_id = k.board_id AND o.id = k.id AND o.kind <> k.kind
        JOIN cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id
        JOIN wip_limits l ON l.workspace_id = k.workspace_id AND l.board_id = k.board_id
       WHERE l.mode <> 'warn'
         AND weir.counts(l, k.id, k.kind, c.class_of_service, c.archived_at)
         AND NOT weir.counts(l, k.id, o.kind, c.class_of_service, c.archived_at)
       GROUP BY 1, 2, 3) g;
  RETURN NULL;
END $$;
-- By its name it fires after took_clock_on_update: triggers of a kind fire in the order of their names.
CREATE TRIGGER turned_on_update AFTER UPDATE ON columns REFERENCING OLD TABLE AS gone NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.columns_turned();
