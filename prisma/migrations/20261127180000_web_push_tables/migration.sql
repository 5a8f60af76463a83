-- CreateEnum
CREATE TYPE "public"."push_topic" AS ENUM ('assigned', 'mentioned', 'comments', 'blocks', 'dueDates', 'overrides', 'requests', 'messages', 'deadlines', 'newRequests');

-- CreateTable
CREATE TABLE "public"."push_choices" (
    "user_id" UUID NOT NULL,
    "topic" "public"."push_topic" NOT NULL,
    "wanted" BOOLEAN NOT NULL,

    CONSTRAINT "push_choices_pkey" PRIMARY KEY ("user_id","topic")
);

-- CreateTable
CREATE TABLE "public"."push_subscriptions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "endpoint" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,
    "pushed_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),

    CONSTRAINT "push_subscriptions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."pushes" (
    "workspace_id" UUID NOT NULL,
    "notice_id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pushes_pkey" PRIMARY KEY ("workspace_id","notice_id","subscription_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "push_subscriptions_endpoint_key" ON "public"."push_subscriptions"("endpoint");

-- CreateIndex
CREATE INDEX "push_subscriptions_user_id_idx" ON "public"."push_subscriptions"("user_id");

-- CreateIndex
CREATE INDEX "push_subscriptions_session_id_idx" ON "public"."push_subscriptions"("session_id");

-- CreateIndex
CREATE INDEX "pushes_subscription_id_due_at_idx" ON "public"."pushes"("subscription_id", "due_at");

-- CreateIndex
CREATE INDEX "pushes_due_at_idx" ON "public"."pushes"("due_at");

-- AddForeignKey
ALTER TABLE "public"."push_choices" ADD CONSTRAINT "push_choices_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."push_subscriptions" ADD CONSTRAINT "push_subscriptions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."push_subscriptions" ADD CONSTRAINT "push_subscriptions_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."pushes" ADD CONSTRAINT "pushes_workspace_id_notice_id_fkey" FOREIGN KEY ("workspace_id", "notice_id") REFERENCES "public"."notices"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."pushes" ADD CONSTRAINT "pushes_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "public"."push_subscriptions"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
