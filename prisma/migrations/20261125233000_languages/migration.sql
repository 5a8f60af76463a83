-- The language and time zone of a person; the language of a form, and of the guest who sent it.
ALTER TABLE "users" ADD COLUMN "language" TEXT, ADD COLUMN "time_zone" TEXT;
ALTER TABLE "guests" ADD COLUMN "language" TEXT;
ALTER TABLE "form_asks" ADD COLUMN "language" TEXT;

-- Which languages and zones there are is known to the programs, and both change. Only their shape is checked here.
ALTER TABLE "users"
  ADD CONSTRAINT users_language_is_a_code CHECK (language ~ '^[a-z]{2}$'),
  ADD CONSTRAINT users_time_zone_is_a_name CHECK (char_length(time_zone) BETWEEN 1 AND 64);
ALTER TABLE "guests" ADD CONSTRAINT guests_language_is_a_code CHECK (language ~ '^[a-z]{2}$');
ALTER TABLE "form_asks" ADD CONSTRAINT form_asks_language_is_a_code CHECK (language ~ '^[a-z]{2}$');
