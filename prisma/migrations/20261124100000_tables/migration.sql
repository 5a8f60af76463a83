-- CreateEnum
CREATE TYPE "role" AS ENUM ('owner', 'manager', 'member', 'requester', 'viewer');

-- CreateEnum
CREATE TYPE "column_kind" AS ENUM ('queue', 'active', 'done');

-- CreateEnum
CREATE TYPE "class_of_service" AS ENUM ('expedite', 'fixedDate', 'standard', 'intangible');

-- CreateEnum
CREATE TYPE "limit_scope" AS ENUM ('column', 'columns', 'swimlane', 'person', 'board', 'classOfService');

-- CreateEnum
CREATE TYPE "limit_mode" AS ENUM ('block', 'reason', 'warn');

-- CreateEnum
CREATE TYPE "answer_kind" AS ENUM ('accept', 'trade', 'decline', 'defer', 'duplicate', 'redirect', 'withdrawn', 'expired', 'shed');

-- CreateEnum
CREATE TYPE "answer_reason" AS ENUM ('noCapacity', 'notAligned', 'tooLarge', 'needsInformation', 'other');

-- CreateEnum
CREATE TYPE "notice_kind" AS ENUM ('answered', 'displaced', 'putBack', 'ticketDue', 'question', 'reply', 'reminder', 'overdue', 'gate');

-- CreateEnum
CREATE TYPE "gate_state" AS ENUM ('open', 'throttled', 'shut', 'probing');

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_identities" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_identities_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspaces" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "memberships" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "role" "role" NOT NULL,
    "email" TEXT,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_by" UUID,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "boards" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "override_budget" INTEGER NOT NULL DEFAULT 10,
    "class_policies" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "boards_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "board_clock" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "next_card" INTEGER NOT NULL DEFAULT 1,
    "next_request" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "board_clock_pkey" PRIMARY KEY ("workspace_id","board_id")
);

-- CreateTable
CREATE TABLE "intakes" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "depth" INTEGER NOT NULL DEFAULT 8,
    "open_per_requester" INTEGER DEFAULT 3,
    "per_requester_per_hour" INTEGER,
    "per_requester_per_day" INTEGER,
    "answer_within_hours" INTEGER NOT NULL DEFAULT 72,
    "grace_hours" INTEGER NOT NULL DEFAULT 72,
    "remind_before_hours" INTEGER DEFAULT 24,
    "escalate_to" UUID[] DEFAULT ARRAY[]::UUID[],
    "high_watermark" INTEGER,
    "low_watermark" INTEGER,
    "min_options" INTEGER NOT NULL DEFAULT 0,
    "replenish_on" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "working_hours" JSONB,
    "gate_by_itself" BOOLEAN NOT NULL DEFAULT true,
    "gate" "gate_state" NOT NULL DEFAULT 'open',
    "gate_reason" TEXT,
    "gate_cause" TEXT,
    "gate_until" TIMESTAMPTZ(3),
    "gate_by" UUID,
    "gate_at" TIMESTAMPTZ(3),
    "saturated_since" TIMESTAMPTZ(3),
    "form_id" UUID,
    "form_open_per_guest" INTEGER NOT NULL DEFAULT 1,
    "form_depth" INTEGER NOT NULL DEFAULT 3,

    CONSTRAINT "intakes_pkey" PRIMARY KEY ("workspace_id","board_id")
);

-- CreateTable
CREATE TABLE "columns" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "column_kind" NOT NULL,
    "position" INTEGER NOT NULL,
    "split" BOOLEAN NOT NULL DEFAULT false,
    "policy" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "columns_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- CreateTable
CREATE TABLE "swimlanes" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "swimlanes_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- CreateTable
CREATE TABLE "wip_limits" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "scope" "limit_scope" NOT NULL,
    "column_id" UUID,
    "column_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "swimlane_id" UUID,
    "user_id" UUID,
    "class_of_service" "class_of_service",
    "max" INTEGER NOT NULL,
    "min" INTEGER,
    "mode" "limit_mode" NOT NULL DEFAULT 'block',

    CONSTRAINT "wip_limits_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- CreateTable
