-- A card has one row, made by its first claim. Without a holder it is not leased now.
CREATE TABLE "public"."card_leases" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "token" INTEGER NOT NULL,
    "holder_id" UUID,
    "since" TIMESTAMPTZ(3),
    "until" TIMESTAMPTZ(3),
    "assigned" BOOLEAN NOT NULL,
    "from_column_id" UUID NOT NULL,
    "from_done" BOOLEAN NOT NULL,
    "from_before" INTEGER,
    "expiries" INTEGER NOT NULL DEFAULT 0,
    "ended" TEXT,

    CONSTRAINT "card_leases_pkey" PRIMARY KEY ("workspace_id","board_id","card_id"),
    CONSTRAINT "card_leases_held_or_not" CHECK (("holder_id" IS NULL) = ("since" IS NULL) AND ("holder_id" IS NULL) = ("until" IS NULL)),
    CONSTRAINT "card_leases_token" CHECK ("token" > 0 AND "expiries" >= 0),
    CONSTRAINT "card_leases_ended" CHECK ("ended" IN ('completed', 'failed', 'released', 'expired', 'taken'))
);

-- AddForeignKey
ALTER TABLE "public"."card_leases" ADD CONSTRAINT "card_leases_workspace_id_board_id_card_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "card_id") REFERENCES "public"."cards"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."card_leases" ADD CONSTRAINT "card_leases_workspace_id_holder_id_fkey" FOREIGN KEY ("workspace_id", "holder_id") REFERENCES "public"."memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- The leases that run out next. Those that have ended are not in it.
CREATE INDEX "card_leases_until" ON "public"."card_leases" ("until") WHERE "until" IS NOT NULL;
-- The leases of a member.
CREATE INDEX "card_leases_holder" ON "public"."card_leases" ("workspace_id", "holder_id") WHERE "holder_id" IS NOT NULL;
