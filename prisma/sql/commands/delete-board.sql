-- Deleting an archived board: an owner or a manager plans it, owners and managers get a mail, and 30 days later a job removes every row
-- of it. Until then it can be restored.

-- Plans it, and returns when it will be deleted. Planned again, it keeps its date. A board with waiting requests can't be archived.
-- If plain SQL archived one, they must be answered first: a request never ends without an answer.
CREATE FUNCTION weir.plan_board_deletion(_workspace uuid, _board uuid, _now timestamptz) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  _waiting bigint;
  _at      timestamptz;
BEGIN
  PERFORM FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    PERFORM weir.refuse('board-not-archived');
  END IF;
  SELECT count(*) INTO _waiting FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.answered_at IS NULL;
  IF _waiting > 0 THEN
    PERFORM weir.refuse('requests-waiting', jsonb_build_object('waiting', _waiting));
  END IF;
  UPDATE public.boards b SET delete_at = _now + interval '30 days'
   WHERE b.workspace_id = _workspace AND b.id = _board AND b.delete_at IS NULL
  RETURNING b.delete_at INTO _at;
  IF NOT FOUND THEN
    RETURN (SELECT b.delete_at FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board);
  END IF;
  WITH letters AS (
    INSERT INTO public.account_letters (id, kind, user_id, email, at, expires_at, workspace, board)
    SELECT gen_random_uuid(), 'boardDeletion', u.id, u.email, _now, _at, w.name, b.name
      FROM public.memberships m
      JOIN public.users u      ON u.id = m.user_id AND u.email_verified_at IS NOT NULL
      JOIN public.workspaces w ON w.id = m.workspace_id
      JOIN public.boards b     ON b.workspace_id = m.workspace_id AND b.id = _board
     WHERE m.workspace_id = _workspace AND m.left_at IS NULL AND m.role IN ('owner', 'manager')
    RETURNING id)
  INSERT INTO public.mails (workspace_id, id, account_letter_id, at, due_at)
  SELECT '00000000-0000-0000-0000-000000000000', gen_random_uuid(), l.id, _now, _now FROM letters l;
  RETURN _at;
END $$;

-- What belongs to a board and only to it, with the condition on the rows of each table ($1 the workspace, $2 the board). What refers
-- to notices comes before them. The board itself and its clock are not listed, and an import that filled the board stays.
CREATE FUNCTION weir.parts_of_boards() RETURNS TABLE (n bigint, relation text, rows text) LANGUAGE sql STABLE AS $$
  SELECT row_number() OVER (ORDER BY p.place, p.relation), p.relation, p.rows
    FROM (
      SELECT 1 AS place, 'public.pushes' AS relation,
             '(workspace_id, notice_id) IN (SELECT n.workspace_id, n.id FROM public.notices n
                                             WHERE n.workspace_id = $1 AND n.board_id = $2)' AS rows
       UNION ALL
      SELECT 1, 'public.mails',
             'workspace_id = $1 AND (form_board_id = $2 OR notice_id IN (SELECT n.id FROM public.notices n
                                                                          WHERE n.workspace_id = $1 AND n.board_id = $2))'
       UNION ALL
      SELECT 1, 'public.' || x, 'workspace_id = $1 AND source_id = $2' FROM unnest('{webhook_positions,webhook_deliveries}'::text[]) x
       UNION ALL
      SELECT 2, 'public.' || c.relname, 'workspace_id = $1 AND board_id = $2'
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'board_id' AND NOT a.attisdropped
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname NOT IN ('board_clock', 'imports')) p
$$;

-- Removes the next _rows rows of a board whose deletion is due. Call it again and again in one transaction: it returns false while
-- there are more, and true once the board itself is removed too. Null: its deletion is not due, or another transaction purges,
-- restores or keeps it at this moment.
--
-- One transaction, so that nobody reads half a board: until it commits everybody reads the whole one, and an instance that stops
-- undoes it. Many statements, so that none takes long. It runs with the rights of its owner, and fires no triggers for the board's own
-- rows: they queue nothing in memory, record no events and lock no clocks. It locks the row of the board and the rows that it
-- removes, which nobody else writes. Only the last call locks the workspace and the clocks of other boards, for the few rows there that name this board.
-- A cursor for each table remembers how far it is: a new scan would pass all rows that are removed already.
--
-- The API's sweep deletes the files, because they no longer belong to an attachment. Without the right to switch triggers off (see
-- prisma/roles.sql) all rows are removed at once, and all writers wait until then. A deletion must be due by the clock of the
-- database and by _now, so a wrong clock of the caller deletes no row early.
CREATE FUNCTION weir.purge_board(_workspace uuid, _board uuid, _rows integer, _now timestamptz) RETURNS boolean LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  _is_free boolean := true;
  _left    integer := _rows;
  _part    record;
  _cursor  refcursor;
  _row     tid;
  _found   tid[];
