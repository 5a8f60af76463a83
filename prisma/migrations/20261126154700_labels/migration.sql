-- CreateEnum
CREATE TYPE "public"."label_colour" AS ENUM ('grey', 'brown', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink');

-- CreateTable
CREATE TABLE "public"."labels" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "colour" "public"."label_colour" NOT NULL,

    CONSTRAINT "labels_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- CreateTable
CREATE TABLE "public"."card_labels" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "label_id" UUID NOT NULL,

    CONSTRAINT "card_labels_pkey" PRIMARY KEY ("workspace_id","board_id","card_id","label_id")
);

-- CreateIndex
CREATE INDEX "card_labels_workspace_id_board_id_label_id_idx" ON "public"."card_labels"("workspace_id", "board_id", "label_id");

-- AddForeignKey
ALTER TABLE "public"."labels" ADD CONSTRAINT "labels_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."card_labels" ADD CONSTRAINT "card_labels_workspace_id_board_id_card_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "card_id") REFERENCES "public"."cards"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."card_labels" ADD CONSTRAINT "card_labels_workspace_id_board_id_label_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "label_id") REFERENCES "public"."labels"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "public"."labels" ADD CONSTRAINT "labels_name_length" CHECK (char_length("name") BETWEEN 1 AND 40);

-- The API compares names in any script (isSameName). This index holds for plain SQL too; it never refuses what the API takes,
-- whatever the collation of the database.
CREATE UNIQUE INDEX "labels_one_name" ON "public"."labels" ("workspace_id", "board_id", lower(normalize(btrim("name"), NFKC) COLLATE "C"));
