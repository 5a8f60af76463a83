-- CreateTable
CREATE TABLE "public"."card_templates" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "preset" JSONB NOT NULL,

    CONSTRAINT "card_templates_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- AddForeignKey
ALTER TABLE "public"."card_templates" ADD CONSTRAINT "card_templates_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "public"."card_templates" ADD CONSTRAINT "card_templates_preset" CHECK ("preset" ?& ARRAY['title', 'description', 'classOfService', 'swimlaneId', 'labelIds', 'checklistItems']);
