-- CreateTable
CREATE TABLE "public"."workspace_events" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "actor_id" UUID,
    "change" JSONB NOT NULL,

    CONSTRAINT "workspace_events_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "workspace_events_workspace_id_at_id_idx" ON "public"."workspace_events"("workspace_id", "at", "id");

-- CreateIndex
CREATE INDEX "events_workspace_id_at_board_id_seq_idx" ON "public"."events"("workspace_id", "at", "board_id", "seq");

-- AddForeignKey
ALTER TABLE "public"."workspace_events" ADD CONSTRAINT "workspace_events_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
