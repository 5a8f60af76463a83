-- AlterEnum
ALTER TYPE "public"."notice_kind" ADD VALUE 'mentioned';

-- AlterTable
ALTER TABLE "public"."checklist_items" ADD COLUMN     "assignee_id" UUID,
ADD COLUMN     "became_id" UUID,
ADD COLUMN     "due_on" DATE;

-- AlterTable
ALTER TABLE "public"."comments" ADD COLUMN     "edited_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "public"."notices" ADD COLUMN     "card_id" UUID,
ADD COLUMN     "comment_id" UUID;

-- AddForeignKey
ALTER TABLE "public"."checklist_items" ADD CONSTRAINT "checklist_items_workspace_id_assignee_id_fkey" FOREIGN KEY ("workspace_id", "assignee_id") REFERENCES "public"."memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."checklist_items" ADD CONSTRAINT "checklist_items_workspace_id_board_id_became_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "became_id") REFERENCES "public"."cards"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."notices" ADD CONSTRAINT "notices_workspace_id_board_id_card_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "card_id") REFERENCES "public"."cards"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."notices" ADD CONSTRAINT "notices_workspace_id_board_id_card_id_comment_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "card_id", "comment_id") REFERENCES "public"."comments"("workspace_id", "board_id", "card_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
