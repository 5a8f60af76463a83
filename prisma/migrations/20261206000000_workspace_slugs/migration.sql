-- CreateTable
CREATE TABLE "public"."workspace_slugs" (
    "slug" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,

    CONSTRAINT "workspace_slugs_pkey" PRIMARY KEY ("slug")
);

-- CreateIndex
CREATE UNIQUE INDEX "workspace_slugs_workspace_id_slug_key" ON "public"."workspace_slugs"("workspace_id", "slug");

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.tables_of_workspaces()
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
  SELECT array_agg(c.oid::regclass::text ORDER BY c.relname)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'workspace_slugs'
$function$;

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
END $function$;

CREATE OR REPLACE FUNCTION weir.enter_slug()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.workspace_slugs AS s (slug, workspace_id) VALUES (NEW.slug, NEW.id)
  ON CONFLICT (slug) DO UPDATE SET workspace_id = EXCLUDED.workspace_id
   WHERE s.workspace_id <> EXCLUDED.workspace_id
     AND NOT EXISTS (SELECT FROM public.workspaces w WHERE w.id = s.workspace_id AND w.slug = s.slug);
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION weir.free_slug()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  DELETE FROM public.workspace_slugs s WHERE s.slug = OLD.slug AND s.workspace_id = OLD.id;
  RETURN NULL;
END $function$;

CREATE TRIGGER enter_slug_of_inserted BEFORE INSERT ON public.workspaces FOR EACH ROW EXECUTE FUNCTION weir.enter_slug();

CREATE TRIGGER enter_slug_of_updated BEFORE UPDATE OF id, slug ON public.workspaces FOR EACH ROW EXECUTE FUNCTION weir.enter_slug();

CREATE TRIGGER then_free_slug_of_updated AFTER UPDATE OF id, slug ON public.workspaces FOR EACH ROW WHEN (((old.id <> new.id) OR (old.slug <> new.slug))) EXECUTE FUNCTION weir.free_slug();

CREATE TRIGGER then_free_slug_of_deleted AFTER DELETE ON public.workspaces FOR EACH ROW EXECUTE FUNCTION weir.free_slug();

-- The triggers above lock the table, so no workspace is missed.
INSERT INTO public.workspace_slugs (slug, workspace_id) SELECT w.slug, w.id FROM public.workspaces w;

-- AddForeignKey
ALTER TABLE "public"."workspaces" ADD CONSTRAINT "workspaces_id_slug_fkey" FOREIGN KEY ("id", "slug") REFERENCES "public"."workspace_slugs"("workspace_id", "slug") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- An index of expressions alone depends on its whole table, and then Citus sees a circle and cannot distribute the table.
DROP INDEX public.requests_due;
CREATE INDEX requests_due ON public.requests
  (weir.due_at(remind_at, reminded_at, answer_by, escalated_at, expires_at), workspace_id)
  WHERE answered_at IS NULL AND paused_at IS NULL;
