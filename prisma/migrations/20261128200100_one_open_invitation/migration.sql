-- An address has one invitation at most that is neither used nor revoked. Of several, the newest stays: whoever has an older
-- link is asked for the newer one.
UPDATE "public"."invitations" i SET "revoked_at" = now()
 WHERE i."email" IS NOT NULL AND i."revoked_at" IS NULL AND i."accepted_at" IS NULL
   AND EXISTS (SELECT FROM "public"."invitations" newer
                WHERE newer."workspace_id" = i."workspace_id" AND newer."email" = i."email"
                  AND newer."revoked_at" IS NULL AND newer."accepted_at" IS NULL
                  AND (newer."created_at", newer."id") > (i."created_at", i."id"));

CREATE UNIQUE INDEX "invitations_one_open" ON "public"."invitations" ("workspace_id", "email")
 WHERE "revoked_at" IS NULL AND "accepted_at" IS NULL;
