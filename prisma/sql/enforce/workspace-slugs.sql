-- The directory of slugs: a row for each slug of a workspace. It keeps slugs unique over all workspaces, because a foreign key requires a
-- row with the workspace and its slug, and each slug has one row. The unique index on workspaces is only for look-ups. A database that is
-- distributed by workspace has neither this index nor these triggers. There, each writer of a slug must also write its row
-- (docs/operations/citus.md).

-- Trigger: adds the row of a slug before the workspace gets the slug. If another workspace has the slug, the unique index or the foreign
-- key refuses the write. If the row's workspace does not have the slug, this workspace takes the row over. An insert with ON CONFLICT DO
-- NOTHING can leave such a row.
CREATE FUNCTION weir.enter_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.workspace_slugs AS s (slug, workspace_id) VALUES (NEW.slug, NEW.id)
  ON CONFLICT (slug) DO UPDATE SET workspace_id = EXCLUDED.workspace_id
   WHERE s.workspace_id <> EXCLUDED.workspace_id
     AND NOT EXISTS (SELECT FROM public.workspaces w WHERE w.id = s.workspace_id AND w.slug = s.slug);
  RETURN NEW;
END $$;

CREATE TRIGGER enter_slug_of_inserted BEFORE INSERT ON public.workspaces FOR EACH ROW EXECUTE FUNCTION weir.enter_slug();
CREATE TRIGGER enter_slug_of_updated BEFORE UPDATE OF id, slug ON public.workspaces FOR EACH ROW EXECUTE FUNCTION weir.enter_slug();

-- Trigger: deletes the row of the old slug, so that another workspace can use it.
CREATE FUNCTION weir.free_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.workspace_slugs s WHERE s.slug = OLD.slug AND s.workspace_id = OLD.id;
  RETURN NULL;
END $$;

CREATE TRIGGER then_free_slug_of_updated AFTER UPDATE OF id, slug ON public.workspaces FOR EACH ROW
  WHEN (OLD.id <> NEW.id OR OLD.slug <> NEW.slug) EXECUTE FUNCTION weir.free_slug();
CREATE TRIGGER then_free_slug_of_deleted AFTER DELETE ON public.workspaces FOR EACH ROW EXECUTE FUNCTION weir.free_slug();
