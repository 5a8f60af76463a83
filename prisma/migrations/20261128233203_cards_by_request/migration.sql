-- Most cards have no request, and each move would write an entry for them.
DROP INDEX "public"."cards_workspace_id_board_id_request_id_key";
CREATE UNIQUE INDEX "cards_workspace_id_board_id_request_id_key" ON "public"."cards" ("workspace_id", "board_id", "request_id")
  WHERE "request_id" IS NOT NULL;
