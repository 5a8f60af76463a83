-- CreateEnum
CREATE TYPE "public"."field_kind" AS ENUM ('text', 'number', 'date', 'choice');

-- CreateTable
CREATE TABLE "public"."custom_fields" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "public"."field_kind" NOT NULL,
    "position" INTEGER NOT NULL,
    "on_cards" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "custom_fields_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- CreateTable
CREATE TABLE "public"."field_options" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "field_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "public"."field_kind" NOT NULL DEFAULT 'choice',
    "name" TEXT NOT NULL,
    "colour" "public"."label_colour" NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "field_options_pkey" PRIMARY KEY ("workspace_id","board_id","field_id","id")
);

-- CreateTable
CREATE TABLE "public"."card_fields" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "field_id" UUID NOT NULL,
    "kind" "public"."field_kind" NOT NULL,
    "text" TEXT,
    "number" DECIMAL(16,4),
    "date" DATE,
    "choice" UUID,

    CONSTRAINT "card_fields_pkey" PRIMARY KEY ("workspace_id","board_id","card_id","field_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "custom_fields_workspace_id_board_id_id_kind_key" ON "public"."custom_fields"("workspace_id", "board_id", "id", "kind");

-- CreateIndex
CREATE INDEX "card_fields_workspace_id_board_id_field_id_choice_idx" ON "public"."card_fields"("workspace_id", "board_id", "field_id", "choice");

-- AddForeignKey
ALTER TABLE "public"."custom_fields" ADD CONSTRAINT "custom_fields_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."field_options" ADD CONSTRAINT "field_options_workspace_id_board_id_field_id_kind_fkey" FOREIGN KEY ("workspace_id", "board_id", "field_id", "kind") REFERENCES "public"."custom_fields"("workspace_id", "board_id", "id", "kind") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."card_fields" ADD CONSTRAINT "card_fields_workspace_id_board_id_card_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "card_id") REFERENCES "public"."cards"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."card_fields" ADD CONSTRAINT "card_fields_workspace_id_board_id_field_id_kind_fkey" FOREIGN KEY ("workspace_id", "board_id", "field_id", "kind") REFERENCES "public"."custom_fields"("workspace_id", "board_id", "id", "kind") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."card_fields" ADD CONSTRAINT "card_fields_workspace_id_board_id_field_id_choice_fkey" FOREIGN KEY ("workspace_id", "board_id", "field_id", "choice") REFERENCES "public"."field_options"("workspace_id", "board_id", "field_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "public"."custom_fields" ADD CONSTRAINT "custom_fields_name_length" CHECK (char_length("name") BETWEEN 1 AND 40);

ALTER TABLE "public"."field_options"
  ADD CONSTRAINT "field_options_name_length" CHECK (char_length("name") BETWEEN 1 AND 40),
  ADD CONSTRAINT "field_options_of_choices" CHECK ("kind" = 'choice');

-- As with labels: the API compares names in any script (isSameName), and these indexes never refuse what it takes.
CREATE UNIQUE INDEX "custom_fields_one_name" ON "public"."custom_fields" ("workspace_id", "board_id", lower(normalize(btrim("name"), NFKC) COLLATE "C"));
CREATE UNIQUE INDEX "field_options_one_name" ON "public"."field_options" ("workspace_id", "board_id", "field_id", lower(normalize(btrim("name"), NFKC) COLLATE "C"));

-- One value, of the field's kind. NaN is greater than every number.
ALTER TABLE "public"."card_fields" ADD CONSTRAINT "card_fields_one_value" CHECK (
  num_nonnulls("text", "number", "date", "choice") = 1 AND CASE "kind"
    WHEN 'text'   THEN "text" IS NOT NULL AND char_length("text") BETWEEN 1 AND 500 AND weir.has_visible_text("text")
    WHEN 'number' THEN "number" IS NOT NULL AND "number" BETWEEN -100000000000 AND 100000000000
    WHEN 'date'   THEN "date" IS NOT NULL AND "date" BETWEEN '1970-01-01' AND '2999-12-31'
    ELSE "choice" IS NOT NULL
  END);