CREATE TABLE "person_limits" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "max" INTEGER NOT NULL,
    "min" INTEGER,
    "mode" "limit_mode" NOT NULL DEFAULT 'block',
    "seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "person_limits_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "overrides" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "limit_id" UUID NOT NULL,
    "scope" "limit_scope" NOT NULL,
    "of" TEXT NOT NULL,
    "mode" "limit_mode" NOT NULL,
    "max" INTEGER NOT NULL,
    "load" INTEGER NOT NULL,
    "gain" INTEGER NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "overrides_pkey" PRIMARY KEY ("workspace_id","board_id","seq","limit_id")
);

-- CreateTable
CREATE TABLE "cards" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "column_id" UUID NOT NULL,
    "swimlane_id" UUID,
    "done" BOOLEAN NOT NULL DEFAULT false,
    "rank" DECIMAL NOT NULL,
    "class_of_service" "class_of_service" NOT NULL DEFAULT 'standard',
    "due_on" DATE,
    "request_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID NOT NULL,
    "entered_column_at" TIMESTAMPTZ(3) NOT NULL,
    "committed_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "cards_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- CreateTable
CREATE TABLE "card_assignees" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "card_assignees_pkey" PRIMARY KEY ("workspace_id","board_id","card_id","user_id")
);

-- CreateTable
CREATE TABLE "card_blocks" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "blocked_at" TIMESTAMPTZ(3) NOT NULL,
    "blocked_by" UUID NOT NULL,
    "unblocked_at" TIMESTAMPTZ(3),
    "unblocked_by" UUID,

    CONSTRAINT "card_blocks_pkey" PRIMARY KEY ("workspace_id","board_id","card_id","id")
);

-- CreateTable
CREATE TABLE "comments" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "by" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "comments_pkey" PRIMARY KEY ("workspace_id","board_id","card_id","id")
);

-- CreateTable
CREATE TABLE "requests" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "class_of_service" "class_of_service" NOT NULL DEFAULT 'standard',
    "needed_by" DATE,
    "requester_id" UUID,
    "guest_id" UUID,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "remind_at" TIMESTAMPTZ(3),
    "answer_by" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),
    "escalated_at" TIMESTAMPTZ(3),
    "follows_id" UUID,
    "by_ticket" BOOLEAN NOT NULL DEFAULT false,
    "from_board_id" UUID,
    "from_request_id" UUID,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "requests_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- CreateTable
CREATE TABLE "answers" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "kind" "answer_kind" NOT NULL,
    "reason" "answer_reason",
    "message" TEXT,
    "until" DATE,
    "by" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "duplicate_of_id" UUID,

    CONSTRAINT "answers_pkey" PRIMARY KEY ("workspace_id","board_id","request_id")
);

-- CreateTable
CREATE TABLE "request_watchers" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID,
    "guest_id" UUID,

    CONSTRAINT "request_watchers_pkey" PRIMARY KEY ("workspace_id","board_id","request_id","id")
);

-- CreateTable
CREATE TABLE "request_messages" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "asks" BOOLEAN NOT NULL DEFAULT false,
    "by" UUID,
    "by_guest" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_messages_pkey" PRIMARY KEY ("workspace_id","board_id","request_id","id")
);

-- CreateTable
CREATE TABLE "displacements" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "displaced_request_id" UUID,
    "reason" "answer_reason" NOT NULL,
    "message" TEXT NOT NULL,
    "column_id" UUID,
    "until" DATE,
    "by" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "displacements_pkey" PRIMARY KEY ("workspace_id","board_id","request_id")
);

-- CreateTable
CREATE TABLE "answer_templates" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "answer_kind" NOT NULL,
    "reason" "answer_reason",
    "message" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answer_templates_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- CreateTable
CREATE TABLE "given_forecasts" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "ahead" INTEGER NOT NULL,
    "p50" DATE,
    "p85" DATE,
    "sample" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "given_forecasts_pkey" PRIMARY KEY ("workspace_id","board_id","request_id","day","ahead")
);

