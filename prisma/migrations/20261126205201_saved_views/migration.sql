-- CreateTable
CREATE TABLE "public"."saved_views" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- AddForeignKey
ALTER TABLE "public"."saved_views" ADD CONSTRAINT "saved_views_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."saved_views" ADD CONSTRAINT "saved_views_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "public"."saved_views" ADD CONSTRAINT "saved_views_name_length" CHECK (char_length("name") BETWEEN 1 AND 60);
ALTER TABLE "public"."saved_views" ADD CONSTRAINT "saved_views_query_length" CHECK (char_length("query") <= 4000);

-- The API compares names in any script (isSameName). This index holds for plain SQL too; it never refuses what the API takes,
-- whatever the collation of the database. Those of everybody (no person) are compared with each other.
CREATE UNIQUE INDEX "saved_views_one_name" ON "public"."saved_views" ("workspace_id", "board_id", "user_id", lower(normalize(btrim("name"), NFKC) COLLATE "C")) NULLS NOT DISTINCT;
