-- Alone: an index of the next migration names the value, which PostgreSQL allows only after a commit.
ALTER TYPE "public"."notice_kind" ADD VALUE 'newRequest';
