-- The directory of slugs: a row for each slug that a workspace has. It is what makes a slug unique over all workspaces: the foreign
-- key of workspaces asks for a row with this workspace and slug, and each slug has one row. The unique index on workspaces is for
-- look-ups; a database that is distributed by workspace does not have it.

-- Trigger: enters the slug of a workspace before the workspace gets it. If another workspace has the slug, the unique index or the
-- foreign key refuses the write. A row that belongs to no workspace any more is taken over: a write that did not happen
-- (ON CONFLICT DO NOTHING) leaves one.
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

-- Trigger: another workspace can have a slug that this one gave up.
CREATE FUNCTION weir.free_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.workspace_slugs s WHERE s.slug = OLD.slug AND s.workspace_id = OLD.id;
  RETURN NULL;
END $$;

CREATE TRIGGER then_free_slug_of_updated AFTER UPDATE OF id, slug ON public.workspaces FOR EACH ROW
  WHEN (OLD.id <> NEW.id OR OLD.slug <> NEW.slug) EXECUTE FUNCTION weir.free_slug();
CREATE TRIGGER then_free_slug_of_deleted AFTER DELETE ON public.workspaces FOR EACH ROW EXECUTE FUNCTION weir.free_slug();
