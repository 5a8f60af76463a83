-- A default that the ORM leaves to the database: the API's role has no right to write these columns.
ALTER TABLE "public"."users" ALTER COLUMN "caps" SET DEFAULT jsonb_build_object();
ALTER TABLE "public"."workspaces" ALTER COLUMN "caps" SET DEFAULT jsonb_build_object();
