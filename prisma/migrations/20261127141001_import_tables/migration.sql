-- CreateEnum
CREATE TYPE "public"."import_state" AS ENUM ('reading', 'ready', 'running', 'done', 'stopped');

-- CreateTable
CREATE TABLE "public"."imports" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "state" "public"."import_state" NOT NULL DEFAULT 'reading',
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "source" JSONB NOT NULL DEFAULT '{}',
    "plan" JSONB NOT NULL DEFAULT '{}',
    "outlook" JSONB,
    "board_id" UUID,
    "total" INTEGER NOT NULL DEFAULT 0,
    "processed" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "public"."import_records" (
    "workspace_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "place" INTEGER,
    "record" JSONB NOT NULL,
    "outcome" JSONB,

    CONSTRAINT "import_records_pkey" PRIMARY KEY ("workspace_id","import_id","n")
);

-- CreateTable
CREATE TABLE "public"."card_sources" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "card_id" UUID NOT NULL,

    CONSTRAINT "card_sources_pkey" PRIMARY KEY ("workspace_id","board_id","source")
);

-- CreateIndex
CREATE INDEX "import_records_workspace_id_import_id_ref_idx" ON "public"."import_records"("workspace_id", "import_id", "ref");

-- CreateIndex
CREATE INDEX "import_records_workspace_id_import_id_place_idx" ON "public"."import_records"("workspace_id", "import_id", "place");

-- CreateIndex
CREATE UNIQUE INDEX "card_sources_workspace_id_board_id_card_id_key" ON "public"."card_sources"("workspace_id", "board_id", "card_id");

-- AddForeignKey
ALTER TABLE "public"."imports" ADD CONSTRAINT "imports_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."import_records" ADD CONSTRAINT "import_records_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "public"."imports"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."card_sources" ADD CONSTRAINT "card_sources_workspace_id_board_id_card_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "card_id") REFERENCES "public"."cards"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- A file that has nothing in it is refused before it is kept.
ALTER TABLE "public"."imports"
  ADD CONSTRAINT "imports_progress" CHECK ("processed" BETWEEN 0 AND "total"),
  ADD CONSTRAINT "imports_problem" CHECK ("problem" IS NULL OR "state" = 'stopped'),
  ADD CONSTRAINT "imports_name_length" CHECK (char_length("name") BETWEEN 1 AND 255);
