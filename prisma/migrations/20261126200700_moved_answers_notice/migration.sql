-- Alone, because a new value of an enum can only be used once it is committed.
-- AlterEnum
ALTER TYPE "public"."notice_kind" ADD VALUE 'answerMoved';
