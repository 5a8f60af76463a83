-- CreateTable
CREATE TABLE "public"."checklist_items" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "done" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL,

    CONSTRAINT "checklist_items_pkey" PRIMARY KEY ("workspace_id","board_id","card_id","id")
);

-- AddForeignKey
ALTER TABLE "public"."checklist_items" ADD CONSTRAINT "checklist_items_workspace_id_board_id_card_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "card_id") REFERENCES "public"."cards"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "public"."checklist_items" ADD CONSTRAINT "checklist_items_text_length" CHECK (char_length("text") BETWEEN 1 AND 500);
