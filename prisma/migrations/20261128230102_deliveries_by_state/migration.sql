-- CreateIndex
CREATE INDEX "webhook_deliveries_workspace_id_webhook_id_state_id_idx" ON "public"."webhook_deliveries"("workspace_id", "webhook_id", "state", "id");
