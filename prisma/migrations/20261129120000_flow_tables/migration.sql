-- CreateEnum
CREATE TYPE "public"."flow_stage" AS ENUM ('queued', 'inFlight', 'delivered', 'off');

-- CreateEnum
CREATE TYPE "public"."flow_fault" AS ENUM ('gap', 'negative', 'noDates');

-- How far the event log of each board has been read.
CREATE TABLE "public"."flow_positions" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3),
    "time_zone" TEXT NOT NULL,
    "is_incomplete" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "flow_positions_pkey" PRIMARY KEY ("workspace_id","board_id")
);

-- A card has one row, also after it was deleted.
CREATE TABLE "public"."flow_cards" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "card" INTEGER NOT NULL,
    "class_of_service" "public"."class_of_service" NOT NULL,
    "swimlane_id" UUID,
    "label_ids" UUID[],
    "assignee_ids" UUID[],
    "column_id" UUID,
    "half_done" BOOLEAN NOT NULL,
    "blocked" BOOLEAN NOT NULL,
    "stage" "public"."flow_stage" NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "committed_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "fault" "public"."flow_fault",
    "active_seconds" BIGINT,
    "blocked_seconds" BIGINT,
    "half_done_seconds" BIGINT,

    CONSTRAINT "flow_cards_pkey" PRIMARY KEY ("workspace_id","board_id","card")
);

-- Where a card was, from when to when.
CREATE TABLE "public"."flow_stays" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "card" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,
    "stage" "public"."flow_stage" NOT NULL,
    "column_id" UUID,
    "half_done" BOOLEAN NOT NULL,
    "blocked" BOOLEAN NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "came_from" "public"."flow_stage",
    "left_at" TIMESTAMPTZ(3),
    "left_for" "public"."flow_stage",

    CONSTRAINT "flow_stays_pkey" PRIMARY KEY ("workspace_id","board_id","card","n"),
    CONSTRAINT "flow_stays_on_the_board" CHECK ("stage" <> 'off'),
    CONSTRAINT "flow_stays_end" CHECK ("left_at" >= "entered_at" AND ("left_at" IS NULL) = ("left_for" IS NULL))
);

-- Sums of the stays by local day. Without a column, or in an unknown one: the nil UUID.
CREATE TABLE "public"."flow_days" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "stage" "public"."flow_stage" NOT NULL,
    "column_id" UUID NOT NULL,
    "change" INTEGER NOT NULL,
    "arrived" INTEGER NOT NULL,
    "delivered" INTEGER NOT NULL,
    "put_back" INTEGER NOT NULL,
    "removed" INTEGER NOT NULL,

    CONSTRAINT "flow_days_pkey" PRIMARY KEY ("workspace_id","board_id","day","stage","column_id")
);

-- AddForeignKey
ALTER TABLE "public"."flow_days" ADD CONSTRAINT "flow_days_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."flow_positions" ADD CONSTRAINT "flow_positions_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."flow_cards" ADD CONSTRAINT "flow_cards_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."flow_stays" ADD CONSTRAINT "flow_stays_workspace_id_board_id_card_fkey" FOREIGN KEY ("workspace_id", "board_id", "card") REFERENCES "public"."flow_cards"("workspace_id", "board_id", "card") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- The cards on the board, of which there are few.
CREATE INDEX "flow_cards_on_board" ON "public"."flow_cards" ("workspace_id", "board_id", "stage") WHERE "stage" IN ('queued', 'inFlight');
-- The cards that were delivered in a time.
CREATE INDEX "flow_cards_delivered" ON "public"."flow_cards" ("workspace_id", "board_id", "delivered_at") WHERE "delivered_at" IS NOT NULL;
-- The stays that share some time with a window, however long the history before and after it is.
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA extensions;
CREATE INDEX "flow_stays_in_window" ON "public"."flow_stays" USING gist ("workspace_id", "board_id", tstzrange("entered_at", "left_at", '[]')) WHERE "stage" <> 'delivered';
-- The deliveries of a time, also of cards that were taken up again.
CREATE INDEX "flow_stays_delivered" ON "public"."flow_stays" ("workspace_id", "board_id", "entered_at") WHERE "stage" = 'delivered';
CREATE INDEX "flow_stays_reopened" ON "public"."flow_stays" ("workspace_id", "board_id", "left_at") WHERE "stage" = 'delivered' AND "left_at" IS NOT NULL;

-- The blocks that ended in a time, and refusals at the door by hour: without these, figures would read the whole history.
CREATE INDEX "card_blocks_ended" ON "public"."card_blocks"("workspace_id", "board_id", "unblocked_at");
CREATE INDEX "door_refusals_by_hour" ON "public"."door_refusals"("workspace_id", "board_id", "hour");
-- The requests that were submitted in a time.
CREATE INDEX "requests_submitted" ON "public"."requests"("workspace_id", "board_id", "submitted_at");
