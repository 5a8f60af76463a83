-- AlterTable
ALTER TABLE "public"."users" ADD COLUMN "theme" TEXT,
  ADD CONSTRAINT "users_theme_is_known" CHECK ("theme" IN ('system', 'light', 'dark'));

-- CreateTable
CREATE TABLE "public"."avatars" (
    "user_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "avatars_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "avatars_file_id_key" ON "public"."avatars"("file_id");

-- AddForeignKey
ALTER TABLE "public"."avatars" ADD CONSTRAINT "avatars_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "public"."avatars" ADD CONSTRAINT "avatars_hash_digits" CHECK ("hash" ~ '^[0-9a-f]{24}$');

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.erase_account(_people uuid[], _guests uuid[], _addresses text[], _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _ids        uuid[] := _people || _guests;
  _mailboxes  bytea[] := ARRAY(SELECT weir.mailbox_of(a) FROM unnest(_addresses) a);
  _workspaces uuid[] := ARRAY(SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
                               UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests));
BEGIN
  -- Whoever knows an address knows its hash. First, as a mailbox is locked before its mails.
  DELETE FROM public.mailboxes b WHERE b.mailbox = ANY (_mailboxes);
  DELETE FROM public.person_limits p WHERE p.user_id = ANY (_people);
  DELETE FROM public.saved_views v WHERE v.user_id = ANY (_people);
  DELETE FROM public.avatars v WHERE v.user_id = ANY (_people);
  -- Imported files are kept for some days only, and can have their name anywhere.
  DELETE FROM public.imports i WHERE i.workspace_id = ANY (_workspaces);
  DELETE FROM public.notice_choices c WHERE c.user_id = ANY (_people);
  DELETE FROM public.notice_mail_times t WHERE t.user_id = ANY (_people);
  DELETE FROM public.push_choices c WHERE c.user_id = ANY (_people);
  DELETE FROM public.push_subscriptions s WHERE s.user_id = ANY (_people);
  UPDATE public.memberships m SET left_at = _now WHERE m.user_id = ANY (_people) AND m.left_at IS NULL;
  UPDATE public.sessions s SET ended_at = coalesce(s.ended_at, _now), user_agent = NULL WHERE s.user_id = ANY (_people);
  DELETE FROM public.user_identities i WHERE i.user_id = ANY (_people);
  DELETE FROM public.totp_secrets t WHERE t.user_id = ANY (_people);
  DELETE FROM public.recovery_codes c WHERE c.user_id = ANY (_people);
  DELETE FROM public.passkeys k WHERE k.user_id = ANY (_people);
  DELETE FROM public.passkey_challenges c WHERE c.user_id = ANY (_people);
  UPDATE public.invitations i SET revoked_at = _now
   WHERE i.created_by = ANY (_people) AND i.revoked_at IS NULL AND i.accepted_at IS NULL;
  UPDATE public.invitations i SET email = weir.erased_text(), revoked_at = coalesce(i.revoked_at, CASE WHEN i.accepted_at IS NULL THEN _now END)
   WHERE i.email = ANY (_addresses);
  PERFORM weir.erase_in_workspace_log(_addresses);
  UPDATE public.mails m SET due_at = NULL, failed_at = coalesce(m.failed_at, _now), error = weir.erased_text()
   WHERE m.sent_at IS NULL AND (
         EXISTS (SELECT FROM public.notices n WHERE n.workspace_id = m.workspace_id AND n.id = m.notice_id
                    AND coalesce(n.user_id, n.guest_id) = ANY (_ids))
      OR EXISTS (SELECT FROM public.form_asks f WHERE f.workspace_id = m.workspace_id AND f.board_id = m.form_board_id
                    AND f.id = m.form_ask_id AND f.email = weir.erased_address(f.id))
      OR EXISTS (SELECT FROM public.guest_waits w WHERE w.workspace_id = m.workspace_id AND w.board_id = m.form_board_id
                    AND w.id = m.guest_wait_id AND w.email = weir.erased_address(w.id))
      OR m.guest_id = ANY (_guests)
      OR EXISTS (SELECT FROM public.email_confirmations c WHERE c.id = m.confirmation_id AND c.user_id = ANY (_people))
      OR EXISTS (SELECT FROM public.account_letters l WHERE l.id = m.account_letter_id
                    AND (l.user_id = ANY (_people) OR l.email = ANY (_addresses))));
  UPDATE public.account_letters l
     SET email = weir.erased_text(), expires_at = CASE WHEN l.expires_at IS NOT NULL THEN least(l.expires_at, _now) END
   WHERE l.user_id = ANY (_people) OR l.email = ANY (_addresses);
  UPDATE public.email_confirmations c SET expires_at = _now WHERE c.user_id = ANY (_people) AND c.expires_at > _now;
  UPDATE public.mails m SET mailbox = NULL WHERE m.mailbox = ANY (_mailboxes);
  UPDATE public.mails m SET error = weir.erased_text()
   WHERE EXISTS (SELECT FROM unnest(_addresses) n WHERE position(n IN m.error) > 0);
  -- They can retry nothing any more.
  DELETE FROM public.idempotency_keys k WHERE k.caller_id = ANY (_ids);
  -- Those of their workspaces were erased after their boards. Others have their address where they were only invited.
  UPDATE public.idempotency_keys k SET body = weir.without_texts(k.body, '{}', _ids, _addresses)
   WHERE k.workspace_id <> ALL (_workspaces) AND weir.has_any(k.body, weir.set_of(_ids::text[] || _addresses));
  UPDATE public.users u
     SET name = weir.erased_text(), email = weir.erased_address(u.id), password_hash = NULL, language = NULL, time_zone = NULL,
         theme = NULL
   WHERE u.id = ANY (_people);
  UPDATE public.guests g SET name = weir.erased_text(), email = weir.erased_address(g.id), language = NULL, erased_at = coalesce(g.erased_at, _now)
   WHERE g.id = ANY (_guests);
  -- Names are in the ETag of every board of the workspace.
  UPDATE public.workspaces w SET names_version = w.names_version + 1 WHERE w.id = ANY (_workspaces);
END $function$;
