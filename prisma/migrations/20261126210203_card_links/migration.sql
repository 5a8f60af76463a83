-- CreateEnum
CREATE TYPE "public"."link_kind" AS ENUM ('blocks', 'blockedBy', 'relatesTo', 'duplicates', 'duplicatedBy');

-- CreateTable
CREATE TABLE "public"."card_links" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "public"."link_kind" NOT NULL,
    "other_board_id" UUID NOT NULL,
    "other_card_id" UUID NOT NULL,
    "other_kind" "public"."link_kind" NOT NULL,

    CONSTRAINT "card_links_pkey" PRIMARY KEY ("workspace_id","board_id","card_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "card_links_sides" ON "public"."card_links"("workspace_id", "id", "board_id", "card_id", "other_board_id", "other_card_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "card_links_once" ON "public"."card_links"("workspace_id", "board_id", "card_id", "kind", "other_board_id", "other_card_id");

-- AddForeignKey
ALTER TABLE "public"."card_links" ADD CONSTRAINT "card_links_workspace_id_board_id_card_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "card_id") REFERENCES "public"."cards"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."card_links" ADD CONSTRAINT "card_links_workspace_id_id_other_board_id_other_card_id_bo_fkey" FOREIGN KEY ("workspace_id", "id", "other_board_id", "other_card_id", "board_id", "card_id", "other_kind") REFERENCES "public"."card_links"("workspace_id", "id", "board_id", "card_id", "other_board_id", "other_card_id", "kind") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "public"."card_links" ADD CONSTRAINT "card_links_two_cards" CHECK (("board_id", "card_id") <> ("other_board_id", "other_card_id"));
ALTER TABLE "public"."card_links" ADD CONSTRAINT "card_links_two_sides" CHECK (("kind", "other_kind") IN (('blocks', 'blockedBy'), ('blockedBy', 'blocks'), ('relatesTo', 'relatesTo'), ('duplicates', 'duplicatedBy'), ('duplicatedBy', 'duplicates')));
