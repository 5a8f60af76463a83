-- AlterTable
ALTER TABLE "public"."guests" ADD COLUMN     "mails_off_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "public"."mails" ADD COLUMN     "confirmation_id" UUID;

-- AlterTable
ALTER TABLE "public"."users" ADD COLUMN     "email_verified_at" TIMESTAMPTZ(3),
ADD COLUMN     "notice_mails" BOOLEAN NOT NULL DEFAULT true;

-- Accounts of before are in use and get mail already, so their addresses count as confirmed.
UPDATE "public"."users" SET "email_verified_at" = now();

-- CreateTable
CREATE TABLE "public"."email_confirmations" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_confirmations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "email_confirmations_user_id_idx" ON "public"."email_confirmations"("user_id");

-- AddForeignKey
ALTER TABLE "public"."email_confirmations" ADD CONSTRAINT "email_confirmations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."mails" ADD CONSTRAINT "mails_confirmation_id_fkey" FOREIGN KEY ("confirmation_id") REFERENCES "public"."email_confirmations"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "public"."mails" DROP CONSTRAINT "mails_of_one_thing",
  ADD CONSTRAINT "mails_of_one_thing" CHECK (num_nonnulls("notice_id", "form_ask_id", "confirmation_id") = 1);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.queue_mails()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.mails (workspace_id, id, notice_id, at, due_at)
  SELECT n.workspace_id, gen_random_uuid(), n.id, n.at, n.at
    FROM new_rows n
    LEFT JOIN public.users u  ON u.id = n.user_id
    LEFT JOIN public.guests g ON g.workspace_id = n.workspace_id AND g.id = n.guest_id
   WHERE CASE WHEN n.guest_id IS NULL THEN u.email_verified_at IS NOT NULL AND u.notice_mails ELSE g.mails_off_at IS NULL END;
  RETURN NULL;
END $function$;
