-- CreateEnum
CREATE TYPE "public"."wait_state" AS ENUM ('waiting', 'queued', 'begun', 'blocked', 'putBack', 'delivered', 'takenOff', 'declined', 'deferred', 'expired', 'shed', 'withdrawn');

-- AlterEnum
ALTER TYPE "public"."notice_kind" ADD VALUE 'waitChanged';

-- AlterTable
ALTER TABLE "public"."intakes" ADD COLUMN     "throttle_downstream_at" INTEGER;
ALTER TABLE "public"."intakes" ADD CONSTRAINT "intakes_throttle_downstream_at" CHECK ("throttle_downstream_at" BETWEEN 1 AND 100);

-- CreateTable
CREATE TABLE "public"."request_waits" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "card_id" UUID,
    "request_id" UUID,
    "on_board_id" UUID NOT NULL,
    "on_request_id" UUID NOT NULL,
    "state" "public"."wait_state" NOT NULL DEFAULT 'waiting',
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "request_waits_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- CreateTable
CREATE TABLE "public"."wait_checks" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "board_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "wait_checks_pkey" PRIMARY KEY ("workspace_id","id")
);

-- One of both waits, never a request on itself, and a wait has ended if its state says so.
ALTER TABLE "public"."request_waits"
  ADD CONSTRAINT "request_waits_one_waiter" CHECK (num_nonnulls("card_id", "request_id") = 1),
  ADD CONSTRAINT "request_waits_not_itself" CHECK ("request_id" IS NULL OR "board_id" <> "on_board_id" OR "request_id" <> "on_request_id"),
  ADD CONSTRAINT "request_waits_ended" CHECK (("ended_at" IS NULL) = ("state" IN ('waiting', 'queued', 'begun', 'blocked', 'putBack')));

-- The same waits once on a request. The lookups of a card and of a request use these indexes.
CREATE UNIQUE INDEX "request_waits_of_card" ON "public"."request_waits" ("workspace_id", "board_id", "card_id", "on_board_id", "on_request_id")
  WHERE "card_id" IS NOT NULL;
CREATE UNIQUE INDEX "request_waits_of_request" ON "public"."request_waits" ("workspace_id", "board_id", "request_id", "on_board_id", "on_request_id")
  WHERE "request_id" IS NOT NULL;

-- The graph of a workspace reads open waits only.
CREATE INDEX "request_waits_open" ON "public"."request_waits" ("workspace_id", "board_id") WHERE "ended_at" IS NULL;

-- CreateIndex
CREATE INDEX "request_waits_on" ON "public"."request_waits"("workspace_id", "on_board_id", "on_request_id");

-- AddForeignKey
ALTER TABLE "public"."request_waits" ADD CONSTRAINT "request_waits_workspace_id_board_id_card_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "card_id") REFERENCES "public"."cards"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."request_waits" ADD CONSTRAINT "request_waits_workspace_id_board_id_request_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "request_id") REFERENCES "public"."requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."request_waits" ADD CONSTRAINT "request_waits_workspace_id_on_board_id_on_request_id_fkey" FOREIGN KEY ("workspace_id", "on_board_id", "on_request_id") REFERENCES "public"."requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."wait_checks" ADD CONSTRAINT "wait_checks_workspace_id_board_id_request_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "request_id") REFERENCES "public"."requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
