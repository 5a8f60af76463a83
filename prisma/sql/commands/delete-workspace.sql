-- Deleting an archived workspace: its owner plans it, all its members get a mail, and 30 days later a job removes every row of it.
-- Until then it can be restored.

-- Plans it, and returns when it will be deleted; null for a workspace that is not archived. Planned again, it stays as planned.
-- An archived workspace has no waiting requests, because a board with waiting requests can't be archived. If plain SQL added some,
-- they must be answered first: a request never ends without an answer.
CREATE FUNCTION weir.plan_workspace_deletion(_workspace uuid, _now timestamptz) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  _waiting bigint;
  _at      timestamptz;
BEGIN
  PERFORM weir.lock_workspaces(ARRAY[_workspace]);
  SELECT count(*) INTO _waiting FROM public.requests r WHERE r.workspace_id = _workspace AND r.answered_at IS NULL;
  IF _waiting > 0 THEN
    PERFORM weir.refuse('requests-waiting', jsonb_build_object('waiting', _waiting));
  END IF;
  UPDATE public.workspaces w SET delete_at = _now + interval '30 days'
   WHERE w.id = _workspace AND w.archived_at IS NOT NULL AND w.delete_at IS NULL
  RETURNING w.delete_at INTO _at;
  IF NOT FOUND THEN
    RETURN (SELECT w.delete_at FROM public.workspaces w WHERE w.id = _workspace);
  END IF;
  WITH letters AS (
    INSERT INTO public.account_letters (id, kind, user_id, email, at, expires_at, workspace)
    SELECT gen_random_uuid(), 'workspaceDeletion', u.id, u.email, _now, _at, w.name
      FROM public.memberships m
      JOIN public.users u      ON u.id = m.user_id AND u.email_verified_at IS NOT NULL
      JOIN public.workspaces w ON w.id = m.workspace_id
     WHERE m.workspace_id = _workspace AND m.left_at IS NULL
    RETURNING id)
  INSERT INTO public.mails (workspace_id, id, account_letter_id, at, due_at)
  SELECT '00000000-0000-0000-0000-000000000000', gen_random_uuid(), l.id, _now, _now FROM letters l;
  RETURN _at;
END $$;

-- The tables of its content, without the row of its slug, which a workspace needs as long as it exists.
CREATE FUNCTION weir.tables_of_workspaces() RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(c.oid::regclass::text ORDER BY c.relname)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'workspace_slugs'
$$;

-- Other writers of these tables wait until this transaction ends; readers do not.
CREATE FUNCTION weir.lock_tables(_tables text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', array_to_string(_tables, ', '));
END $$;

-- Removes these rows of tables ($1 the workspace, $2 the board), for the owner of the tables. The triggers are off for this transaction
-- only. One statement, because foreign keys are checked at its end, so the order of the tables does not matter.
CREATE FUNCTION weir.delete_rows(_tables text[], _rows text[], _workspace uuid, _board uuid) RETURNS void LANGUAGE plpgsql AS $$
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
END $$;

-- Removes all rows of a workspace in this way, and leaves the workspace itself.
CREATE FUNCTION weir.delete_rows_of_workspace(_workspace uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.delete_rows(array_agg(t), array_agg('workspace_id = $1'::text), _workspace, NULL)
     FROM unnest(weir.tables_of_workspaces()) t;
END $$;

-- Removes up to _rows rows of a workspace whose deletion is due, and the workspace itself with the last ones. Returns whether all
-- are removed. It runs with the rights of its owner, and fires no trigger: it records no events and sends no notices, and the order
-- of the tables does not matter. Nobody else writes there: nobody can open an archived workspace, and once its deletion is due it
-- cannot be restored. The API's sweep deletes the files, because they no longer belong to an attachment.
-- prisma/roles.sql lets weir_migrator switch triggers off for its own transactions. Where that script was not run, all rows are
-- removed at once, and all writers wait until then. A deletion must be due by the clock of the database and by _now, so a
-- wrong clock of the caller deletes no row early.
CREATE FUNCTION weir.purge_workspace(_workspace uuid, _rows integer, _now timestamptz) RETURNS boolean LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  _left  integer := _rows;
  _gone  integer;
  _table text;
  _set   text;
BEGIN
  PERFORM FROM public.workspaces w
    WHERE w.id = _workspace AND w.archived_at IS NOT NULL AND w.delete_at <= least(_now, clock_timestamp()) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN true;
  END IF;
  IF NOT weir.fire_no_triggers() THEN
    PERFORM weir.delete_rows_of_workspace(_workspace);
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
    DELETE FROM public.workspace_slugs s WHERE s.workspace_id = _workspace;
  END IF;
  _set := set_config('session_replication_role', 'origin', true);
  RETURN _left > 0;
END $$;
