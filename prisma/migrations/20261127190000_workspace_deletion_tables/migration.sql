-- AlterEnum
ALTER TYPE "public"."account_letter_kind" ADD VALUE 'workspaceDeletion';

-- AlterTable
ALTER TABLE "public"."account_letters" ADD COLUMN "workspace" TEXT;

-- AlterTable
ALTER TABLE "public"."workspaces" ADD COLUMN "delete_at" TIMESTAMPTZ(3);

-- Only an archived workspace is deleted.
ALTER TABLE "public"."workspaces" ADD CONSTRAINT "workspaces_delete_at" CHECK (delete_at IS NULL OR archived_at IS NOT NULL);
