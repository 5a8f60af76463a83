-- A card that was imported without the date on which it was started.
ALTER TYPE "public"."flow_fault" ADD VALUE 'noStart';
