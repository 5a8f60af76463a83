-- CreateEnum
CREATE TYPE "public"."work_state" AS ENUM ('queued', 'putBack', 'begun', 'blocked', 'takenOff', 'delivered');

-- AlterEnum
ALTER TYPE "public"."notice_kind" ADD VALUE 'begun';
ALTER TYPE "public"."notice_kind" ADD VALUE 'blocked';
ALTER TYPE "public"."notice_kind" ADD VALUE 'unblocked';
ALTER TYPE "public"."notice_kind" ADD VALUE 'takenOff';
ALTER TYPE "public"."notice_kind" ADD VALUE 'restored';
ALTER TYPE "public"."notice_kind" ADD VALUE 'delivered';
ALTER TYPE "public"."notice_kind" ADD VALUE 'expected';

-- CreateTable
CREATE TABLE "public"."request_steps" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "seq" BIGINT,
    "state" "public"."work_state" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "message" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "announced" BOOLEAN NOT NULL DEFAULT false,
    "received_at" TIMESTAMPTZ(3),

    CONSTRAINT "request_steps_pkey" PRIMARY KEY ("workspace_id","board_id","request_id","n")
);

-- CreateTable
CREATE TABLE "public"."announced_forecasts" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "p50" DATE NOT NULL,
    "p85" DATE NOT NULL,

    CONSTRAINT "announced_forecasts_pkey" PRIMARY KEY ("workspace_id","board_id","request_id","at")
);

-- AddForeignKey
ALTER TABLE "public"."request_steps" ADD CONSTRAINT "request_steps_workspace_id_board_id_request_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "request_id") REFERENCES "public"."requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."announced_forecasts" ADD CONSTRAINT "announced_forecasts_workspace_id_board_id_request_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "request_id") REFERENCES "public"."requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Written by hand: a step without a known reason, the steps to announce, and the cards whose requesters wait for a delivery.
ALTER TABLE "public"."request_steps"
  ADD CONSTRAINT request_steps_reason CHECK ((reason IS NOT NULL) = (state IN ('blocked', 'putBack', 'takenOff'))),
  ADD CONSTRAINT request_steps_announced CHECK (NOT announced OR settled_at IS NOT NULL),
  ADD CONSTRAINT request_steps_received CHECK (received_at IS NULL OR state = 'delivered');
CREATE INDEX request_steps_unsettled ON "public"."request_steps" (at) WHERE settled_at IS NULL;
CREATE INDEX cards_promised ON "public"."cards" (workspace_id, board_id)
  WHERE request_id IS NOT NULL AND delivered_at IS NULL AND archived_at IS NULL;
