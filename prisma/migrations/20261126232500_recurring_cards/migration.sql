-- CreateTable
CREATE TABLE "public"."recurring_cards" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "preset" JSONB NOT NULL,
    "column_id" UUID,
    "schedule" JSONB NOT NULL,
    "when_full" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "next_at" TIMESTAMPTZ(3),
    "waiting" JSONB,
    "last" JSONB,
    "refused_seq" BIGINT,

    CONSTRAINT "recurring_cards_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- CreateIndex
CREATE INDEX "recurring_cards_next_at_idx" ON "public"."recurring_cards"("next_at");

-- AddForeignKey
ALTER TABLE "public"."recurring_cards" ADD CONSTRAINT "recurring_cards_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- A card that the system makes has no person who created it.
ALTER TABLE "public"."cards" ALTER COLUMN "created_by" DROP NOT NULL;

ALTER TABLE "public"."recurring_cards" ADD CONSTRAINT "recurring_cards_preset" CHECK ("preset" ?& ARRAY['title', 'description', 'classOfService', 'swimlaneId', 'labelIds', 'checklistItems']);
ALTER TABLE "public"."recurring_cards" ADD CONSTRAINT "recurring_cards_schedule" CHECK ("schedule" ?& ARRAY['unit', 'every', 'at', 'from', 'until']);
ALTER TABLE "public"."recurring_cards" ADD CONSTRAINT "recurring_cards_when_full" CHECK ("when_full" IN ('wait', 'skip'));
ALTER TABLE "public"."recurring_cards" ADD CONSTRAINT "recurring_cards_paused" CHECK ("active" OR "next_at" IS NULL AND "waiting" IS NULL);

CREATE INDEX "recurring_cards_waiting" ON "public"."recurring_cards" ("workspace_id", "board_id") WHERE "waiting" IS NOT NULL;
