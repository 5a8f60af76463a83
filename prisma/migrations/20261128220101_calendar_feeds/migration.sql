-- CreateTable
CREATE TABLE "public"."calendar_feeds" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "calendar_feeds_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feeds_workspace_id_hash_key" ON "public"."calendar_feeds"("workspace_id", "hash");

-- AddForeignKey
ALTER TABLE "public"."calendar_feeds" ADD CONSTRAINT "calendar_feeds_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "public"."memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "public"."calendar_feeds" ADD CONSTRAINT "calendar_feeds_hash_length" CHECK (octet_length("hash") = 32);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.end_calendar_feed_of_member()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  DELETE FROM public.calendar_feeds f WHERE f.workspace_id = NEW.workspace_id AND f.user_id = NEW.user_id;
  RETURN NULL;
END $function$;

CREATE TRIGGER then_end_calendar_feed AFTER UPDATE OF left_at ON public.memberships FOR EACH ROW WHEN (((old.left_at IS NULL) AND (new.left_at IS NOT NULL))) EXECUTE FUNCTION weir.end_calendar_feed_of_member();
