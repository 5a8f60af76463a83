-- Numbers the events of workspaces. Those that exist get numbers in the order of the log.
ALTER TABLE "public"."workspace_events" ADD COLUMN     "seq" BIGINT;

ALTER TABLE "public"."workspace_events" DISABLE TRIGGER "keep_rows";
UPDATE "public"."workspace_events" e SET "seq" = n."seq"
  FROM (SELECT x."workspace_id", x."id", row_number() OVER (PARTITION BY x."workspace_id" ORDER BY x."at", x."id") AS "seq"
          FROM "public"."workspace_events" x) n
 WHERE n."workspace_id" = e."workspace_id" AND n."id" = e."id";
ALTER TABLE "public"."workspace_events" ENABLE TRIGGER "keep_rows";
INSERT INTO "public"."workspace_locks" AS l ("workspace_id", "taken")
SELECT e."workspace_id", max(e."seq") FROM "public"."workspace_events" e GROUP BY 1
ON CONFLICT ("workspace_id") DO UPDATE SET "taken" = greatest(l."taken", EXCLUDED."taken");

ALTER TABLE "public"."workspace_events" ALTER COLUMN "seq" SET NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "workspace_events_workspace_id_seq_key" ON "public"."workspace_events"("workspace_id", "seq");

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.log_change(_workspace uuid, _type text, _change jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _seq    bigint;
  _writer jsonb := nullif(coalesce(nullif(current_setting('weir.writer', true), ''),
                                   CASE WHEN weir.has_own_event() THEN current_setting('weir.override', true) END), '');
BEGIN
  INSERT INTO public.workspace_locks AS l (workspace_id, taken) VALUES (_workspace, 1)
  ON CONFLICT (workspace_id) DO UPDATE SET taken = l.taken + 1
  RETURNING l.taken INTO _seq;
  INSERT INTO public.workspace_events (workspace_id, id, seq, at, type, actor_id, change)
  VALUES (_workspace, weir.time_ordered_id(), _seq, coalesce((_writer ->> 'now')::timestamptz, clock_timestamp()), _type,
          (_writer ->> 'actor')::uuid, _change);
END $function$;
