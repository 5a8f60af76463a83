-- AlterEnum
ALTER TYPE "public"."notice_kind" ADD VALUE 'slotFree';
ALTER TYPE "public"."notice_topic" ADD VALUE 'slots';
ALTER TYPE "public"."push_topic" ADD VALUE 'slots';

-- CreateTable
CREATE TABLE "public"."slot_waits" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "column_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "slot_waits_pkey" PRIMARY KEY ("workspace_id","board_id","column_id","user_id")
);

-- CreateIndex
CREATE INDEX "slot_waits_workspace_id_user_id_idx" ON "public"."slot_waits"("workspace_id", "user_id");

-- AddForeignKey
ALTER TABLE "public"."slot_waits" ADD CONSTRAINT "slot_waits_workspace_id_board_id_column_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "column_id") REFERENCES "public"."columns"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."slot_waits" ADD CONSTRAINT "slot_waits_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "public"."memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;
