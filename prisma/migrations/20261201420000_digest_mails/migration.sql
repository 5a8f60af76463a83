-- AlterTable
ALTER TABLE "public"."mails" ADD COLUMN     "digest_user_id" UUID,
ADD COLUMN     "digest_week" TEXT;

-- AlterTable
ALTER TABLE "public"."memberships" ADD COLUMN     "digest_mails" BOOLEAN NOT NULL DEFAULT false;

-- AddForeignKey
ALTER TABLE "public"."mails" ADD CONSTRAINT "mails_workspace_id_digest_user_id_fkey" FOREIGN KEY ("workspace_id", "digest_user_id") REFERENCES "public"."memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- A mail is of one thing: also of a week.
ALTER TABLE "public"."mails" DROP CONSTRAINT "mails_of_one_thing",
  ADD CONSTRAINT "mails_of_one_thing" CHECK (num_nonnulls("notice_id", "form_ask_id", "confirmation_id", "invitation_id", "guest_id", "guest_wait_id", "account_letter_id", "digest_week") = 1),
  ADD CONSTRAINT "mails_digest" CHECK (("digest_user_id" IS NULL) = ("digest_week" IS NULL));
-- A week is mailed once to a person.
CREATE UNIQUE INDEX "mails_digest_once" ON "public"."mails" ("workspace_id", "digest_user_id", "digest_week") WHERE "digest_week" IS NOT NULL;
-- Who gets digests, of whom there are few.
CREATE INDEX "memberships_digest" ON "public"."memberships" ("workspace_id", "user_id") WHERE "digest_mails";

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.wants_digest(_m public.memberships, _u public.users)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT _m.left_at IS NULL AND weir.may_answer(_m.role) AND _m.digest_mails AND _u.notice_mails AND _u.email_verified_at IS NOT NULL
$function$;

CREATE OR REPLACE FUNCTION weir.digest_readers()
 RETURNS TABLE(workspace_id uuid, user_id uuid, time_zone text, last_week text)
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN QUERY
  SELECT m.workspace_id, m.user_id, coalesce(u.time_zone, b.time_zone),
         (SELECT max(x.digest_week) FROM public.mails x
           WHERE x.workspace_id = m.workspace_id AND x.digest_user_id = m.user_id AND x.digest_week IS NOT NULL)
    FROM public.memberships m
    JOIN public.users u      ON u.id = m.user_id
    JOIN public.workspaces w ON w.id = m.workspace_id AND w.archived_at IS NULL
   CROSS JOIN LATERAL (
     SELECT i.time_zone FROM public.boards b
       JOIN public.intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
      WHERE b.workspace_id = m.workspace_id AND b.archived_at IS NULL
      ORDER BY b.key LIMIT 1) b
   WHERE m.digest_mails AND weir.wants_digest(m, u);
END $function$;

CREATE OR REPLACE FUNCTION weir.mail_digest(_workspace uuid, _user uuid, _week text, _now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.mails (workspace_id, id, digest_user_id, digest_week, at, due_at)
  VALUES (_workspace, gen_random_uuid(), _user, _week, _now, _now)
  ON CONFLICT (workspace_id, digest_user_id, digest_week) WHERE digest_week IS NOT NULL DO NOTHING;
  RETURN FOUND;
END $function$;
