-- The letter about a board says until when it can be restored, and names its workspace.
ALTER TABLE "public"."account_letters" DROP CONSTRAINT "account_letters_link", DROP CONSTRAINT "account_letters_workspace",
  ADD CONSTRAINT "account_letters_link" CHECK (("expires_at" IS NOT NULL) = ("kind" IN ('passwordReset', 'addressChange', 'workspaceDeletion', 'boardDeletion'))),
  ADD CONSTRAINT "account_letters_workspace" CHECK (("workspace" IS NOT NULL) = ("kind" IN ('workspaceDeletion', 'boardDeletion'))),
  ADD CONSTRAINT "account_letters_board" CHECK (("board" IS NOT NULL) = ("kind" = 'boardDeletion'));

DROP FUNCTION weir.delete_rows_of_workspace(uuid);
DROP FUNCTION weir.take_clock(uuid,uuid,timestamp with time zone);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.plan_board_deletion(_workspace uuid, _board uuid, _now timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.parts_of_boards()
 RETURNS TABLE(n bigint, relation text, rows text)
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION weir.purge_board(_workspace uuid, _board uuid, _rows integer, _now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
    WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL AND b.delete_at <= _now
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
END $function$;

CREATE OR REPLACE FUNCTION weir.forget_board(_workspace uuid, _board uuid, _planner uuid, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.set_writer(NULL, _now);
  PERFORM weir.log_change(_workspace, 'board.deleted', jsonb_build_object(
            'board', jsonb_build_object('key', b.key, 'name', b.name), 'user', _planner))
     FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board;
  DELETE FROM public.card_links l WHERE l.workspace_id = _workspace AND (l.board_id = _board OR l.other_board_id = _board);
  UPDATE public.requests r SET from_board_id = NULL, from_request_id = NULL
   WHERE r.workspace_id = _workspace AND r.from_board_id = _board AND r.from_request_id IS NOT NULL AND r.board_id <> _board;
END $function$;

CREATE OR REPLACE FUNCTION weir.planner_of_deletion(_workspace uuid, _board uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  SELECT e.actor_id FROM public.events e
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type = 'board.changed' AND e.changes -> 0 -> 'to' ? 'deleteAt'
   ORDER BY e.seq DESC LIMIT 1
$function$;

CREATE OR REPLACE FUNCTION weir.fire_no_triggers()
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM set_config('session_replication_role', 'replica', true);
  RETURN true;
EXCEPTION WHEN insufficient_privilege THEN
  RETURN false;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_tables(_tables text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', array_to_string(_tables, ', '));
END $function$;

CREATE OR REPLACE FUNCTION weir.delete_rows(_tables text[], _rows text[], _workspace uuid, _board uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _table text;
BEGIN
  PERFORM weir.lock_tables(_tables);
  FOREACH _table IN ARRAY _tables LOOP
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', _table);
  END LOOP;
  EXECUTE (SELECT format('WITH %s SELECT', string_agg(format('t%s AS (DELETE FROM %s WHERE %s)', n, t, r), ', '))
             FROM unnest(_tables, _rows) WITH ORDINALITY u (t, r, n)) USING _workspace, _board;
  FOREACH _table IN ARRAY _tables LOOP
    EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', _table);
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION weir.purge_workspace(_workspace uuid, _rows integer, _now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  _left  integer := _rows;
  _gone  integer;
  _table text;
  _set   text;
BEGIN
  PERFORM FROM public.workspaces w
    WHERE w.id = _workspace AND w.archived_at IS NOT NULL AND w.delete_at <= _now FOR UPDATE;
  IF NOT FOUND THEN
    RETURN true;
  END IF;
  IF NOT weir.fire_no_triggers() THEN
    PERFORM weir.delete_rows(weir.tables_of_workspaces(),
                             array_fill('workspace_id = $1'::text, ARRAY[cardinality(weir.tables_of_workspaces())]), _workspace, NULL);
    DELETE FROM public.workspaces w WHERE w.id = _workspace;
    RETURN true;
  END IF;
  FOREACH _table IN ARRAY weir.tables_of_workspaces() LOOP
    EXECUTE format('DELETE FROM %1$s t WHERE t.ctid = ANY (ARRAY(SELECT d.ctid FROM %1$s d WHERE d.workspace_id = $1 LIMIT $2))', _table)
      USING _workspace, _left;
    GET DIAGNOSTICS _gone = ROW_COUNT;
    _left := _left - _gone;
    EXIT WHEN _left <= 0;
  END LOOP;
  IF _left > 0 THEN
    DELETE FROM public.workspaces w WHERE w.id = _workspace;
  END IF;
  _set := set_config('session_replication_role', 'origin', true);
  RETURN _left > 0;
END $function$;

CREATE OR REPLACE FUNCTION weir.board_values(_b public.boards)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _b.id IS NOT NULL THEN jsonb_build_object(
    'key', _b.key, 'name', _b.name, 'archived', _b.archived_at IS NOT NULL, 'archivedAt', weir.instant(_b.archived_at),
    'deleteAt', weir.instant(_b.delete_at),
    'overrideBudget', _b.override_budget, 'classPolicies', _b.class_policies, 'publicLink', _b.public_link_id IS NOT NULL) END
$function$;

CREATE OR REPLACE FUNCTION weir.take_clock(_workspace uuid, _board uuid, _now timestamp with time zone, _named boolean DEFAULT false)
 RETURNS weir.event_stamp
 LANGUAGE plpgsql
AS $function$
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
      RAISE EXCEPTION 'board % has no clock', _board USING ERRCODE = 'serialization_failure';
    END IF;
  ELSE
    _stamp := weir.take_clock(_workspace, _board, clock_timestamp());
    INSERT INTO public.events (workspace_id, board_id, seq, type, at, actor_id, changes)
    VALUES (_workspace, _board, _stamp.seq, 'board.changed', _stamp.at, weir.writer_actor(),
            weir.changes_of_rows(_workspace, _board, _table, _rows, _was, _is));
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.start_write(_workspace uuid, _board uuid, _actor uuid, _key weir.write_key, _now timestamp with time zone, _conditions weir.write_conditions, _override jsonb DEFAULT NULL::jsonb, _also uuid DEFAULT NULL::uuid)
 RETURNS weir.started_write
 LANGUAGE plpgsql
AS $function$
DECLARE
  _write    weir.started_write;
  _stamp    weir.event_stamp;
  _archived boolean;
  _set      text := set_config('weir.own_event', 'on', true);
BEGIN
  _write.at := _now;
  IF _also < _board THEN
    _stamp := weir.take_clock(_workspace, _also, _write.at);
    _write.also_seq := _stamp.seq;
    _write.at := _stamp.at;
  END IF;
  _stamp := weir.take_clock(_workspace, _board, _write.at, _named => true);
  _write.seq := _stamp.seq;
  _write.at := _stamp.at;
  IF _also > _board THEN
    _stamp := weir.take_clock(_workspace, _also, _write.at);
    _write.also_seq := _stamp.seq;
    _write.at := _stamp.at;
  END IF;
  IF _also IS NOT NULL THEN
    UPDATE public.board_clock k SET at = _write.at WHERE k.workspace_id = _workspace AND k.board_id IN (_board, _also);
  END IF;
  _set := set_config('weir.override', (coalesce(_override, '{}') || jsonb_build_object('now', _write.at, 'actor', _actor))::text, true);

  IF _key.key IS NOT NULL THEN
    _write.outcome := weir.replay_response(_workspace, _key, _now);
    IF _write.outcome IS NOT NULL THEN
      RETURN _write;
    END IF;
  END IF;
  SELECT m.role, b.archived_at IS NOT NULL INTO _write.role, _archived
    FROM public.boards b
    LEFT JOIN public.memberships m ON m.workspace_id = b.workspace_id AND m.user_id = _actor AND m.left_at IS NULL
   WHERE b.workspace_id = _workspace AND b.id = _board;
  IF _write.role IS NULL AND _conditions.roles IS NOT NULL THEN
    _write.outcome := '{"refused": "not-found"}';
  ELSIF _write.role <> ALL (_conditions.roles) THEN
    _write.outcome := '{"refused": "not-allowed"}';
  ELSIF _archived AND _conditions.archived IS NOT TRUE THEN
    _write.outcome := '{"refused": "board-archived"}';
  ELSIF current_setting('weir.lease', true) <> '' THEN
    _write.outcome := weir.lease_refusal(_workspace, _board, _actor, _write.at);
  END IF;
  IF _write.outcome IS NOT NULL THEN
    RETURN _write;
  ELSIF _write.seq - 1 <> _conditions.if_seq THEN
    _write.outcome := jsonb_build_object('refused', 'precondition-failed', 'version', _write.seq - 1);
  END IF;
  RETURN _write;
END $function$;
