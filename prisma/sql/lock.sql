-- Locks: every write to a board waits for that board's clock.
--
-- Each board has one row in board_clock. Every statement that writes to a board really updates that row before it counts
-- anything, so two writers of one board wait for each other there. At READ COMMITTED the second counts what the first
-- wrote. At REPEATABLE READ and SERIALIZABLE the second fails with 40001, and its caller retries. FOR UPDATE would not
-- do: it conflicts with the key-share locks of foreign keys (deadlocks), and it does not make a snapshot fail.
--
-- Lock order everywhere: rows, then workspaces where they are locked, then clocks in key order, then person limits in key
-- order, then accounts of credits in key order.

-- The number and the time of an event.
CREATE TYPE weir.event_stamp AS (seq bigint, at timestamptz);

-- Takes the board's lock, and the number and time of its next event. The time is the writer's, but never earlier than
-- that of the board's last event: the clocks of writers differ, and a card must not be delivered before it was committed.
-- A board without a clock was purged meanwhile. If the writer named it (_named) it is refused, else it starts again without it.
CREATE FUNCTION weir.take_clock(_workspace uuid, _board uuid, _now timestamptz, _named boolean DEFAULT false)
RETURNS weir.event_stamp LANGUAGE plpgsql AS $$
DECLARE
  _stamp weir.event_stamp;
BEGIN
  UPDATE public.board_clock SET seq = seq + 1, at = greatest(at, _now)
   WHERE workspace_id = _workspace AND board_id = _board
  RETURNING seq, at INTO _stamp;
  IF NOT FOUND AND _named THEN
    PERFORM weir.refuse('not-found');
  ELSIF NOT FOUND THEN
    RAISE EXCEPTION 'board % has no clock', _board USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN _stamp;
END $$;