-- CreateTable
CREATE TABLE "guests" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guests_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "form_asks" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "needed_by" DATE,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "request_id" UUID,

    CONSTRAINT "form_asks_pkey" PRIMARY KEY ("workspace_id","board_id","id")
);

-- CreateTable
CREATE TABLE "notices" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID,
    "guest_id" UUID,
    "board_id" UUID NOT NULL,
    "kind" "notice_kind" NOT NULL,
    "request_id" UUID,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notices_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "mails" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "notice_id" UUID,
    "form_board_id" UUID,
    "form_ask_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "mails_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "door_refusals" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "requester_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "door_refusals_pkey" PRIMARY KEY ("workspace_id","board_id","requester_id","code","hour")
);

-- CreateTable
CREATE TABLE "events" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "changes" JSONB NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("workspace_id","board_id","seq")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "workspace_id" UUID NOT NULL,
    "caller_id" UUID NOT NULL,
    "route" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "status" INTEGER NOT NULL,
    "body" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("workspace_id","caller_id","route","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "user_identities_user_id_idx" ON "user_identities"("user_id");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "workspaces_slug_key" ON "workspaces"("slug");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_workspace_id_token_hash_key" ON "invitations"("workspace_id", "token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "boards_workspace_id_key_key" ON "boards"("workspace_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "person_limits_workspace_id_user_id_key" ON "person_limits"("workspace_id", "user_id");

-- CreateIndex
CREATE INDEX "overrides_workspace_id_limit_id_at_idx" ON "overrides"("workspace_id", "limit_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "cards_workspace_id_board_id_number_key" ON "cards"("workspace_id", "board_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "cards_workspace_id_board_id_request_id_key" ON "cards"("workspace_id", "board_id", "request_id");

-- CreateIndex
CREATE INDEX "card_assignees_workspace_id_user_id_idx" ON "card_assignees"("workspace_id", "user_id");

-- CreateIndex
CREATE INDEX "requests_of_requester" ON "requests"("workspace_id", "requester_id", "answered_at" DESC, "board_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "requests_workspace_id_board_id_number_key" ON "requests"("workspace_id", "board_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "answer_templates_workspace_id_board_id_name_key" ON "answer_templates"("workspace_id", "board_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "guests_workspace_id_email_key" ON "guests"("workspace_id", "email");

-- CreateIndex
CREATE INDEX "notices_workspace_id_user_id_at_idx" ON "notices"("workspace_id", "user_id", "at");

-- CreateIndex
CREATE INDEX "idempotency_keys_at_idx" ON "idempotency_keys"("at");

-- AddForeignKey
ALTER TABLE "user_identities" ADD CONSTRAINT "user_identities_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "boards" ADD CONSTRAINT "boards_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "board_clock" ADD CONSTRAINT "board_clock_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "columns" ADD CONSTRAINT "columns_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "swimlanes" ADD CONSTRAINT "swimlanes_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "wip_limits" ADD CONSTRAINT "wip_limits_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "wip_limits" ADD CONSTRAINT "wip_limits_workspace_id_board_id_column_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "column_id") REFERENCES "columns"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "wip_limits" ADD CONSTRAINT "wip_limits_workspace_id_board_id_swimlane_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "swimlane_id") REFERENCES "swimlanes"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "wip_limits" ADD CONSTRAINT "wip_limits_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "person_limits" ADD CONSTRAINT "person_limits_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "cards" ADD CONSTRAINT "cards_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "cards" ADD CONSTRAINT "cards_workspace_id_board_id_column_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "column_id") REFERENCES "columns"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "cards" ADD CONSTRAINT "cards_workspace_id_board_id_swimlane_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "swimlane_id") REFERENCES "swimlanes"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "cards" ADD CONSTRAINT "cards_workspace_id_board_id_request_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "request_id") REFERENCES "requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "card_assignees" ADD CONSTRAINT "card_assignees_workspace_id_board_id_card_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "card_id") REFERENCES "cards"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "card_assignees" ADD CONSTRAINT "card_assignees_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "card_blocks" ADD CONSTRAINT "card_blocks_workspace_id_board_id_card_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "card_id") REFERENCES "cards"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "comments" ADD CONSTRAINT "comments_workspace_id_board_id_card_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "card_id") REFERENCES "cards"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "requests" ADD CONSTRAINT "requests_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "requests" ADD CONSTRAINT "requests_workspace_id_requester_id_fkey" FOREIGN KEY ("workspace_id", "requester_id") REFERENCES "memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "requests" ADD CONSTRAINT "requests_workspace_id_guest_id_fkey" FOREIGN KEY ("workspace_id", "guest_id") REFERENCES "guests"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "requests" ADD CONSTRAINT "requests_workspace_id_board_id_follows_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "follows_id") REFERENCES "requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "requests" ADD CONSTRAINT "requests_workspace_id_from_board_id_from_request_id_fkey" FOREIGN KEY ("workspace_id", "from_board_id", "from_request_id") REFERENCES "requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "answers" ADD CONSTRAINT "answers_workspace_id_board_id_request_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "request_id") REFERENCES "requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "answers" ADD CONSTRAINT "answers_workspace_id_board_id_duplicate_of_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "duplicate_of_id") REFERENCES "requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "request_watchers" ADD CONSTRAINT "request_watchers_workspace_id_board_id_request_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "request_id") REFERENCES "requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "request_watchers" ADD CONSTRAINT "request_watchers_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "request_watchers" ADD CONSTRAINT "request_watchers_workspace_id_guest_id_fkey" FOREIGN KEY ("workspace_id", "guest_id") REFERENCES "guests"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "request_messages" ADD CONSTRAINT "request_messages_workspace_id_board_id_request_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "request_id") REFERENCES "requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "displacements" ADD CONSTRAINT "displacements_workspace_id_board_id_request_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "request_id") REFERENCES "requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "displacements" ADD CONSTRAINT "displacements_workspace_id_board_id_displaced_request_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "displaced_request_id") REFERENCES "requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "displacements" ADD CONSTRAINT "displacements_workspace_id_board_id_card_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "card_id") REFERENCES "cards"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "answer_templates" ADD CONSTRAINT "answer_templates_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "given_forecasts" ADD CONSTRAINT "given_forecasts_workspace_id_board_id_request_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "request_id") REFERENCES "requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "guests" ADD CONSTRAINT "guests_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "form_asks" ADD CONSTRAINT "form_asks_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_workspace_id_board_id_request_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "request_id") REFERENCES "requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_workspace_id_guest_id_fkey" FOREIGN KEY ("workspace_id", "guest_id") REFERENCES "guests"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "mails" ADD CONSTRAINT "mails_workspace_id_notice_id_fkey" FOREIGN KEY ("workspace_id", "notice_id") REFERENCES "notices"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "mails" ADD CONSTRAINT "mails_workspace_id_form_board_id_form_ask_id_fkey" FOREIGN KEY ("workspace_id", "form_board_id", "form_ask_id") REFERENCES "form_asks"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "events" ADD CONSTRAINT "events_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- What Prisma's language cannot say -----------------------------------------------------------------

