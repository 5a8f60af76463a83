-- A member's new name changes every board that shows it, and no board's clock.
ALTER TABLE "workspaces" ADD COLUMN "names_version" INTEGER NOT NULL DEFAULT 0;
