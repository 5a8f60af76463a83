-- AlterTable
ALTER TABLE "public"."mails" ADD COLUMN     "gathered_in" UUID,
ADD COLUMN     "held_at" TIMESTAMPTZ(3),
ADD COLUMN     "mailbox" BYTEA,
ADD COLUMN     "source" UUID,
ADD COLUMN     "taken_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "public"."mailboxes" (
    "mailbox" BYTEA NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mailboxes_pkey" PRIMARY KEY ("mailbox")
);

-- CreateIndex
CREATE INDEX "mails_mailbox_taken_at_idx" ON "public"."mails"("mailbox", "taken_at");

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.take_mail(_workspace uuid, _mail uuid, _email text, _source uuid, _per_hour integer, _per_day integer, _now timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
AS $function$
DECLARE
  _mailbox bytea := sha256(convert_to(lower(regexp_replace(_email, '\+[^@]*@', '@')), 'UTF8'));
  _free timestamptz;
BEGIN
  INSERT INTO public.mailboxes AS b (mailbox, taken_at) VALUES (_mailbox, _now)
  ON CONFLICT (mailbox) DO UPDATE SET taken_at = _now;

  SELECT max(n.taken_at + w.length) INTO _free
    FROM (VALUES (interval '1 hour', _per_hour, NULL::uuid), (interval '1 hour', _per_hour / 2, _source),
                 (interval '1 day',  _per_day,  NULL::uuid), (interval '1 day',  _per_day / 2,  _source)) w (length, most, source)
   CROSS JOIN LATERAL (
     SELECT m.taken_at FROM public.mails m
       JOIN public.mails t ON t.workspace_id = _workspace AND t.id = _mail
      WHERE m.mailbox = _mailbox AND m.taken_at > _now - w.length
        AND (w.source IS NULL OR m.source = w.source)
        AND (m.notice_id IS NULL) = (t.notice_id IS NULL)
        AND NOT (m.workspace_id = _workspace AND m.id = _mail)
      ORDER BY m.taken_at DESC OFFSET w.most - 1 LIMIT 1) n;

  IF _free IS NULL THEN
    UPDATE public.mails SET mailbox = _mailbox, source = _source, taken_at = _now WHERE workspace_id = _workspace AND id = _mail;
  END IF;
  RETURN _free;
END $function$;