-- Locks a board for a statement that has just written to it. A writer that records its own event has already numbered
-- it and set weir.own_event. For other writers (psql, an import) this function numbers the change and records a
-- `board.changed` event with the rows written, so that the ETag changes and streams receive it. Its actor is the one that
-- weir.set_writer named.
CREATE FUNCTION weir.lock_board(
  _workspace uuid, _board uuid, _table text, _rows bigint DEFAULT 0, _was jsonb[] DEFAULT NULL, _is jsonb[] DEFAULT NULL
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _stamp weir.event_stamp;
BEGIN
  IF weir.has_own_event() THEN
    UPDATE public.board_clock SET seq = seq WHERE workspace_id = _workspace AND board_id = _board;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'board % has no clock', _board USING ERRCODE = 'serialization_failure';
    END IF;
  ELSE
    _stamp := weir.take_clock(_workspace, _board, clock_timestamp());
    INSERT INTO public.events (workspace_id, board_id, seq, type, at, actor_id, changes)
    VALUES (_workspace, _board, _stamp.seq, 'board.changed', _stamp.at, weir.writer_actor(),
            weir.changes_of_rows(_workspace, _board, _table, _rows, _was, _is));
  END IF;
END $$;

-- Whether the current writer records its own event.
CREATE FUNCTION weir.has_own_event() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(current_setting('weir.own_event', true) = 'on', false)
$$;

CREATE TYPE weir.board_ref AS (workspace_id uuid, board_id uuid);

-- Locks all boards that a statement wrote to. It takes the clocks in key order, so that two statements over the
-- same boards cannot wait for each other.
CREATE FUNCTION weir.lock_boards(_boards weir.board_ref[], _table text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _b weir.board_ref;
BEGIN
  IF cardinality(_boards) = 1 THEN
    PERFORM weir.lock_board(_boards[1].workspace_id, _boards[1].board_id, _table);
    RETURN;
  END IF;
  FOR _b IN SELECT DISTINCT b.workspace_id, b.board_id FROM unnest(_boards) b ORDER BY 1, 2 LOOP
    PERFORM weir.lock_board(_b.workspace_id, _b.board_id, _table);
  END LOOP;
END $$;

-- Whether this transaction has locked a clock whose row has this xmin: it updated the row itself, and did not undo that. This
-- can't be faked, because what another transaction wrote can be seen only when that one has ended.
CREATE FUNCTION weir.is_held(_xmin xid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT age(_xmin) <= 0 AND weir.is_in_progress(_xmin) IS TRUE
$$;

-- Trigger: locks the boards of the rows written, whatever the table. PostgreSQL fires triggers of one kind in the
-- order of their names. So these are named first_…, and triggers that need the lock are named then_….
CREATE FUNCTION weir.lock_boards_of_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _boards weir.board_ref[];
  _rows   weir.written_row[];
BEGIN
  IF NOT weir.has_own_event() THEN
    IF TG_TABLE_NAME = 'cards' AND TG_OP = 'UPDATE' THEN
      PERFORM weir.lock_boards_blocked_by(ARRAY(
        SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref
          FROM new_rows n
          JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.id = n.id
         WHERE weir.is_open(n) <> weir.is_open(o)));
    END IF;
    -- A row that is one of too many for an event is not read.
    CASE TG_OP
      WHEN 'INSERT' THEN
        SELECT array_agg(r.row) INTO _rows FROM (
          SELECT ROW (n.workspace_id, n.board_id, NULL, CASE
                   WHEN count(*) OVER b <= weir.most_rows_of_event() THEN to_jsonb(n) END)::weir.written_row AS row
            FROM new_rows n WINDOW b AS (PARTITION BY n.workspace_id, n.board_id)) r;
      WHEN 'DELETE' THEN
        SELECT array_agg(r.row) INTO _rows FROM (
          SELECT ROW (o.workspace_id, o.board_id, CASE
                   WHEN count(*) OVER b <= weir.most_rows_of_event() THEN to_jsonb(o) END, NULL)::weir.written_row AS row
            FROM old_rows o WINDOW b AS (PARTITION BY o.workspace_id, o.board_id)) r;
      ELSE
        SELECT array_agg(r.row) INTO _rows FROM (
          SELECT ROW (o.workspace_id, o.board_id, CASE
                   WHEN count(*) OVER b <= weir.most_rows_of_event() THEN to_jsonb(o) END, NULL)::weir.written_row AS row
            FROM old_rows o WINDOW b AS (PARTITION BY o.workspace_id, o.board_id)
           UNION ALL
          SELECT ROW (n.workspace_id, n.board_id, NULL, CASE
                   WHEN count(*) OVER b <= weir.most_rows_of_event() THEN to_jsonb(n) END)::weir.written_row
            FROM new_rows n WINDOW b AS (PARTITION BY n.workspace_id, n.board_id)) r;
    END CASE;
    PERFORM weir.lock_boards_written(_rows, TG_TABLE_NAME);
    RETURN NULL;
  END IF;
  -- Our own writers hold the clocks already, and need no second update of them. Whoever else sets weir.own_event takes them here.
  CASE TG_OP
    WHEN 'INSERT' THEN
      SELECT array_agg(ROW (b.workspace_id, b.board_id)::weir.board_ref) INTO _boards
        FROM (SELECT DISTINCT n.workspace_id, n.board_id FROM new_rows n) b
       WHERE (SELECT weir.is_held(k.xmin) FROM public.board_clock k
               WHERE k.workspace_id = b.workspace_id AND k.board_id = b.board_id) IS NOT TRUE;
    WHEN 'DELETE' THEN
      SELECT array_agg(ROW (b.workspace_id, b.board_id)::weir.board_ref) INTO _boards
        FROM (SELECT DISTINCT o.workspace_id, o.board_id FROM old_rows o) b
       WHERE (SELECT weir.is_held(k.xmin) FROM public.board_clock k
               WHERE k.workspace_id = b.workspace_id AND k.board_id = b.board_id) IS NOT TRUE;
    ELSE
      SELECT array_agg(ROW (b.workspace_id, b.board_id)::weir.board_ref) INTO _boards
        FROM (SELECT o.workspace_id, o.board_id FROM old_rows o UNION SELECT n.workspace_id, n.board_id FROM new_rows n) b
       WHERE (SELECT weir.is_held(k.xmin) FROM public.board_clock k
               WHERE k.workspace_id = b.workspace_id AND k.board_id = b.board_id) IS NOT TRUE;
  END CASE;
  IF _boards IS NOT NULL THEN
    PERFORM weir.lock_boards(_boards, TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END $$;

DO $$
DECLARE
  _table text;
BEGIN
  FOREACH _table IN ARRAY ARRAY['intakes', 'rests', 'columns', 'swimlanes', 'labels', 'custom_fields', 'field_options', 'card_templates', 'recurring_cards', 'wip_limits', 'limit_trials', 'cards',
                                'card_assignees', 'card_labels', 'card_fields', 'checklist_items', 'card_blocks', 'card_leases', 'comments', 'attachments', 'card_links', 'request_waits', 'requests', 'request_messages', 'request_watchers',
                                'displacements', 'answer_templates'] LOOP
    EXECUTE format('CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.%I REFERENCING NEW TABLE AS new_rows
                    FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows()', _table);
    EXECUTE format('CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.%I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                    FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows()', _table);
    EXECUTE format('CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.%I REFERENCING OLD TABLE AS old_rows
                    FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows()', _table);
  END LOOP;
END $$;

-- Trigger: the same for the boards table itself, which is keyed by its id. A new board has no clock yet. A row that
-- replaces another in one statement inherits its clock.
CREATE FUNCTION weir.lock_changed_boards() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _boards weir.board_ref[];
  _rows   weir.written_row[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM weir.lock_workspaces(ARRAY(SELECT n.workspace_id FROM new_rows n));
    SELECT array_agg(ROW (k.workspace_id, k.board_id)::weir.board_ref),
           array_agg(ROW (k.workspace_id, k.board_id, NULL, to_jsonb(n))::weir.written_row)
      INTO _boards, _rows
      FROM new_rows n JOIN public.board_clock k ON k.workspace_id = n.workspace_id AND k.board_id = n.id;
  ELSE
    -- What comes back from the archive counts against the workspace's cap, so it is locked too.
    PERFORM weir.lock_workspaces(ARRAY(
      SELECT n.workspace_id FROM new_rows n JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.id = n.id
       WHERE o.archived_at IS NOT NULL AND n.archived_at IS NULL));
    SELECT array_agg(ROW (n.workspace_id, n.id)::weir.board_ref),
           array_agg(ROW (n.workspace_id, n.id, to_jsonb(o), to_jsonb(n))::weir.written_row)
      INTO _boards, _rows
      FROM new_rows n LEFT JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.id = n.id;
  END IF;
  IF weir.has_own_event() THEN
    PERFORM weir.lock_boards(_boards, TG_TABLE_NAME);
  ELSE
    PERFORM weir.lock_boards_written(_rows, TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.boards REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_changed_boards();
CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.boards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_changed_boards();

-- Locks workspaces, by a real UPDATE of a row of their own, before any clock. A new board and a new person limit need this
-- lock: neither has a clock or a row yet that the other could wait for. Without it, a board created in an older
-- snapshot could bypass a limit that was acknowledged before.
--
-- The row of the workspace itself can't be the lock. Foreign keys share it, and PostgreSQL can fail with "new multixact
-- has more than one updating member" where one transaction updates a shared row just as another's update is undone.
CREATE FUNCTION weir.lock_workspaces(_workspaces uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _workspace uuid;
BEGIN
  FOR _workspace IN SELECT DISTINCT i FROM unnest(_workspaces) i WHERE i IS NOT NULL ORDER BY 1 LOOP
    INSERT INTO public.workspace_locks AS l (workspace_id, taken) VALUES (_workspace, 1)
    ON CONFLICT (workspace_id) DO UPDATE SET taken = l.taken + 1;
  END LOOP;
END $$;

-- Locks a person in the same way, where something counts across workspaces.
CREATE FUNCTION weir.lock_person(_user uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO public.user_locks AS l (user_id, taken) VALUES (_user, 1)
  ON CONFLICT (user_id) DO UPDATE SET taken = l.taken + 1
$$;

-- Locks the limits that these people have across boards. No board's clock covers such a limit, so a real UPDATE of
-- its own row is the lock. It is taken after the clocks, in key order. A caller that assigns or unassigns several
-- people in more than one statement locks all of them here first.
CREATE FUNCTION weir.lock_person_limits(_workspace uuid, _people uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _user uuid;
BEGIN
  FOR _user IN
    SELECT p.user_id FROM public.person_limits p WHERE p.workspace_id = _workspace AND p.user_id = ANY (_people) ORDER BY 1
  LOOP
    UPDATE public.person_limits SET seq = seq WHERE workspace_id = _workspace AND user_id = _user;
  END LOOP;
END $$;

-- Trigger: numbers every update of a person limit. Board ETags include this number, so they change when the limit
-- or its load does.
CREATE FUNCTION weir.number_person_limit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.seq := OLD.seq + 1;
  RETURN NEW;
END $$;

CREATE TRIGGER number_update BEFORE UPDATE ON public.person_limits FOR EACH ROW EXECUTE FUNCTION weir.number_person_limit();

-- Trigger: a new person limit locks all boards of its workspace, because it has no row yet that others could wait
-- for. It also locks the workspace row, for boards still to be created. Without these locks a writer with an older
-- snapshot could bypass a limit that was acknowledged before it wrote.
CREATE FUNCTION weir.lock_boards_of_person_limits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.lock_workspaces(ARRAY(SELECT n.workspace_id FROM new_rows n));
  PERFORM weir.lock_boards(array_agg(ROW (k.workspace_id, k.board_id)::weir.board_ref), TG_TABLE_NAME)
     FROM public.board_clock k WHERE k.workspace_id IN (SELECT n.workspace_id FROM new_rows n);
  RETURN NULL;
END $$;

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.person_limits REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_person_limits();

-- Trigger: a limit keeps its person. Otherwise one person's limit could become another's without a lock.
CREATE FUNCTION weir.refuse_other_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a person limit keeps its person: delete it and create another' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER refuse_other_person BEFORE UPDATE ON public.person_limits FOR EACH ROW
  WHEN (OLD.workspace_id IS DISTINCT FROM NEW.workspace_id OR OLD.id IS DISTINCT FROM NEW.id
        OR OLD.user_id IS DISTINCT FROM NEW.user_id)
  EXECUTE FUNCTION weir.refuse_other_person();

-- Trigger: refuses TRUNCATE, which fires none of the triggers above.
CREATE FUNCTION weir.refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% cannot be truncated: delete its rows', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

DO $$
DECLARE
  _table text;
BEGIN
  FOREACH _table IN ARRAY ARRAY['cards', 'card_assignees', 'overrides', 'requests', 'answers', 'request_steps'] LOOP
    EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.%I
                    FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_truncate()', _table);
  END LOOP;
END $$;
