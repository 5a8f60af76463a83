-- Both are trusted extensions: the owner of the database creates them. They have a schema of their own, so that the schemas
-- of our tables and functions contain nothing else.
CREATE SCHEMA IF NOT EXISTS extensions;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS btree_gin SCHEMA extensions;

-- CreateEnum
CREATE TYPE "public"."search_kind" AS ENUM ('card', 'request', 'comment');

-- CreateTable
CREATE TABLE "public"."search_texts" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "public"."search_kind" NOT NULL,
    "card_id" UUID,
    "text" TEXT NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "search_texts_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- CreateIndex
CREATE INDEX "search_texts_words" ON "public"."search_texts" USING GIN ("workspace_id" extensions.uuid_ops, "words" tsvector_ops);

-- CreateIndex
CREATE INDEX "search_texts_text" ON "public"."search_texts" USING GIN ("workspace_id" extensions.uuid_ops, "text" extensions.gin_trgm_ops);

-- AddForeignKey
ALTER TABLE "public"."search_texts" ADD CONSTRAINT "search_texts_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
