-- AlterEnum
ALTER TYPE "public"."board_forecast_kind" ADD VALUE 'door';
ALTER TYPE "public"."board_forecast_kind" ADD VALUE 'card';

-- AlterTable
ALTER TABLE "public"."board_forecasts" ADD COLUMN     "card" INTEGER;

-- A question is kept once a day, also for each card.
DROP INDEX "public"."board_forecasts_once";
CREATE UNIQUE INDEX "board_forecasts_once" ON "public"."board_forecasts" ("workspace_id", "board_id", "day", "kind", "window_days", coalesce("items", 0), coalesce("by", "day"), coalesce("card", 0));

-- Forecasts of several boards together that were shown. The number of a forecast on its day bounds how many a workspace keeps.
CREATE TABLE "public"."joint_forecasts" (
    "workspace_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "n" INTEGER NOT NULL,
    "kind" "public"."board_forecast_kind" NOT NULL,
    "board_ids" UUID[],
    "items" INTEGER[],
    "days" DATE[],
    "by" DATE,
    "window_days" INTEGER NOT NULL,
    "p50" INTEGER,
    "p70" INTEGER,
    "p85" INTEGER,
    "p95" INTEGER,
    "percent" INTEGER,
    "baseline" INTEGER,
    "due" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "scored_at" TIMESTAMPTZ(3),
    "outcome" INTEGER,
    "void" "public"."forecast_void",

    CONSTRAINT "joint_forecasts_pkey" PRIMARY KEY ("workspace_id","day","n"),
    CONSTRAINT "joint_forecasts_of_a_day" CHECK ("n" BETWEEN 1 AND 100),
    CONSTRAINT "joint_forecasts_boards" CHECK (num_nulls("board_ids", "items", "days") = 0 AND cardinality("board_ids") BETWEEN 2 AND 50
      AND cardinality("items") = cardinality("board_ids") AND cardinality("days") = cardinality("board_ids")),
    CONSTRAINT "joint_forecasts_question" CHECK ("kind" IN ('doneBy', 'chance') AND ("by" IS NULL) = ("kind" = 'doneBy')),
    CONSTRAINT "joint_forecasts_chance" CHECK (("percent" IS NULL) = ("kind" <> 'chance') AND ("baseline" IS NULL) = ("kind" <> 'chance')),
    CONSTRAINT "joint_forecasts_scored" CHECK ("scored_at" IS NOT NULL OR ("outcome" IS NULL AND "void" IS NULL))
);

-- AddForeignKey
ALTER TABLE "public"."joint_forecasts" ADD CONSTRAINT "joint_forecasts_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- A question is kept once a day.
CREATE UNIQUE INDEX "joint_forecasts_once" ON "public"."joint_forecasts" ("workspace_id", "day", "kind", "window_days", coalesce("by", "day"), "items", "board_ids");
-- What is to be scored, and what was scored in a time.
CREATE INDEX "joint_forecasts_due" ON "public"."joint_forecasts" ("due", "workspace_id") WHERE "scored_at" IS NULL;
CREATE INDEX "joint_forecasts_of_days" ON "public"."joint_forecasts" ("workspace_id", "due");
