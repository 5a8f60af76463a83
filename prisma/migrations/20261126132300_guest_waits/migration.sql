-- AlterTable
ALTER TABLE "public"."mails" ADD COLUMN     "guest_wait_id" UUID;

-- CreateTable
CREATE TABLE "public"."guest_waits" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "language" TEXT,
    "network" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "notified_at" TIMESTAMPTZ(3),

    CONSTRAINT "guest_waits_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "guest_waits_workspace_id_board_id_email_key" ON "public"."guest_waits"("workspace_id", "board_id", "email");

-- AddForeignKey
ALTER TABLE "public"."mails" ADD CONSTRAINT "mails_workspace_id_form_board_id_guest_wait_id_fkey" FOREIGN KEY ("workspace_id", "form_board_id", "guest_wait_id") REFERENCES "public"."guest_waits"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."guest_waits" ADD CONSTRAINT "guest_waits_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- An address that is not confirmed gets no mail of room.
ALTER TABLE "public"."guest_waits"
  ADD CONSTRAINT "guest_waits_confirmed_first" CHECK ("notified_at" IS NULL OR "confirmed_at" IS NOT NULL);

-- Few mails have one.
CREATE INDEX "mails_guest_wait" ON "public"."mails" ("workspace_id", "form_board_id", "guest_wait_id") WHERE "guest_wait_id" IS NOT NULL;

ALTER TABLE "public"."mails" DROP CONSTRAINT "mails_of_one_thing",
  ADD CONSTRAINT "mails_of_one_thing"
    CHECK (num_nonnulls("notice_id", "form_ask_id", "confirmation_id", "invitation_id", "guest_id", "guest_wait_id") = 1);
