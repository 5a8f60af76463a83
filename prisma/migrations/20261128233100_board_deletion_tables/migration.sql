-- AlterEnum
ALTER TYPE "public"."account_letter_kind" ADD VALUE 'boardDeletion';

-- AlterTable
ALTER TABLE "public"."account_letters" ADD COLUMN "board" TEXT;

-- AlterTable
ALTER TABLE "public"."boards" ADD COLUMN "delete_at" TIMESTAMPTZ(3);

-- Only an archived board is deleted.
ALTER TABLE "public"."boards" ADD CONSTRAINT "boards_delete_at" CHECK (delete_at IS NULL OR archived_at IS NOT NULL);

-- The hourly job looks for the few that are due.
CREATE INDEX "boards_to_delete" ON "public"."boards" ("delete_at") WHERE delete_at IS NOT NULL;
