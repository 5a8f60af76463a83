-- The versions of the application that can run on this database. A version is ready beside migrations that it does not know, as long as it
-- has every migration in required_migrations. CONTRIBUTING.md, "The database", has the rules.

-- For a migration that removes something ("contract"). Versions without the migration _name still use it, and are no longer ready.
CREATE FUNCTION weir.require_migration(_name text, _reason text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.required_migrations (name, reason, at) VALUES (_name, _reason, pg_catalog.clock_timestamp())
      ON CONFLICT (name) DO NOTHING;
END $$;

-- Trigger: refuses changes of rows, because a removed thing does not return.
CREATE FUNCTION weir.keep_required_migrations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a required migration stays required: versions without it use what was removed'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER keep_rows BEFORE UPDATE OR DELETE ON public.required_migrations
  FOR EACH ROW EXECUTE FUNCTION weir.keep_required_migrations();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.required_migrations
  FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_truncate();
