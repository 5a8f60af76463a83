-- CreateTable
CREATE TABLE "public"."required_migrations" (
    "name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "required_migrations_pkey" PRIMARY KEY ("name"),
    CONSTRAINT "required_migrations_name" CHECK ("name" ~ '^\d{14}_[a-z0-9_]+$'),
    CONSTRAINT "required_migrations_reason" CHECK (length("reason") BETWEEN 1 AND 300)
);

-- For a migration that removes something ("contract"): versions without the migration _name use it, and are not ready from now on.
CREATE FUNCTION weir.require_migration(_name text, _reason text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.required_migrations (name, reason, at) VALUES (_name, _reason, pg_catalog.clock_timestamp())
      ON CONFLICT (name) DO NOTHING;
END $$;

-- Trigger: what was removed does not come back, so the rows stay.
CREATE FUNCTION weir.keep_required_migrations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a required migration stays required: versions without it use what was removed'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER keep_rows BEFORE UPDATE OR DELETE ON public.required_migrations
  FOR EACH ROW EXECUTE FUNCTION weir.keep_required_migrations();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.required_migrations
  FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_truncate();
