-- The letter about a workspace says until when it can be restored.
ALTER TABLE "public"."account_letters" DROP CONSTRAINT "account_letters_link",
  ADD CONSTRAINT "account_letters_link" CHECK (("expires_at" IS NOT NULL) = ("kind" IN ('passwordReset', 'addressChange', 'workspaceDeletion'))),
  ADD CONSTRAINT "account_letters_workspace" CHECK (("workspace" IS NOT NULL) = ("kind" = 'workspaceDeletion'));

DROP TRIGGER log_update ON public.workspaces;

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.plan_workspace_deletion(_workspace uuid, _now timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.tables_of_workspaces()
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
  SELECT array_agg(c.oid::regclass::text ORDER BY c.relname)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
$function$;

CREATE OR REPLACE FUNCTION weir.delete_rows_of_workspace(_workspace uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _tables text[] := weir.tables_of_workspaces();
  _table  text;
BEGIN
  EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', array_to_string(_tables, ', '));
  FOREACH _table IN ARRAY _tables LOOP
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', _table);
  END LOOP;
  EXECUTE (SELECT format('WITH %s SELECT', string_agg(format('t%s AS (DELETE FROM %s WHERE workspace_id = $1)', n, t), ', '))
             FROM unnest(_tables) WITH ORDINALITY u (t, n)) USING _workspace;
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
  BEGIN
    _set := set_config('session_replication_role', 'replica', true);
  EXCEPTION WHEN insufficient_privilege THEN
    PERFORM weir.delete_rows_of_workspace(_workspace);
    DELETE FROM public.workspaces w WHERE w.id = _workspace;
    RETURN true;
  END;
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

CREATE OR REPLACE FUNCTION weir.remove_demo(_workspace uuid, _only_untouched boolean)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _kept jsonb;
BEGIN
  PERFORM FROM public.workspaces w WHERE w.id = _workspace AND w.demo_seeded_at IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'workspace % is no demo', _workspace USING ERRCODE = 'insufficient_privilege';
  END IF;
  EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', array_to_string(weir.tables_of_workspaces(), ', '));
  IF _only_untouched AND weir.demo_is_touched(_workspace) THEN
    RETURN NULL;
  END IF;
  _kept := jsonb_build_object(
    'members', (SELECT coalesce(jsonb_agg(jsonb_build_object('userId', m.user_id, 'role', m.role, 'joinedAt', m.joined_at)), '[]')
                  FROM public.memberships m WHERE m.workspace_id = _workspace AND m.left_at IS NULL),
    'lastEvents', (SELECT coalesce(jsonb_object_agg(k.board_id, k.seq), '{}')
                     FROM public.board_clock k WHERE k.workspace_id = _workspace));
  PERFORM weir.delete_rows_of_workspace(_workspace);
  RETURN _kept;
END $function$;

CREATE OR REPLACE FUNCTION weir.log_workspace()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM weir.log_change(NEW.id, 'workspace.created', jsonb_build_object('to', jsonb_build_object('slug', NEW.slug, 'name', NEW.name)));
    RETURN NULL;
  END IF;
  IF (OLD.name, OLD.slug) IS DISTINCT FROM (NEW.name, NEW.slug) THEN
    PERFORM weir.log_change(NEW.id, 'workspace.renamed', jsonb_build_object(
      'from', jsonb_build_object('slug', OLD.slug, 'name', OLD.name), 'to', jsonb_build_object('slug', NEW.slug, 'name', NEW.name)));
  END IF;
  IF OLD.delete_at IS DISTINCT FROM NEW.delete_at THEN
    PERFORM weir.log_change(NEW.id, CASE WHEN NEW.delete_at IS NULL THEN 'workspace.deletionCancelled' ELSE 'workspace.deletionPlanned' END,
                            jsonb_strip_nulls(jsonb_build_object('deleteAt', weir.instant(NEW.delete_at))));
  END IF;
  IF (OLD.archived_at IS NULL) <> (NEW.archived_at IS NULL) THEN
    PERFORM weir.log_change(NEW.id, CASE WHEN NEW.archived_at IS NULL THEN 'workspace.restored' ELSE 'workspace.archived' END, '{}');
  END IF;
  IF OLD.caps IS DISTINCT FROM NEW.caps THEN
    PERFORM weir.log_change(NEW.id, 'workspace.capsChanged', jsonb_build_object('from', OLD.caps, 'to', NEW.caps));
  END IF;
  RETURN NULL;
END $function$;

CREATE TRIGGER log_update AFTER UPDATE ON public.workspaces FOR EACH ROW WHEN (((old.name IS DISTINCT FROM new.name) OR (old.slug IS DISTINCT FROM new.slug) OR (old.caps IS DISTINCT FROM new.caps) OR (old.delete_at IS DISTINCT FROM new.delete_at) OR ((old.archived_at IS NULL) <> (new.archived_at IS NULL)))) EXECUTE FUNCTION weir.log_workspace();
