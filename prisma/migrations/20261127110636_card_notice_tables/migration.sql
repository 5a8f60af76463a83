-- CreateEnum
CREATE TYPE "public"."notice_topic" AS ENUM ('assigned', 'mentioned', 'comments', 'blocks', 'dueDates', 'overrides', 'requests', 'messages', 'deadlines');

-- CreateEnum
CREATE TYPE "public"."notice_via" AS ENUM ('mail', 'app', 'off');

-- AlterEnum
ALTER TYPE "public"."notice_kind" ADD VALUE 'assigned';
ALTER TYPE "public"."notice_kind" ADD VALUE 'commented';
ALTER TYPE "public"."notice_kind" ADD VALUE 'cardBlocked';
ALTER TYPE "public"."notice_kind" ADD VALUE 'cardUnblocked';
ALTER TYPE "public"."notice_kind" ADD VALUE 'dueSoon';
ALTER TYPE "public"."notice_kind" ADD VALUE 'overridden';

-- CreateTable
CREATE TABLE "public"."card_watchers" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "watching" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "card_watchers_pkey" PRIMARY KEY ("workspace_id","board_id","card_id","user_id")
);

-- CreateTable
CREATE TABLE "public"."notice_choices" (
    "user_id" UUID NOT NULL,
    "topic" "public"."notice_topic" NOT NULL,
    "via" "public"."notice_via" NOT NULL,

    CONSTRAINT "notice_choices_pkey" PRIMARY KEY ("user_id","topic"),
    -- Somebody waits for a reaction to these, so they are always in the app.
    CONSTRAINT notice_choices_off CHECK (via <> 'off' OR topic NOT IN ('requests', 'messages', 'deadlines'))
);

-- AddForeignKey
ALTER TABLE "public"."card_watchers" ADD CONSTRAINT "card_watchers_workspace_id_board_id_card_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "card_id") REFERENCES "public"."cards"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."card_watchers" ADD CONSTRAINT "card_watchers_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "public"."memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."notice_choices" ADD CONSTRAINT "notice_choices_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

CREATE INDEX notices_of_cards ON public.notices (workspace_id, card_id, comment_id) WHERE card_id IS NOT NULL;
