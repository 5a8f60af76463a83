-- AlterTable
ALTER TABLE "intakes" ALTER COLUMN "answer_within_hours" SET DEFAULT 24,
ALTER COLUMN "grace_hours" SET DEFAULT 24,
ALTER COLUMN "remind_before_hours" SET DEFAULT 8,
ALTER COLUMN "working_hours" SET DEFAULT '{"days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00", "holidays": []}';
