-- AlterTable
ALTER TABLE "mails" ADD COLUMN     "invitation_id" UUID;

-- CreateIndex
CREATE INDEX "mails_workspace_id_invitation_id_idx" ON "mails"("workspace_id", "invitation_id");

-- AddForeignKey
ALTER TABLE "mails" ADD CONSTRAINT "mails_workspace_id_invitation_id_fkey" FOREIGN KEY ("workspace_id", "invitation_id") REFERENCES "invitations"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "mails" DROP CONSTRAINT "mails_of_one_thing",
  ADD CONSTRAINT "mails_of_one_thing" CHECK (num_nonnulls("notice_id", "form_ask_id", "confirmation_id", "invitation_id") = 1);