-- Partial indexes: the cards that stand in a column, in order; what was delivered when; the open block of a card; who waits; what
-- draws on a budget.
CREATE INDEX cards_in_column ON cards (workspace_id, board_id, column_id, rank, number) WHERE archived_at IS NULL;
CREATE INDEX cards_delivered ON cards (workspace_id, board_id, delivered_at) WHERE delivered_at IS NOT NULL;
CREATE UNIQUE INDEX card_blocks_open ON card_blocks (workspace_id, board_id, card_id) WHERE unblocked_at IS NULL;
CREATE INDEX requests_waiting ON requests (workspace_id, board_id, (coalesce(requester_id, guest_id))) WHERE answered_at IS NULL;
CREATE INDEX requests_by_asker ON requests (workspace_id, board_id, (coalesce(requester_id, guest_id)), submitted_at);
CREATE INDEX requests_paused ON requests (paused_at) WHERE answered_at IS NULL AND paused_at IS NOT NULL;
CREATE INDEX requests_from ON requests (workspace_id, from_board_id, from_request_id) WHERE from_request_id IS NOT NULL;
CREATE INDEX answers_until ON answers (workspace_id, board_id, until) WHERE until IS NOT NULL;
CREATE INDEX answers_tickets ON answers (until) WHERE until IS NOT NULL;
CREATE INDEX displacements_tickets ON displacements (until) WHERE until IS NOT NULL;
CREATE UNIQUE INDEX notices_ticket_once ON notices (workspace_id, board_id, request_id) WHERE kind = 'ticketDue';
CREATE INDEX displacements_of ON displacements (workspace_id, board_id, displaced_request_id) WHERE displaced_request_id IS NOT NULL;
CREATE UNIQUE INDEX request_watchers_once ON request_watchers (workspace_id, board_id, request_id, (coalesce(user_id, guest_id)));
CREATE INDEX mails_due ON mails (due_at) WHERE due_at IS NOT NULL;
CREATE UNIQUE INDEX requests_ticket_once ON requests (workspace_id, board_id, follows_id) WHERE by_ticket;
CREATE INDEX overrides_with_reason ON overrides (workspace_id, board_id, at) WHERE mode = 'reason';
-- One limit of a scope on a thing.
CREATE UNIQUE INDEX wip_limits_one_a_column   ON wip_limits (workspace_id, board_id, column_id) WHERE scope = 'column';
CREATE UNIQUE INDEX wip_limits_one_a_group    ON wip_limits (workspace_id, board_id, column_ids) WHERE scope = 'columns';
CREATE UNIQUE INDEX wip_limits_one_a_lane     ON wip_limits (workspace_id, board_id, swimlane_id) WHERE scope = 'swimlane' AND column_id IS NULL;
CREATE UNIQUE INDEX wip_limits_one_a_cell     ON wip_limits (workspace_id, board_id, swimlane_id, column_id) WHERE scope = 'swimlane' AND column_id IS NOT NULL;
CREATE UNIQUE INDEX wip_limits_one_a_person   ON wip_limits (workspace_id, board_id, user_id) WHERE scope = 'person';
CREATE UNIQUE INDEX wip_limits_one_a_board    ON wip_limits (workspace_id, board_id) WHERE scope = 'board';
CREATE UNIQUE INDEX wip_limits_one_a_class    ON wip_limits (workspace_id, board_id, class_of_service) WHERE scope = 'classOfService';

