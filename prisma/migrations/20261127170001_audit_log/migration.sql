DROP FUNCTION weir.start_workspace_write(uuid,boolean,weir.write_key,timestamp with time zone);

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
  -- Imported files are kept for some days only, and can have their name anywhere.
  DELETE FROM public.imports i WHERE i.workspace_id = ANY (_workspaces);
  DELETE FROM public.notice_choices c WHERE c.user_id = ANY (_people);
  DELETE FROM public.notice_mail_times t WHERE t.user_id = ANY (_people);
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
  UPDATE public.idempotency_keys k SET body = weir.without_texts(k.body, '{}', _ids, _addresses)
   WHERE k.body IS NOT NULL AND k.body <> weir.without_texts(k.body, '{}', _ids, _addresses);
  UPDATE public.users u
     SET name = weir.erased_text(), email = weir.erased_address(u.id), password_hash = NULL, language = NULL, time_zone = NULL
   WHERE u.id = ANY (_people);
  UPDATE public.guests g SET name = weir.erased_text(), email = weir.erased_address(g.id), language = NULL, erased_at = coalesce(g.erased_at, _now)
   WHERE g.id = ANY (_guests);
  -- Names are in the ETag of every board of the workspace.
  UPDATE public.workspaces w SET names_version = w.names_version + 1 WHERE w.id = ANY (_workspaces);
END $function$;

