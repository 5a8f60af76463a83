-- CreateTable
CREATE TABLE "public"."notice_mail_times" (
    "user_id" UUID NOT NULL,
    "quiet_from" TEXT,
    "quiet_until" TEXT,
    "daily" BOOLEAN NOT NULL DEFAULT false,
    "time_zone" TEXT NOT NULL,

    CONSTRAINT "notice_mail_times_pkey" PRIMARY KEY ("user_id"),
    CONSTRAINT notice_mail_times_quiet CHECK (num_nonnulls(quiet_from, quiet_until) IN (0, 2) AND quiet_from <> quiet_until),
    CONSTRAINT notice_mail_times_of_day CHECK (quiet_from ~ '^([01]\d|2[0-3]):[0-5]\d$' AND quiet_until ~ '^([01]\d|2[0-3]):[0-5]\d$')
);

-- AddForeignKey
ALTER TABLE "public"."notice_mail_times" ADD CONSTRAINT "notice_mail_times_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
