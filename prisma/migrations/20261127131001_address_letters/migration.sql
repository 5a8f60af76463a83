-- Only these letters have a link, which expires.
ALTER TABLE "public"."account_letters" DROP CONSTRAINT "account_letters_link",
  ADD CONSTRAINT "account_letters_link" CHECK (("expires_at" IS NOT NULL) = ("kind" IN ('passwordReset', 'addressChange')));
