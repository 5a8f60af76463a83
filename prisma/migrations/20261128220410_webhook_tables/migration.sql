-- AlterEnum
ALTER TYPE "public"."notice_kind" ADD VALUE 'webhookOff';

-- CreateTable
CREATE TABLE "public"."webhooks" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "types" TEXT[],
    "board_ids" UUID[],
    "payload" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "off_reason" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),
    "attempted_at" TIMESTAMPTZ(3),
    "succeeded_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "public"."webhook_secrets" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_secrets_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "public"."webhook_positions" (
    "workspace_id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "signals" JSONB,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),
    "delivery_id" UUID,

    CONSTRAINT "webhook_positions_pkey" PRIMARY KEY ("workspace_id","webhook_id","source_id")
);

-- CreateTable
CREATE TABLE "public"."webhook_deliveries" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "message_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "source_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "data" JSONB,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "attempted_at" TIMESTAMPTZ(3) NOT NULL,
    "duration" INTEGER NOT NULL,
    "status" INTEGER,
    "error" TEXT,
    "headers" JSONB,
    "body" TEXT,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "webhook_secrets_workspace_id_webhook_id_idx" ON "public"."webhook_secrets"("workspace_id", "webhook_id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_workspace_id_webhook_id_id_idx" ON "public"."webhook_deliveries"("workspace_id", "webhook_id", "id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_started_at_idx" ON "public"."webhook_deliveries" USING BRIN ("started_at");

-- AddForeignKey
ALTER TABLE "public"."webhooks" ADD CONSTRAINT "webhooks_workspace_id_created_by_fkey" FOREIGN KEY ("workspace_id", "created_by") REFERENCES "public"."memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."webhook_secrets" ADD CONSTRAINT "webhook_secrets_workspace_id_webhook_id_fkey" FOREIGN KEY ("workspace_id", "webhook_id") REFERENCES "public"."webhooks"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."webhook_positions" ADD CONSTRAINT "webhook_positions_workspace_id_webhook_id_fkey" FOREIGN KEY ("workspace_id", "webhook_id") REFERENCES "public"."webhooks"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_workspace_id_webhook_id_fkey" FOREIGN KEY ("workspace_id", "webhook_id") REFERENCES "public"."webhooks"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- What is sent next.
CREATE INDEX "webhooks_next_at_idx" ON "public"."webhooks" ("next_at") WHERE "off_reason" IS NULL AND "ended_at" IS NULL;

ALTER TABLE "public"."webhooks" ADD CONSTRAINT "webhooks_name_length" CHECK (char_length("name") BETWEEN 1 AND 60),
  ADD CONSTRAINT "webhooks_name_is_visible" CHECK (weir.has_visible_text("name")),
  ADD CONSTRAINT "webhooks_url" CHECK (char_length("url") <= 2000 AND "url" ~ '^https?://[^/?#]'),
  ADD CONSTRAINT "webhooks_types" CHECK ("types" IS NOT NULL),
  ADD CONSTRAINT "webhooks_board_ids" CHECK ("board_ids" IS NOT NULL),
  ADD CONSTRAINT "webhooks_payload" CHECK ("payload" IN ('full', 'thin')),
  ADD CONSTRAINT "webhooks_off_reason" CHECK ("off_reason" IN ('person', 'failing', 'gone'));
ALTER TABLE "public"."webhook_deliveries"
  ADD CONSTRAINT "webhook_deliveries_state" CHECK ("state" IN ('delivered', 'retrying', 'failed')),
  ADD CONSTRAINT "webhook_deliveries_lengths" CHECK (char_length("message_id") <= 200 AND char_length("type") <= 100
    AND char_length("error") <= 100 AND char_length("body") <= 2000);
