-- CreateEnum
CREATE TYPE "public"."backup_run_kind" AS ENUM ('backup', 'drill');

-- CreateTable
CREATE TABLE "public"."backup_runs" (
    "id" UUID NOT NULL,
    "kind" "public"."backup_run_kind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "milliseconds" INTEGER NOT NULL,
    "ok" BOOLEAN NOT NULL,
    "backup" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "bytes" BIGINT,
    "found" JSONB,
    "faults" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "backup_runs_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "backup_runs_figures" CHECK ("milliseconds" >= 0 AND "bytes" >= 0),
    CONSTRAINT "backup_runs_faults" CHECK (jsonb_typeof("faults") = 'array' AND ("ok" = ("faults" = '[]'::jsonb)))
);

-- CreateIndex
CREATE INDEX "backup_runs_newest" ON "public"."backup_runs"("kind", "at" DESC);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.record_backup_run(_run jsonb)
 RETURNS uuid
 LANGUAGE plpgsql
AS $function$
DECLARE
  _id uuid := pg_catalog.gen_random_uuid();
BEGIN
  INSERT INTO public.backup_runs (id, kind, at, milliseconds, ok, backup, made_at, bytes, found, faults)
  VALUES (_id, (_run ->> 'kind')::public.backup_run_kind, pg_catalog.clock_timestamp(), (_run ->> 'milliseconds')::numeric::integer,
          (_run ->> 'ok')::boolean, pg_catalog.left(_run ->> 'backup', 200), (_run ->> 'madeAt')::timestamptz, (_run ->> 'bytes')::bigint,
          CASE WHEN pg_catalog.jsonb_typeof(_run -> 'found') = 'object' THEN _run -> 'found' END,
          pg_catalog.jsonb_path_query_array(coalesce(_run -> 'faults', '[]'), '$[0 to 99]'));
  DELETE FROM public.backup_runs r
   WHERE r.at < pg_catalog.clock_timestamp() - interval '400 days'
     AND r.id NOT IN (SELECT DISTINCT ON (k.kind) k.id FROM public.backup_runs k WHERE k.ok ORDER BY k.kind, k.at DESC);
  RETURN _id;
END $function$;
