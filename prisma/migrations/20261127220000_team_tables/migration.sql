-- CreateTable
CREATE TABLE "public"."teams" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "public"."team_members" (
    "workspace_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "team_members_pkey" PRIMARY KEY ("workspace_id","team_id","user_id")
);

-- CreateIndex
CREATE INDEX "team_members_workspace_id_user_id_idx" ON "public"."team_members"("workspace_id", "user_id");

-- AddForeignKey
ALTER TABLE "public"."teams" ADD CONSTRAINT "teams_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."team_members" ADD CONSTRAINT "team_members_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "public"."teams"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."team_members" ADD CONSTRAINT "team_members_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "public"."memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "public"."teams" ADD CONSTRAINT "teams_name_length" CHECK (char_length("name") BETWEEN 1 AND 60),
  ADD CONSTRAINT "teams_name_is_visible" CHECK (weir.has_visible_text("name"));

-- The API compares names in any script (isSameName). This index also covers plain SQL. It never refuses what the API accepts,
-- whatever the collation of the database.
CREATE UNIQUE INDEX "teams_one_name" ON "public"."teams" ("workspace_id", lower(normalize(btrim("name"), NFKC) COLLATE "C"));
