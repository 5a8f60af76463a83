-- CreateEnum
CREATE TYPE "public"."load_mark" AS ENUM ('saturated', 'low');

-- CreateEnum
CREATE TYPE "public"."rest_day_kind" AS ENUM ('measured', 'dayOff', 'notMeasured');

-- CreateEnum
CREATE TYPE "public"."rest_state" AS ENUM ('proposed', 'resting', 'dismissed', 'expired', 'ended');

-- CreateEnum
CREATE TYPE "public"."rest_end" AS ENUM ('calm', 'latest', 'byHand', 'gateOpened', 'switchedOff');

-- AlterEnum
ALTER TYPE "public"."notice_kind" ADD VALUE 'rest';

-- AlterTable
ALTER TABLE "public"."intakes" ADD COLUMN     "rest_policy" JSONB;

-- CreateTable
CREATE TABLE "public"."load_periods" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "mark" "public"."load_mark" NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "load_periods_pkey" PRIMARY KEY ("workspace_id","board_id","mark","began_at")
);

-- CreateTable
CREATE TABLE "public"."rest_days" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "kind" "public"."rest_day_kind" NOT NULL,
    "worked_seconds" INTEGER NOT NULL DEFAULT 0,
    "saturated_seconds" INTEGER NOT NULL DEFAULT 0,
    "loaded_seconds" INTEGER NOT NULL DEFAULT 0,
    "in_flight" INTEGER NOT NULL DEFAULT 0,
    "aged" INTEGER NOT NULL DEFAULT 0,
    "overrides" INTEGER NOT NULL DEFAULT 0,
    "overdue" INTEGER NOT NULL DEFAULT 0,
    "over" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "is_calm" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "rest_days_pkey" PRIMARY KEY ("workspace_id","board_id","day")
);

-- CreateTable
CREATE TABLE "public"."rests" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "state" "public"."rest_state" NOT NULL,
    "overloaded_days" INTEGER NOT NULL,
    "of_days" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "began_at" TIMESTAMPTZ(3),
    "by" UUID,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" UUID,
    "ended_for" "public"."rest_end",
    "reason" TEXT,

    CONSTRAINT "rests_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- CreateIndex
CREATE INDEX "load_periods_ended" ON "public"."load_periods"("workspace_id", "board_id", "ended_at");

-- CreateIndex
CREATE INDEX "rests_at" ON "public"."rests"("workspace_id", "board_id", "at");

-- AddForeignKey
ALTER TABLE "public"."load_periods" ADD CONSTRAINT "load_periods_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."rest_days" ADD CONSTRAINT "rest_days_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."rests" ADD CONSTRAINT "rests_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- A period of a mark is open once.
CREATE UNIQUE INDEX load_periods_open ON "public"."load_periods" (workspace_id, board_id, mark) WHERE ended_at IS NULL;
ALTER TABLE "public"."load_periods" ADD CONSTRAINT load_periods_end CHECK (ended_at > began_at);
ALTER TABLE "public"."rest_days" ADD CONSTRAINT rest_days_seconds CHECK (
  worked_seconds BETWEEN 0 AND 100000 AND saturated_seconds BETWEEN 0 AND worked_seconds AND loaded_seconds BETWEEN 0 AND worked_seconds);
ALTER TABLE "public"."rest_days" ADD CONSTRAINT rest_days_counts CHECK (
  in_flight >= 0 AND aged BETWEEN 0 AND in_flight AND overrides >= 0 AND overdue >= 0);
ALTER TABLE "public"."rest_days" ADD CONSTRAINT rest_days_over CHECK (
  over IS NOT NULL AND over <@ '{load,age,overrides,overdue}'::text[] AND (kind = 'measured' OR over = '{}' AND NOT is_calm));

-- A board has one rest, or one proposal of a rest, at a time. It always has an end.
CREATE UNIQUE INDEX rests_open ON "public"."rests" (workspace_id, board_id) WHERE closed_at IS NULL;
ALTER TABLE "public"."rests" ADD CONSTRAINT rests_days CHECK (overloaded_days BETWEEN 0 AND of_days AND of_days <= 30);
ALTER TABLE "public"."rests" ADD CONSTRAINT rests_state CHECK (
  CASE state
    WHEN 'proposed'  THEN began_at IS NULL     AND closed_at IS NULL     AND ended_for IS NULL AND reason IS NULL
    WHEN 'resting'   THEN began_at IS NOT NULL AND closed_at IS NULL     AND ended_for IS NULL AND reason IS NULL
    WHEN 'dismissed' THEN began_at IS NULL     AND closed_at IS NOT NULL AND ended_for IS NULL AND reason IS NOT NULL
    WHEN 'expired'   THEN began_at IS NULL     AND closed_at IS NOT NULL AND ended_for IS NULL AND reason IS NULL
    WHEN 'ended'     THEN began_at IS NOT NULL AND closed_at IS NOT NULL AND ended_for IS NOT NULL
                          AND (ended_for <> 'byHand' OR reason IS NOT NULL)
  END);
ALTER TABLE "public"."rests" ADD CONSTRAINT rests_end CHECK (
  until > coalesce(began_at, at) AND until <= coalesce(began_at, at) + interval '62 days' AND began_at >= at AND closed_at >= at);
ALTER TABLE "public"."rests" ADD CONSTRAINT rests_reason CHECK (length(reason) <= 500);
