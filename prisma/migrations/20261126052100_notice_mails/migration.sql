-- CreateIndex
CREATE INDEX "mails_workspace_id_notice_id_idx" ON "mails"("workspace_id", "notice_id");
