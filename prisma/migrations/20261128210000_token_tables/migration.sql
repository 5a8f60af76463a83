-- CreateEnum
CREATE TYPE "public"."user_kind" AS ENUM ('person', 'service');

-- CreateEnum
CREATE TYPE "public"."token_scope" AS ENUM ('read', 'cards', 'intake', 'manage');

-- AlterTable
ALTER TABLE "public"."users" ADD COLUMN     "kind" "public"."user_kind" NOT NULL DEFAULT 'person',
ALTER COLUMN "email" DROP NOT NULL;

-- CreateTable
CREATE TABLE "public"."api_tokens" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" "public"."token_scope"[],
    "board_ids" UUID[],
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "public"."api_token_secrets" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "token_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_secrets_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "api_tokens_workspace_id_user_id_idx" ON "public"."api_tokens"("workspace_id", "user_id");

-- CreateIndex
CREATE INDEX "api_token_secrets_workspace_id_token_id_idx" ON "public"."api_token_secrets"("workspace_id", "token_id");

-- CreateIndex
CREATE INDEX "api_token_secrets_id_idx" ON "public"."api_token_secrets"("id");

-- CreateIndex
CREATE INDEX "api_token_secrets_hash_idx" ON "public"."api_token_secrets"("hash");

-- AddForeignKey
ALTER TABLE "public"."api_tokens" ADD CONSTRAINT "api_tokens_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "public"."memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."api_token_secrets" ADD CONSTRAINT "api_token_secrets_workspace_id_token_id_fkey" FOREIGN KEY ("workspace_id", "token_id") REFERENCES "public"."api_tokens"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "public"."users" ADD CONSTRAINT "users_only_people_have_addresses"
  CHECK (("kind" = 'person') = ("email" IS NOT NULL) AND ("kind" = 'person' OR "password_hash" IS NULL));
ALTER TABLE "public"."api_tokens" ADD CONSTRAINT "api_tokens_name_length" CHECK (char_length("name") BETWEEN 1 AND 60),
  ADD CONSTRAINT "api_tokens_name_is_visible" CHECK (weir.has_visible_text("name")),
  ADD CONSTRAINT "api_tokens_have_scopes" CHECK ("scopes" IS NOT NULL AND cardinality("scopes") > 0),
  ADD CONSTRAINT "api_tokens_board_ids" CHECK ("board_ids" IS NOT NULL);
ALTER TABLE "public"."api_token_secrets" ADD CONSTRAINT "api_token_secrets_hash_length" CHECK (octet_length("hash") = 32);