ALTER TABLE wip_limits
  ADD CONSTRAINT wip_limits_max_in_range CHECK (max BETWEEN 0 AND 9999),
  ADD CONSTRAINT wip_limits_min_under_max CHECK (min BETWEEN 0 AND max),
  ADD CONSTRAINT wip_limits_names_its_scope CHECK (
    CASE scope WHEN 'column' THEN column_id IS NOT NULL WHEN 'swimlane' THEN true ELSE column_id IS NULL END
    AND (scope = 'columns')        = (cardinality(column_ids) >= 2)
    AND (scope = 'columns'         OR coalesce(cardinality(column_ids), 0) = 0)
    AND (scope = 'swimlane')       = (swimlane_id IS NOT NULL)
    AND (scope = 'person')         = (user_id IS NOT NULL)
    AND (scope = 'classOfService') = (class_of_service IS NOT NULL)),
  ALTER COLUMN column_ids SET NOT NULL;
ALTER TABLE person_limits
  ADD CONSTRAINT person_limits_max_in_range CHECK (max BETWEEN 0 AND 9999),
  ADD CONSTRAINT person_limits_min_under_max CHECK (min BETWEEN 0 AND max);
ALTER TABLE overrides
  ADD CONSTRAINT overrides_say_why CHECK (CASE mode WHEN 'block' THEN false WHEN 'reason' THEN char_length(reason) >= 3 ELSE reason IS NULL END);
ALTER TABLE boards
  ADD CONSTRAINT boards_budget_in_range CHECK (override_budget BETWEEN 0 AND 999);
ALTER TABLE columns
  ADD CONSTRAINT columns_split_is_active CHECK (NOT split OR kind = 'active');
