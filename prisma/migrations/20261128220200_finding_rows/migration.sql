-- Rows that exist at the upgrade count as updated then: so a program that reads what was updated gets each of them once.
ALTER TABLE "public"."cards" ADD COLUMN "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "public"."requests" ADD COLUMN "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

CREATE INDEX "cards_updated" ON "public"."cards"("workspace_id", "board_id", "updated_at", "number");
CREATE INDEX "requests_updated" ON "public"."requests"("workspace_id", "board_id", "updated_at", "number");

-- By a person, with the board: a person can have cards of many boards.
DROP INDEX "public"."card_assignees_workspace_id_user_id_idx";
CREATE INDEX "card_assignees_workspace_id_user_id_board_id_card_id_idx" ON "public"."card_assignees"("workspace_id", "user_id", "board_id", "card_id");

-- Each filter that few cards of a large board pass, and each sort.
CREATE INDEX cards_open ON "public"."cards" (workspace_id, board_id, number) WHERE archived_at IS NULL AND delivered_at IS NULL;
CREATE INDEX cards_archived ON "public"."cards" (workspace_id, board_id, number) WHERE archived_at IS NOT NULL;
CREATE INDEX cards_due_on_board ON "public"."cards" (workspace_id, board_id, due_on, number) WHERE due_on IS NOT NULL;
CREATE INDEX cards_in_flight ON "public"."cards" (workspace_id, board_id, committed_at, number)
  WHERE committed_at IS NOT NULL AND delivered_at IS NULL AND archived_at IS NULL;
CREATE INDEX cards_in_lane ON "public"."cards" (workspace_id, board_id, swimlane_id) WHERE swimlane_id IS NOT NULL;
CREATE INDEX cards_of_class ON "public"."cards" (workspace_id, board_id, class_of_service) WHERE class_of_service <> 'standard';
DROP INDEX "public"."cards_delivered";
CREATE INDEX cards_delivered ON "public"."cards" (workspace_id, board_id, delivered_at, number) WHERE delivered_at IS NOT NULL;
CREATE INDEX requests_of_class ON "public"."requests" (workspace_id, board_id, class_of_service) WHERE class_of_service <> 'standard';
CREATE INDEX requests_to_answer ON "public"."requests" (workspace_id, board_id, answer_by, number) WHERE answered_at IS NULL;