CREATE OR REPLACE FUNCTION weir.start_workspace_write(_workspace uuid, _lock boolean, _key weir.write_key, _now timestamp with time zone, _actor uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set text := weir.set_writer(_actor, _now);
BEGIN
  IF _lock THEN
    PERFORM weir.lock_workspaces(ARRAY[_workspace]);
  END IF;
  IF _key.key IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', _key.caller_id, _key.route, _key.key), 0));
  END IF;
  RETURN weir.replay_response(_workspace, _key, _now);
END $function$;

CREATE OR REPLACE FUNCTION weir.set_writer(_actor uuid, _now timestamp with time zone)
 RETURNS text
 LANGUAGE sql
AS $function$
  SELECT set_config('weir.writer', jsonb_build_object('actor', _actor, 'now', _now)::text, true)
$function$;

CREATE OR REPLACE FUNCTION weir.time_ordered_id()
 RETURNS uuid
 LANGUAGE plpgsql
AS $function$
DECLARE
  _ticks bigint := floor(extract(epoch FROM clock_timestamp()) * 4096000);
BEGIN
  RETURN (lpad(to_hex(_ticks >> 12), 12, '0') || '7' || lpad(to_hex(_ticks & 4095), 3, '0') || substr(gen_random_uuid()::text, 20))::uuid;
END $function$;

CREATE OR REPLACE FUNCTION weir.log_change(_workspace uuid, _type text, _change jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _writer jsonb := nullif(coalesce(nullif(current_setting('weir.writer', true), ''),
                                   CASE WHEN weir.has_own_event() THEN current_setting('weir.override', true) END), '');
BEGIN
  INSERT INTO public.workspace_events (workspace_id, id, at, type, actor_id, change)
  VALUES (_workspace, weir.time_ordered_id(), coalesce((_writer ->> 'now')::timestamptz, clock_timestamp()), _type,
          (_writer ->> 'actor')::uuid, _change);
END $function$;

CREATE OR REPLACE FUNCTION weir.log_workspace()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM weir.log_change(NEW.id, 'workspace.created', jsonb_build_object('to', jsonb_build_object('slug', NEW.slug, 'name', NEW.name)));
    RETURN NULL;
  END IF;
  IF (OLD.name, OLD.slug) IS DISTINCT FROM (NEW.name, NEW.slug) THEN
    PERFORM weir.log_change(NEW.id, 'workspace.renamed', jsonb_build_object(
      'from', jsonb_build_object('slug', OLD.slug, 'name', OLD.name), 'to', jsonb_build_object('slug', NEW.slug, 'name', NEW.name)));
  END IF;
  IF (OLD.archived_at IS NULL) <> (NEW.archived_at IS NULL) THEN
    PERFORM weir.log_change(NEW.id, CASE WHEN NEW.archived_at IS NULL THEN 'workspace.restored' ELSE 'workspace.archived' END, '{}');
  END IF;
  IF OLD.caps IS DISTINCT FROM NEW.caps THEN
    PERFORM weir.log_change(NEW.id, 'workspace.capsChanged', jsonb_build_object('from', OLD.caps, 'to', NEW.caps));
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.log_membership()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _was  public.role := CASE WHEN TG_OP <> 'INSERT' THEN CASE WHEN OLD.left_at IS NULL THEN OLD.role END END;
  _is   public.role := CASE WHEN TG_OP <> 'DELETE' THEN CASE WHEN NEW.left_at IS NULL THEN NEW.role END END;
  _user jsonb       := jsonb_build_object('user', CASE WHEN TG_OP = 'DELETE' THEN OLD.user_id ELSE NEW.user_id END);
  _from jsonb       := jsonb_build_object('from', jsonb_build_object('role', _was));
  _to   jsonb       := jsonb_build_object('to', jsonb_build_object('role', _is));
BEGIN
  IF _was IS NULL AND _is IS NOT NULL THEN
    PERFORM weir.log_change(NEW.workspace_id, 'membership.began', _user || _to);
  ELSIF _was IS NOT NULL AND _is IS NULL THEN
    PERFORM weir.log_change(OLD.workspace_id, 'membership.ended', _user || _from);
  ELSIF _was <> _is THEN
    PERFORM weir.log_change(NEW.workspace_id, 'membership.changed', _user || _from || _to);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.log_invitation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _i public.invitations := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  _change jsonb := jsonb_build_object('invitation', _i.id, 'role', _i.role, 'email', _i.email);
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM weir.log_change(_i.workspace_id, 'invitation.created', _change);
  ELSIF TG_OP = 'DELETE' THEN
    IF _i.revoked_at IS NULL AND _i.accepted_at IS NULL AND _i.expires_at > clock_timestamp() THEN
      PERFORM weir.log_change(_i.workspace_id, 'invitation.revoked', _change);
    END IF;
  ELSIF OLD.accepted_at IS NULL AND NEW.accepted_at IS NOT NULL THEN
    PERFORM weir.log_change(_i.workspace_id, 'invitation.accepted', _change || jsonb_build_object('user', _i.accepted_by));
  ELSIF OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL THEN
    PERFORM weir.log_change(_i.workspace_id, 'invitation.revoked', _change);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.log_import()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.log_change(
    NEW.workspace_id,
    CASE NEW.state WHEN 'running' THEN 'import.started' WHEN 'done' THEN 'import.finished' ELSE 'import.stopped' END,
    jsonb_build_object('import', NEW.id, 'format', NEW.format, 'total', NEW.total, 'processed', NEW.processed, 'problem', NEW.problem,
                       'board', (SELECT b.key FROM public.boards b WHERE b.workspace_id = NEW.workspace_id AND b.id = NEW.board_id)));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.log_person_limit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _was public.person_limits := CASE WHEN TG_OP <> 'INSERT' THEN OLD END;
  _is  public.person_limits := CASE WHEN TG_OP <> 'DELETE' THEN NEW END;
BEGIN
  IF NOT weir.has_own_event() THEN
    PERFORM weir.log_change(coalesce(_is.workspace_id, _was.workspace_id), 'personLimit.changed', jsonb_build_object(
      'user', coalesce(_is.user_id, _was.user_id),
      'from', CASE WHEN TG_OP <> 'INSERT' THEN jsonb_build_object('max', _was.max, 'min', _was.min, 'mode', _was.mode) END,
      'to',   CASE WHEN TG_OP <> 'DELETE' THEN jsonb_build_object('max', _is.max, 'min', _is.min, 'mode', _is.mode) END));
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.erase_in_workspace_log(_addresses text[])
 RETURNS void
 LANGUAGE sql
AS $function$
  UPDATE public.workspace_events e SET change = e.change || jsonb_build_object('email', weir.erased_text())
   WHERE e.change ->> 'email' = ANY (_addresses)
$function$;

CREATE OR REPLACE FUNCTION weir.keep_workspace_log()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'change' = to_jsonb(OLD) - 'change' AND OLD.change ? 'email'
     AND NEW.change = OLD.change || jsonb_build_object('email', weir.erased_text()) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the log of a workspace is only added to' USING ERRCODE = 'integrity_constraint_violation';
END $function$;

CREATE TRIGGER log_insert AFTER INSERT ON public.workspaces FOR EACH ROW EXECUTE FUNCTION weir.log_workspace();

CREATE TRIGGER log_update AFTER UPDATE ON public.workspaces FOR EACH ROW WHEN (((old.name IS DISTINCT FROM new.name) OR (old.slug IS DISTINCT FROM new.slug) OR (old.caps IS DISTINCT FROM new.caps) OR ((old.archived_at IS NULL) <> (new.archived_at IS NULL)))) EXECUTE FUNCTION weir.log_workspace();

CREATE TRIGGER log_insert AFTER INSERT ON public.memberships FOR EACH ROW EXECUTE FUNCTION weir.log_membership();

CREATE TRIGGER log_delete AFTER DELETE ON public.memberships FOR EACH ROW EXECUTE FUNCTION weir.log_membership();

CREATE TRIGGER log_update AFTER UPDATE ON public.memberships FOR EACH ROW WHEN (((old.role IS DISTINCT FROM new.role) OR (old.left_at IS DISTINCT FROM new.left_at))) EXECUTE FUNCTION weir.log_membership();

CREATE TRIGGER log_insert AFTER INSERT ON public.invitations FOR EACH ROW EXECUTE FUNCTION weir.log_invitation();

CREATE TRIGGER log_update AFTER UPDATE ON public.invitations FOR EACH ROW EXECUTE FUNCTION weir.log_invitation();

CREATE TRIGGER log_delete AFTER DELETE ON public.invitations FOR EACH ROW EXECUTE FUNCTION weir.log_invitation();

CREATE TRIGGER log_update AFTER UPDATE ON public.imports FOR EACH ROW WHEN (((old.state <> new.state) AND (new.state = ANY (ARRAY['running'::public.import_state, 'done'::public.import_state, 'stopped'::public.import_state])))) EXECUTE FUNCTION weir.log_import();

CREATE TRIGGER log_insert AFTER INSERT ON public.person_limits FOR EACH ROW EXECUTE FUNCTION weir.log_person_limit();

CREATE TRIGGER log_delete AFTER DELETE ON public.person_limits FOR EACH ROW EXECUTE FUNCTION weir.log_person_limit();

CREATE TRIGGER log_update AFTER UPDATE ON public.person_limits FOR EACH ROW WHEN (((old.max IS DISTINCT FROM new.max) OR (old.min IS DISTINCT FROM new.min) OR (old.mode IS DISTINCT FROM new.mode))) EXECUTE FUNCTION weir.log_person_limit();

CREATE TRIGGER keep_rows BEFORE DELETE OR UPDATE ON public.workspace_events FOR EACH ROW EXECUTE FUNCTION weir.keep_workspace_log();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.workspace_events FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_truncate();
