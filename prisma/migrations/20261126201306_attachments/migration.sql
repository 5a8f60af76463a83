-- CreateTable
CREATE TABLE "public"."attachments" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "by" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("workspace_id","board_id","card_id","id")
);

-- CreateTable
CREATE TABLE "public"."file_locks" (
    "workspace_id" UUID NOT NULL,
    "taken" BIGINT NOT NULL,

    CONSTRAINT "file_locks_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "attachments_workspace_id_id_key" ON "public"."attachments"("workspace_id", "id");

-- AddForeignKey
ALTER TABLE "public"."attachments" ADD CONSTRAINT "attachments_workspace_id_board_id_card_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "card_id") REFERENCES "public"."cards"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."file_locks" ADD CONSTRAINT "file_locks_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "public"."attachments" ADD CONSTRAINT "attachments_name_length" CHECK (char_length("name") BETWEEN 1 AND 255);
ALTER TABLE "public"."attachments" ADD CONSTRAINT "attachments_type_length" CHECK (char_length("type") BETWEEN 1 AND 100);
ALTER TABLE "public"."attachments" ADD CONSTRAINT "attachments_bytes_positive" CHECK ("bytes" > 0);
ALTER TABLE "public"."attachments" ADD CONSTRAINT "attachments_dimensions" CHECK (("width" IS NULL) = ("height" IS NULL) AND "width" > 0 AND "height" > 0);
