-- CreateEnum
CREATE TYPE "public"."trial_end" AS ENUM ('over', 'stopped', 'limitChanged', 'limitRemoved', 'boardArchived');

-- CreateEnum
CREATE TYPE "public"."trial_decision" AS ENUM ('keep', 'putBack', 'changed');

-- AlterEnum
ALTER TYPE "public"."notice_kind" ADD VALUE 'trialEnded';

-- Limits that are tried for some weeks. The check of "limits" comes with its function.
CREATE TABLE "public"."limit_trials" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "limits" JSONB NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "started_by" UUID,
    "reason" TEXT NOT NULL,
    "prediction" JSONB NOT NULL,
    "calendar" JSONB NOT NULL,
    "rules_changed_on" DATE,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" UUID,
    "cause" "public"."trial_end",
    "outcome" JSONB,
    "decision" "public"."trial_decision",
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decision_reason" TEXT,
    "put_back" UUID[] DEFAULT ARRAY[]::UUID[],
    "reminded_at" TIMESTAMPTZ(3),

    CONSTRAINT "limit_trials_pkey" PRIMARY KEY ("workspace_id","board_id","id"),
    CONSTRAINT "limit_trials_days" CHECK ("ends_on" - "starts_on" BETWEEN 6 AND 55),
    CONSTRAINT "limit_trials_reason" CHECK (char_length("reason") BETWEEN 1 AND 500),
    CONSTRAINT "limit_trials_prediction" CHECK (
        coalesce(jsonb_typeof("prediction" -> 'before') = 'object' AND jsonb_typeof("prediction" -> 'after') = 'object'
                 AND jsonb_typeof("prediction" -> 'difference') = 'object' AND jsonb_typeof("prediction" -> 'basis') = 'object', false)),
    CONSTRAINT "limit_trials_calendar" CHECK (
        coalesce(jsonb_typeof("calendar" -> 'timeZone') = 'string' AND jsonb_typeof("calendar" -> 'workingHours') IN ('object', 'null'), false)),
    CONSTRAINT "limit_trials_rules" CHECK ("rules_changed_on" BETWEEN "starts_on" - 1 AND "ends_on"),
    CONSTRAINT "limit_trials_ended" CHECK (("ended_at" IS NULL) = ("cause" IS NULL) AND ("ended_by" IS NULL OR "cause" IS NOT DISTINCT FROM 'stopped')),
    CONSTRAINT "limit_trials_outcome" CHECK (
        ("outcome" IS NULL) = ("cause" IS DISTINCT FROM 'over')
        AND ("outcome" IS NULL OR coalesce(jsonb_typeof("outcome" -> 'figures') = 'array' AND jsonb_typeof("outcome" -> 'trial') = 'object'
                                           AND jsonb_typeof("outcome" -> 'before') = 'object', false))),
    CONSTRAINT "limit_trials_decided" CHECK (
        ("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL OR "cause" IS NOT NULL)
        AND ("cause" IS DISTINCT FROM 'stopped' OR "decision" IS NOT NULL)),
    CONSTRAINT "limit_trials_decision_reason" CHECK ("decision_reason" IS NULL OR ("decision" IS NOT NULL AND char_length("decision_reason") BETWEEN 1 AND 500)),
    CONSTRAINT "limit_trials_put_back" CHECK ("put_back" = '{}' OR "decision" IS NOT DISTINCT FROM 'putBack'),
    CONSTRAINT "limit_trials_reminded" CHECK ("reminded_at" IS NULL OR "cause" IS NOT DISTINCT FROM 'over')
);

-- AddForeignKey
ALTER TABLE "public"."limit_trials" ADD CONSTRAINT "limit_trials_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- A board has one running trial: two would spoil each other.
CREATE UNIQUE INDEX "limit_trials_running" ON "public"."limit_trials" ("workspace_id", "board_id") WHERE "ended_at" IS NULL;
-- What the job looks for.
CREATE INDEX "limit_trials_due" ON "public"."limit_trials" ("ends_on", "workspace_id", "board_id") WHERE "ended_at" IS NULL;
CREATE INDEX "limit_trials_undecided" ON "public"."limit_trials" ("ended_at", "workspace_id", "board_id")
    WHERE "cause" = 'over' AND "decision" IS NULL AND "reminded_at" IS NULL;

-- The newest change of a limit, for what-if, of the types of events that can have one. A board.changed can be anything, so it is not enough.
DROP INDEX "public"."events_of_limits";
CREATE INDEX "events_of_limits" ON "public"."events" ("workspace_id", "board_id", "at")
    WHERE "type" IN ('limit.added', 'limit.changed', 'limit.removed', 'limit.trialStarted', 'limit.trialEnded', 'limit.trialDecided',
                     'column.added', 'column.changed', 'column.removed', 'board.changed')
      AND "changes" @? '$[*].limit';
