-- AlterTable
ALTER TABLE "guests" ADD COLUMN     "link_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "mails" ADD COLUMN     "guest_id" UUID;

-- AddForeignKey
ALTER TABLE "mails" ADD CONSTRAINT "mails_workspace_id_guest_id_fkey" FOREIGN KEY ("workspace_id", "guest_id") REFERENCES "guests"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "mails" DROP CONSTRAINT "mails_of_one_thing",
  ADD CONSTRAINT "mails_of_one_thing" CHECK (num_nonnulls("notice_id", "form_ask_id", "confirmation_id", "invitation_id", "guest_id") = 1);
