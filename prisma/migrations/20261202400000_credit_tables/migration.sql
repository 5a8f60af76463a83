-- CreateEnum
CREATE TYPE "public"."credit_period" AS ENUM ('week', 'month');

-- CreateEnum
CREATE TYPE "public"."credit_entry_kind" AS ENUM ('grant', 'charge', 'refund', 'adjustment');

-- CreateTable
CREATE TABLE "public"."credit_rules" (
    "workspace_id" UUID NOT NULL,
    "credits" INTEGER NOT NULL,
    "period" "public"."credit_period" NOT NULL,
    "time_zone" TEXT NOT NULL,
    "start_price" INTEGER NOT NULL,
    "max_price" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" UUID,
    "end_reason" TEXT,

    CONSTRAINT "credit_rules_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "public"."free_boards" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "free_boards_pkey" PRIMARY KEY ("workspace_id","board_id")
);

-- CreateTable
CREATE TABLE "public"."board_prices" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "thousandths" INTEGER NOT NULL,
    "level" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "board_prices_pkey" PRIMARY KEY ("workspace_id","board_id","day")
);

-- CreateTable
CREATE TABLE "public"."credit_accounts" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "period" "public"."credit_period" NOT NULL,
    "starts_on" DATE NOT NULL,
    "taken" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "credit_accounts_pkey" PRIMARY KEY ("workspace_id","user_id","period","starts_on")
);

-- CreateTable
CREATE TABLE "public"."credit_entries" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "period" "public"."credit_period" NOT NULL,
    "starts_on" DATE NOT NULL,
    "kind" "public"."credit_entry_kind" NOT NULL,
    "amount" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" UUID,
    "board_id" UUID,
    "request_id" UUID,
    "n" INTEGER,
    "price" INTEGER,
    "reason" TEXT,
    "note" TEXT,

    CONSTRAINT "credit_entries_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "credit_accounts_of_period" ON "public"."credit_accounts"("workspace_id", "period", "starts_on", "user_id");

-- CreateIndex
CREATE INDEX "credit_entries_of_account" ON "public"."credit_entries"("workspace_id", "user_id", "period", "starts_on");

-- CreateIndex
CREATE INDEX "credit_entries_of_user" ON "public"."credit_entries"("workspace_id", "user_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "credit_entries_once" ON "public"."credit_entries"("workspace_id", "board_id", "request_id", "kind", "n");

-- AddForeignKey
ALTER TABLE "public"."credit_rules" ADD CONSTRAINT "credit_rules_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."free_boards" ADD CONSTRAINT "free_boards_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."board_prices" ADD CONSTRAINT "board_prices_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."credit_accounts" ADD CONSTRAINT "credit_accounts_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "public"."memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."credit_entries" ADD CONSTRAINT "credit_entries_workspace_id_user_id_period_starts_on_fkey" FOREIGN KEY ("workspace_id", "user_id", "period", "starts_on") REFERENCES "public"."credit_accounts"("workspace_id", "user_id", "period", "starts_on") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."credit_entries" ADD CONSTRAINT "credit_entries_workspace_id_board_id_request_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "request_id") REFERENCES "public"."requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "public"."credit_rules"
  ADD CONSTRAINT "credit_rules_numbers" CHECK ("credits" BETWEEN 1 AND 10000 AND "start_price" >= 1 AND "start_price" <= "max_price"),
  -- Every requester can pay any price with the credits of a period.
  ADD CONSTRAINT "credit_rules_affordable" CHECK ("max_price" <= "credits"),
  ADD CONSTRAINT "credit_rules_end" CHECK (("ended_at" IS NULL) = ("end_reason" IS NULL) AND ("ended_at" IS NOT NULL OR "ended_by" IS NULL)),
  ADD CONSTRAINT "credit_rules_reason_length" CHECK (char_length("end_reason") BETWEEN 1 AND 500),
  ADD CONSTRAINT "credit_rules_time_zone_length" CHECK (char_length("time_zone") BETWEEN 1 AND 64);
ALTER TABLE "public"."board_prices"
  ADD CONSTRAINT "board_prices_numbers" CHECK ("thousandths" BETWEEN 1000 AND 10000000 AND "level" BETWEEN 0 AND 1);
-- A grant, or part of it, is of its account, an adjustment is of a person, and the others are of a request.
ALTER TABLE "public"."credit_entries"
  ADD CONSTRAINT "credit_entries_of_request" CHECK (
    CASE WHEN "kind" IN ('charge', 'refund')
         THEN num_nonnulls("board_id", "request_id", "n", "price", "reason") = 5 AND "note" IS NULL
         ELSE num_nonnulls("board_id", "request_id", "n", "price", "reason") = 0 END),
  ADD CONSTRAINT "credit_entries_amount" CHECK (
    CASE "kind" WHEN 'grant' THEN "amount" > 0 WHEN 'charge' THEN "amount" BETWEEN -"price" AND 0
                WHEN 'refund' THEN "amount" BETWEEN 0 AND "price" ELSE "amount" <> 0 AND abs("amount") <= 10000 END),
  ADD CONSTRAINT "credit_entries_n" CHECK ("n" >= 1),
  ADD CONSTRAINT "credit_entries_reason" CHECK ("reason" IN (
    'asked', 'moved', 'accepted', 'class', 'ended', 'decline', 'defer', 'duplicate', 'redirect', 'withdrawn', 'expired', 'shed')),
  ADD CONSTRAINT "credit_entries_note_length" CHECK (char_length("note") BETWEEN 1 AND 500);
-- An account is granted its credits once.
CREATE UNIQUE INDEX "credit_entries_one_grant" ON "public"."credit_entries" ("workspace_id", "user_id", "period", "starts_on") WHERE "kind" = 'grant';