ALTER TABLE intakes
  ADD CONSTRAINT intakes_depth_in_range CHECK (depth BETWEEN 0 AND 500),
  ADD CONSTRAINT intakes_quota_in_range CHECK (open_per_requester BETWEEN 1 AND 500),
  ADD CONSTRAINT intakes_rate_in_range CHECK (per_requester_per_hour BETWEEN 1 AND 500 AND per_requester_per_day BETWEEN 1 AND 500),
  ADD CONSTRAINT intakes_hours_in_range CHECK (
    answer_within_hours BETWEEN 1 AND 2160 AND grace_hours BETWEEN 0 AND 2160 AND remind_before_hours BETWEEN 1 AND 2160),
  ADD CONSTRAINT intakes_watermarks_in_order CHECK (
    (high_watermark IS NULL) = (low_watermark IS NULL) AND low_watermark >= 0 AND low_watermark < high_watermark),
  ADD CONSTRAINT intakes_options_in_range CHECK (min_options BETWEEN 0 AND 500),
  ADD CONSTRAINT intakes_form_in_range CHECK (form_open_per_guest BETWEEN 1 AND 500 AND form_depth BETWEEN 1 AND 500),
  ALTER COLUMN escalate_to SET NOT NULL,
  ALTER COLUMN replenish_on SET NOT NULL,
  ADD CONSTRAINT intakes_gate_says_why CHECK (gate = 'open' OR gate_reason IS NOT NULL);
ALTER TABLE cards
  ADD CONSTRAINT cards_title_not_empty CHECK (title <> ''),
  ADD CONSTRAINT cards_delivered_after_commitment CHECK (delivered_at IS NULL OR committed_at IS NOT NULL);
ALTER TABLE requests
  ADD CONSTRAINT requests_title_not_empty CHECK (title <> ''),
  ADD CONSTRAINT requests_one_asks CHECK (num_nonnulls(requester_id, guest_id) = 1),
  ADD CONSTRAINT requests_fixed_date_has_a_day CHECK (class_of_service <> 'fixedDate' OR needed_by IS NOT NULL),
  ADD CONSTRAINT requests_expire_late CHECK (expires_at >= answer_by),
  ADD CONSTRAINT requests_ticket_follows CHECK (NOT by_ticket OR follows_id IS NOT NULL);
-- A not-now and a trade say why, in words long enough to be read; a deferral says until when, and so does
-- an answer in the system's name.
ALTER TABLE answers
  ADD CONSTRAINT answers_say_why CHECK (
    kind IN ('accept', 'duplicate', 'redirect', 'withdrawn')
    OR (reason IS NOT NULL AND char_length(message) >= 10)),
  ADD CONSTRAINT answers_give_a_ticket CHECK ((kind IN ('defer', 'expired', 'shed')) = (until IS NOT NULL)),
  ADD CONSTRAINT answers_name_the_other CHECK ((kind = 'duplicate') = (duplicate_of_id IS NOT NULL) AND duplicate_of_id <> request_id);
-- A card that left the board left it until a date, with a ticket for whoever asked for it.
ALTER TABLE displacements
  ADD CONSTRAINT displacements_say_why CHECK (char_length(message) >= 10),
  ADD CONSTRAINT displacements_lead_somewhere CHECK ((column_id IS NULL) = (until IS NOT NULL));
ALTER TABLE request_watchers
  ADD CONSTRAINT request_watchers_are_somebody CHECK (num_nonnulls(user_id, guest_id) = 1);
ALTER TABLE request_messages
  ADD CONSTRAINT request_messages_say_something CHECK (body <> ''),
  ADD CONSTRAINT request_messages_by_one CHECK (num_nonnulls("by", by_guest) = 1);
ALTER TABLE notices
  ADD CONSTRAINT notices_are_for_somebody CHECK (num_nonnulls(user_id, guest_id) = 1);
ALTER TABLE mails
  ADD CONSTRAINT mails_of_one_thing CHECK (num_nonnulls(notice_id, form_ask_id) = 1);

-- The clock row is updated by every write of its board: room on its page keeps those updates HOT.
ALTER TABLE board_clock SET (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
ALTER TABLE cards SET (fillfactor = 80);
