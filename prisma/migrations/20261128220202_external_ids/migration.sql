-- What programs keep on cards and requests.
ALTER TABLE "public"."cards" ADD COLUMN "external_id" TEXT, ADD COLUMN "metadata" JSONB NOT NULL DEFAULT '{}';
ALTER TABLE "public"."requests" ADD COLUMN "external_id" TEXT, ADD COLUMN "metadata" JSONB NOT NULL DEFAULT '{}';

CREATE UNIQUE INDEX cards_external_id ON "public"."cards" (workspace_id, board_id, external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX requests_external_id ON "public"."requests" (workspace_id, board_id, external_id) WHERE external_id IS NOT NULL;
