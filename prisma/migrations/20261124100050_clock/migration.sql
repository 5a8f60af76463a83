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
--   WIP04 expedite-claim-waiting   WIP05 override-stale   WIP06 override-budget-spent
--   WIP07 requester-rate-reached   WIP08 a row that contradicts another   WIP09 no clock
--   WIP10 form-places-taken
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
  IF cardinality(_boards) = 1 THEN
    PERFORM weir.hold(_boards[1].workspace_id, _boards[1].board_id, _table);
    RETURN;
  END IF;
  FOR _b IN SELECT DISTINCT b.workspace_id, b.board_id FROM unnest(_boards) b ORDER BY 1, 2 LOOP
    PERFORM weir.hold(_b.workspace_id, _b.board_id, _table);
  END LOOP;
END $$;

-- The boards of the rows written, whatever the table: their clocks are taken, and what else a trigger does
-- with these rows it does after. Triggers of a kind fire in the order of their names, so those start with
-- what comes after "took_clock".
CREATE FUNCTION weir.board_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _boards weir.board_ref[];
BEGIN
  CASE TG_OP
    WHEN 'INSERT' THEN
      SELECT array_agg(ROW (c.workspace_id, c.board_id)::weir.board_ref) INTO _boards FROM came c;
    WHEN 'DELETE' THEN
      SELECT array_agg(ROW (g.workspace_id, g.board_id)::weir.board_ref) INTO _boards FROM gone g;
    ELSE
      SELECT array_agg(ROW (b.workspace_id, b.board_id)::weir.board_ref) INTO _boards
        FROM (SELECT g.workspace_id, g.board_id FROM gone g UNION SELECT c.workspace_id, c.board_id FROM came c) b;
  END CASE;
  PERFORM weir.hold_all(_boards, TG_TABLE_NAME);
  RETURN NULL;
END $$;

DO $$
DECLARE
  _table text;
BEGIN
  FOREACH _table IN ARRAY ARRAY['intakes', 'columns', 'swimlanes', 'wip_limits', 'cards', 'card_assignees',
                                'card_blocks', 'comments', 'requests', 'request_messages', 'request_watchers',
                                'displacements', 'answer_templates'] LOOP
    EXECUTE format('CREATE TRIGGER took_clock_on_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS came
                    FOR EACH STATEMENT EXECUTE FUNCTION weir.board_written()', _table);
    EXECUTE format('CREATE TRIGGER took_clock_on_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS gone NEW TABLE AS came
                    FOR EACH STATEMENT EXECUTE FUNCTION weir.board_written()', _table);
    EXECUTE format('CREATE TRIGGER took_clock_on_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS gone
                    FOR EACH STATEMENT EXECUTE FUNCTION weir.board_written()', _table);
  END LOOP;
END $$;

-- The same for a board's own row, which is keyed by its id. A new board has no clock yet; one that takes the
-- place of another in one statement has that one's.
CREATE FUNCTION weir.boards_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _boards weir.board_ref[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM weir.hold_workspaces(ARRAY(SELECT c.workspace_id FROM came c));
    SELECT array_agg(ROW (k.workspace_id, k.board_id)::weir.board_ref) INTO _boards
      FROM came c JOIN board_clock k ON k.workspace_id = c.workspace_id AND k.board_id = c.id;
  ELSE
    SELECT array_agg(ROW (c.workspace_id, c.id)::weir.board_ref) INTO _boards FROM came c;
  END IF;
  PERFORM weir.hold_all(_boards, TG_TABLE_NAME);
  RETURN NULL;
END $$;
CREATE TRIGGER took_clock_on_insert AFTER INSERT ON boards REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.boards_written();
CREATE TRIGGER took_clock_on_update AFTER UPDATE ON boards REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.boards_written();

-- Where a new board and a new limit of a person meet: neither has a clock or a row yet that the other could
-- wait for. The workspace's own row, really updated and before any clock, is their lock, so that a board
-- made in an older snapshot does not pass by a limit that was acknowledged before.
CREATE FUNCTION weir.hold_workspaces(_workspaces uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _workspace uuid;
BEGIN
  FOR _workspace IN SELECT DISTINCT i FROM unnest(_workspaces) i ORDER BY 1 LOOP
    UPDATE workspaces SET archived_at = archived_at WHERE id = _workspace;
  END LOOP;
END $$;

-- A person's limit across the boards of a workspace stands under no board's clock, so its own row, really
-- updated, is the lock: taken after the clocks, in key order. Whoever gives and takes work of several
-- people in more than one statement takes all of them here first.
CREATE FUNCTION weir.hold_people(_workspace uuid, _people uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _user uuid;
BEGIN
  FOR _user IN
    SELECT p.user_id FROM person_limits p WHERE p.workspace_id = _workspace AND p.user_id = ANY (_people) ORDER BY 1
  LOOP
    UPDATE person_limits SET seq = seq WHERE workspace_id = _workspace AND user_id = _user;
  END LOOP;
END $$;

-- Every update of it has a number, by which the ETags of boards know that it or its load has changed.
CREATE FUNCTION weir.person_limit_numbered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.seq := OLD.seq + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER numbered BEFORE UPDATE ON person_limits FOR EACH ROW EXECUTE FUNCTION weir.person_limit_numbered();

-- A new limit of a person has no row yet that others could wait for: it takes all clocks of the workspace,
-- and its row for the boards to come.
-- Without them a writer with an older snapshot would pass a limit that was acknowledged before it wrote.
CREATE FUNCTION weir.person_limits_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.hold_workspaces(ARRAY(SELECT c.workspace_id FROM came c));
  PERFORM weir.hold_all(array_agg(ROW (k.workspace_id, k.board_id)::weir.board_ref), TG_TABLE_NAME)
     FROM board_clock k WHERE k.workspace_id IN (SELECT c.workspace_id FROM came c);
  RETURN NULL;
END $$;
CREATE TRIGGER took_clocks_on_insert AFTER INSERT ON person_limits REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.person_limits_written();

-- Whose limit it is doesn't change, or the one would stand for the other without a lock.
CREATE FUNCTION weir.person_limit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a limit of a person stays theirs: delete it and make another' USING ERRCODE = 'WIP08';
END $$;
CREATE TRIGGER stays_theirs BEFORE UPDATE ON person_limits FOR EACH ROW
  WHEN ((OLD.workspace_id, OLD.id, OLD.user_id) IS DISTINCT FROM (NEW.workspace_id, NEW.id, NEW.user_id))
  EXECUTE FUNCTION weir.person_limit_stays();

-- TRUNCATE fires none of the triggers above, so it is refused where it would pass them by.
CREATE FUNCTION weir.not_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is not truncated: delete what is to go', TG_TABLE_NAME USING ERRCODE = 'WIP08';
END $$;

DO $$
DECLARE
  _table text;
BEGIN
  FOREACH _table IN ARRAY ARRAY['cards', 'card_assignees', 'overrides', 'requests', 'answers'] LOOP
    EXECUTE format('CREATE TRIGGER not_truncated BEFORE TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION weir.not_truncated()', _table);
  END LOOP;
END $$;
