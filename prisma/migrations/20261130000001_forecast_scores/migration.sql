-- CreateEnum
CREATE TYPE "public"."board_forecast_kind" AS ENUM ('doneBy', 'delivered', 'chance');

-- CreateEnum
CREATE TYPE "public"."forecast_void" AS ENUM ('notAccepted', 'acceptedLater', 'withdrawn', 'displaced', 'archived', 'deleted', 'boardArchived');

-- AlterTable
ALTER TABLE "public"."given_forecasts" ADD COLUMN     "scored_at" TIMESTAMPTZ(3),
ADD COLUMN     "outcome" DATE,
ADD COLUMN     "void" "public"."forecast_void";

-- Forecasts about boards that were shown. The number of a forecast on its day bounds how many a board keeps.
CREATE TABLE "public"."board_forecasts" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "n" INTEGER NOT NULL,
    "kind" "public"."board_forecast_kind" NOT NULL,
    "items" INTEGER,
    "by" DATE,
    "window_days" INTEGER NOT NULL,
    "sample" INTEGER NOT NULL,
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

    CONSTRAINT "board_forecasts_pkey" PRIMARY KEY ("workspace_id","board_id","day","n"),
    CONSTRAINT "board_forecasts_of_a_day" CHECK ("n" BETWEEN 1 AND 100),
    CONSTRAINT "board_forecasts_question" CHECK (("items" IS NULL) = ("kind" = 'delivered') AND ("by" IS NULL) = ("kind" = 'doneBy')),
    CONSTRAINT "board_forecasts_chance" CHECK (("percent" IS NULL) = ("kind" <> 'chance') AND ("baseline" IS NULL) = ("kind" <> 'chance')),
    CONSTRAINT "board_forecasts_scored" CHECK ("scored_at" IS NOT NULL OR ("outcome" IS NULL AND "void" IS NULL))
);

-- AddForeignKey
ALTER TABLE "public"."board_forecasts" ADD CONSTRAINT "board_forecasts_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- A question is kept once a day.
CREATE UNIQUE INDEX "board_forecasts_once" ON "public"."board_forecasts" ("workspace_id", "board_id", "day", "kind", "window_days", coalesce("items", 0), coalesce("by", "day"));
-- What is to be scored, and what was scored in a time.
CREATE INDEX "board_forecasts_due" ON "public"."board_forecasts" ("due", "workspace_id", "board_id") WHERE "scored_at" IS NULL;
CREATE INDEX "given_forecasts_due" ON "public"."given_forecasts" ("p85", "workspace_id", "board_id") WHERE "scored_at" IS NULL AND "p85" IS NOT NULL;
CREATE INDEX "board_forecasts_scored" ON "public"."board_forecasts" ("workspace_id", "board_id", "due");
CREATE INDEX "given_forecasts_scored" ON "public"."given_forecasts" ("workspace_id", "board_id", "p85") WHERE "p85" IS NOT NULL;