BEGIN
  IF NOT weir.fire_no_triggers() THEN
    -- Before the row, so that nobody who waits for it has begun to write to a table.
    PERFORM weir.lock_tables(array_agg(p.relation) || '{public.board_clock,public.boards}') FROM weir.parts_of_boards() p;
    _is_free := false;
  END IF;
  PERFORM FROM public.boards b
    WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL AND b.delete_at <= least(_now, clock_timestamp())
      FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    PERFORM set_config('session_replication_role', 'origin', true) WHERE _is_free;
    RETURN NULL;
  END IF;
  IF NOT _is_free THEN
    PERFORM weir.forget_board(_workspace, _board, weir.planner_of_deletion(_workspace, _board), _now);
    PERFORM weir.delete_rows(array_agg(p.relation), array_agg(p.rows), _workspace, _board)
       FROM (SELECT relation, rows FROM weir.parts_of_boards()
              UNION ALL SELECT 'public.board_clock', 'workspace_id = $1 AND board_id = $2'
              UNION ALL SELECT 'public.boards', 'workspace_id = $1 AND id = $2') p;
    RETURN true;
  END IF;

  FOR _part IN SELECT * FROM weir.parts_of_boards() p ORDER BY p.n LOOP
    _cursor := format('weir_purge_%s_%s', _board, _part.n);
    IF NOT EXISTS (SELECT FROM pg_cursors c WHERE c.name = _cursor::text) THEN
      IF _part.n = 1 THEN
        PERFORM set_config('weir.planner', coalesce(weir.planner_of_deletion(_workspace, _board)::text, ''), true);
      END IF;
      OPEN _cursor FOR EXECUTE format('SELECT ctid FROM %s WHERE %s', _part.relation, _part.rows) USING _workspace, _board;
    END IF;
    _found := '{}';
    WHILE _left > 0 LOOP
      FETCH _cursor INTO _row;
      EXIT WHEN NOT FOUND;
      _found := _found || _row;
      _left := _left - 1;
    END LOOP;
    IF cardinality(_found) > 0 THEN
      EXECUTE format('DELETE FROM %s WHERE ctid = ANY ($1)', _part.relation) USING _found;
    END IF;
    EXIT WHEN _left = 0;
  END LOOP;

  IF _left > 0 THEN
    -- From here on nobody can add a row that refers to the board. What was written since the cursors were opened goes now.
    PERFORM FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board FOR UPDATE;
    FOR _part IN SELECT * FROM weir.parts_of_boards() p ORDER BY p.n LOOP
      EXECUTE format('DELETE FROM %s WHERE %s', _part.relation, _part.rows) USING _workspace, _board;
    END LOOP;
    PERFORM set_config('session_replication_role', 'origin', true);
    PERFORM weir.forget_board(_workspace, _board, nullif(current_setting('weir.planner', true), '')::uuid, _now);
    PERFORM weir.fire_no_triggers();
    DELETE FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
    DELETE FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board;
  END IF;
  PERFORM set_config('session_replication_role', 'origin', true);
  RETURN _left > 0;
END $$;

-- Records in the log of the workspace that a board is deleted. Removes the references of other boards to it: their side of links,
-- their waits, and the origins of their requests. The events of those boards record this.
CREATE FUNCTION weir.forget_board(_workspace uuid, _board uuid, _planner uuid, _now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.set_writer(NULL, _now);
  PERFORM weir.log_change(_workspace, 'board.deleted', jsonb_build_object(
            'board', jsonb_build_object('key', b.key, 'name', b.name), 'user', _planner))
     FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board;
  DELETE FROM public.card_links l WHERE l.workspace_id = _workspace AND (l.board_id = _board OR l.other_board_id = _board);
  DELETE FROM public.request_waits w WHERE w.workspace_id = _workspace AND (w.board_id = _board OR w.on_board_id = _board);
  DELETE FROM public.wait_checks k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  UPDATE public.requests r SET from_board_id = NULL, from_request_id = NULL
   WHERE r.workspace_id = _workspace AND r.from_board_id = _board AND r.from_request_id IS NOT NULL AND r.board_id <> _board;
END $$;

-- Who planned it; null if plain SQL did.
CREATE FUNCTION weir.planner_of_deletion(_workspace uuid, _board uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT e.actor_id FROM public.events e
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type = 'board.changed' AND e.changes -> 0 -> 'to' ? 'deleteAt'
   ORDER BY e.seq DESC LIMIT 1
$$;

-- Switches triggers off until this transaction ends or switches them on again. Returns false without the right to do so.
CREATE FUNCTION weir.fire_no_triggers() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('session_replication_role', 'replica', true);
  RETURN true;
EXCEPTION WHEN insufficient_privilege THEN
  RETURN false;
END $$;
